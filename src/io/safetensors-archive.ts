/** A safetensors file read in parts, wherever it lies: the header first, then the tensors that are wanted. */
import { WeightsError } from '../base/index.ts';
import type { Owned } from '../base/index.ts';
import { entryNamed } from './archive.ts';
import type { TensorArchive, TensorPiece, TensorWant } from './archive.ts';
import type { ByteSource } from './byte-source.ts';
import { readRange } from './byte-source.ts';
import { PieceCutter } from './piece-cutter.ts';
import { LENGTH_BYTES, parseSafetensorsHeader, readHeaderLength } from './safetensors-header.ts';
import type { PlacedEntry, SafetensorsHeader } from './safetensors-header.ts';

/** A tensor from one of its bytes on, as a part of the data. */
interface Span {
  readonly entry: PlacedEntry;
  readonly begin: number;
}

/** Tensors that lie side by side: one request. */
interface Run {
  begin: number;
  end: number;
  readonly spans: Span[];
}

/** Opens a file of `source`. Throws WeightsError, and the signal's reason. */
export async function openSafetensors(
  source: ByteSource,
  signal: AbortSignal,
): Promise<Owned<TensorArchive>> {
  const first = await readRange(source, 0, LENGTH_BYTES, signal);
  const size = await source.size(signal);
  const dataStart = LENGTH_BYTES + readHeaderLength(first, size);
  const json = await readRange(source, LENGTH_BYTES, dataStart, signal);
  const header = parseSafetensorsHeader(json, null);
  expectSize(source.label, header, dataStart, size);
  const head = new Uint8Array(dataStart);
  head.set(first);
  head.set(json, LENGTH_BYTES);
  const { metadata, tensors } = header;
  return {
    metadata,
    tensors,
    whole: { head, order: inFileOrder([...tensors.values()]).map(({ name }) => name) },
    read: (wanted, until) => readTensors(source, header, dataStart, wanted, until),
    dispose: () => undefined,
  };
}

/** The size that the file should have is known exactly: anything else is a file that is cut off, or another one. */
function expectSize(
  url: string,
  header: SafetensorsHeader,
  dataStart: number,
  size: number | null,
): void {
  const expected = dataStart + header.dataBytes;
  if (size === null || size === expected) return;
  if (size < expected) {
    throw new WeightsError(
      'weights-cut-off',
      `${url} is cut off: ${String(size)} bytes instead of ${String(expected)}.`,
      { url, expected, found: size },
    );
  }
  const detail = `${String(size - expected)} bytes are left over after the last tensor`;
  throw new WeightsError('weights-format', `The weights could not be read: ${detail}.`, { detail });
}

async function* readTensors(
  source: ByteSource,
  { tensors }: SafetensorsHeader,
  dataStart: number,
  wanted: readonly TensorWant[],
  signal: AbortSignal,
): AsyncGenerator<TensorPiece> {
  const spans = wanted.flatMap(({ name, offset }) => {
    const entry = entryNamed(tensors, name);
    return offset < entry.bytes ? [{ entry, begin: entry.begin + offset }] : [];
  });
  const seekable = await source.seekable(signal);
  for (const { begin, end, spans: parts } of joined(seekable ? spans : inFileOrder(spans))) {
    let at = begin;
    let index = 0;
    let cutter: PieceCutter | null = null;
    for await (const bytes of source.read(dataStart + begin, dataStart + end, signal)) {
      let rest = bytes;
      while (rest.length > 0) {
        const span = parts[index];
        if (!span) break;
        cutter ??= new PieceCutter(span.entry, span.begin - span.entry.begin);
        const taken = rest.subarray(0, span.entry.end - at);
        yield* cutter.cut(taken);
        at += taken.length;
        rest = rest.subarray(taken.length);
        if (at === span.entry.end) {
          index += 1;
          cutter = null;
        }
      }
    }
  }
}

function inFileOrder<T extends { readonly begin: number }>(places: readonly T[]): T[] {
  return [...places].sort((a, b) => a.begin - b.begin);
}

/** Joins what lies side by side and is wanted one after the other, in either order. */
function joined(spans: readonly Span[]): readonly Run[] {
  const runs: Run[] = [];
  for (const span of spans) {
    const { begin, entry } = span;
    const run = runs.at(-1);
    if (run?.end === begin) {
      run.end = entry.end;
      run.spans.push(span);
    } else if (run?.begin === entry.end) {
      run.begin = begin;
      run.spans.unshift(span);
    } else {
      runs.push({ begin, end: entry.end, spans: [span] });
    }
  }
  return runs;
}
