/**
 * A file of weights of half a gigabyte that is nowhere: names, layout and sizes are those of the real one, numbers are
 * made when they are read. Real tensors can be put in. For tests.
 */
import { randomArray } from '../../base/index.ts';
import { sizeOf } from '../../math/index.ts';
import { IMAGENET_HEAD, vgg } from '../architectures.ts';
import type { Head, VggName } from '../architectures.ts';
import { isLearned, tensorsOf } from '../layer.ts';

/** Bytes that are made when they are read. */
export interface VirtualFile {
  readonly size: number;
  /** The bytes from `begin` to `end`, which may lie beyond the last. */
  read(begin: number, end: number): Uint8Array<ArrayBuffer>;
}

/** A tensor of a virtual file. */
export interface VirtualTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Numbers are uniform within so much of zero; ignored when there are values. */
  readonly limit: number;
  readonly values?: Float32Array;
}

const BYTES = 4;
/** Numbers of one tensor repeat after so many, a prime. */
const TILE = 262_139;
const ALIGNMENT = 8;

/** A safetensors file with these tensors in the order of their names, as Rust's writer puts them. */
export function virtualSafetensors(
  tensors: readonly VirtualTensor[],
  metadata: Readonly<Record<string, string>> = { format: 'pt' },
): VirtualFile {
  const header: Record<string, unknown> = { __metadata__: metadata };
  const placed: { begin: number; end: number; bytes: () => Uint8Array }[] = [];
  let end = 0;
  const sorted = [...tensors].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const [index, tensor] of sorted.entries()) {
    const begin = end;
    end += BYTES * sizeOf(tensor.shape);
    header[tensor.name] = { dtype: 'F32', shape: tensor.shape, data_offsets: [begin, end] };
    placed.push({ begin, end, bytes: tileOf(tensor, index) });
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const head = new Uint8Array(ALIGNMENT + length).fill(' '.charCodeAt(0));
  new DataView(head.buffer).setBigUint64(0, BigInt(length), true);
  head.set(json, ALIGNMENT);
  const size = head.length + end;
  return {
    size,
    read: (from, to) => {
      const bytes = new Uint8Array(Math.max(0, Math.min(to, size) - from));
      if (from < head.length) bytes.set(head.subarray(from, Math.min(to, head.length)));
      for (const { begin, end: last, bytes: tile } of placed) {
        const first = Math.max(from - head.length, begin);
        const stop = Math.min(to - head.length, last);
        if (first < stop)
          copyCyclic(tile(), first - begin, bytes, first + head.length - from, stop - first);
      }
      return bytes;
    },
  };
}

/** A VGG as timm names it, with numbers that neither die nor explode; `real` ones by our own names where there are. */
export function virtualTimm(
  name: VggName,
  real: ReadonlyMap<string, Float32Array> = new Map(),
  { width = 1, head = IMAGENET_HEAD }: { readonly width?: number; readonly head?: Head } = {},
): VirtualFile {
  return virtualSafetensors(timmTensors(name, real, { width, head }));
}

/** The tensors of `virtualTimm`. */
export function timmTensors(
  name: VggName,
  real: ReadonlyMap<string, Float32Array>,
  { width, head }: { readonly width: number; readonly head: Head },
): readonly VirtualTensor[] {
  let place = 0;
  const layers = vgg({ name, width, head });
  return layers.flatMap((layer, index): VirtualTensor[] => {
    if (!isLearned(layer)) {
      place += layer.kind === 'max-pool' ? 1 : 0;
      return [];
    }
    const { weight, bias } = tensorsOf(layer);
    const limit = Math.sqrt(6 / sizeOf(weight.shape.slice(1)));
    const own = {
      weight: { shape: weight.shape, limit, ...given(real, weight.name) },
      bias: { shape: bias.shape, limit: 0.05, ...given(real, bias.name) },
    };
    if (layer.kind === 'convolution') {
      const path = `features.${String(place)}`;
      place += 2;
      return [
        { name: `${path}.weight`, ...own.weight },
        { name: `${path}.bias`, ...own.bias },
      ];
    }
    const path = { fc1: 'pre_logits.fc1', fc2: 'pre_logits.fc2' }[layer.name] ?? 'head.fc';
    const [units = 0, inputs = 0] = weight.shape;
    const side = layers[index - 1]?.kind === 'flatten' && head.kind === 'dense' ? head.map[0] : 1;
    const spread = [units, inputs / side ** 2, side, side];
    const shape = path === 'head.fc' ? weight.shape : spread;
    return [
      { name: `${path}.weight`, ...own.weight, shape },
      { name: `${path}.bias`, ...own.bias },
    ];
  });
}

function given(
  real: ReadonlyMap<string, Float32Array>,
  name: string,
): { readonly values?: Float32Array } {
  const values = real.get(name);
  return values ? { values } : {};
}

/** The bytes that a tensor repeats, made when first needed. */
function tileOf({ shape, limit, values }: VirtualTensor, seed: number): () => Uint8Array {
  let made: Uint8Array | null = null;
  return () => {
    if (made) return made;
    const length = Math.min(TILE, Math.max(1, sizeOf(shape)));
    const numbers = values ?? randomArray(length, seed + 1, -limit, limit);
    made = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    return made;
  };
}

function copyCyclic(
  from: Uint8Array,
  begin: number,
  to: Uint8Array,
  at: number,
  count: number,
): void {
  for (let done = 0; done < count;) {
    const place = (begin + done) % from.length;
    const step = Math.min(from.length - place, count - done);
    to.set(from.subarray(place, place + step), at + done);
    done += step;
  }
}
