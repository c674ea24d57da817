/** Finished dreams and half-grown ones as files: a line of JSON with the numbers, then bytes. Reads nothing and writes nothing. */
import { JsonValue } from '../../io/index.ts';
import type { GrowthState } from '../../insight/index.ts';

/** A finished dream. */
export interface KeptDream {
  readonly size: number;
  /** RGBA, opaque. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly step: number;
  readonly first: number;
  readonly last: number;
}

/** Pictures that are half grown, and what their objectives were before the first step. */
export interface KeptGrowth {
  readonly states: readonly GrowthState[];
  readonly first: readonly number[];
}

const VERSION = 1;
const NEW_LINE = 10;
const CHANNELS = 3;
const CHANNELS_SHOWN = 4;
const OPAQUE = 255;
const FLOAT_BYTES = 4;

/** The file of a finished dream. */
export function writeDream({ pixels, ...facts }: KeptDream): Uint8Array<ArrayBuffer> {
  const colors = new Uint8Array((pixels.length / CHANNELS_SHOWN) * CHANNELS);
  for (let at = 0; at < colors.length; at += 1) {
    const pixel = Math.floor(at / CHANNELS);
    colors[at] = pixels[pixel * CHANNELS_SHOWN + (at % CHANNELS)] ?? 0;
  }
  return join({ version: VERSION, ...facts }, [colors]);
}

/** Throws for anything but a whole file. */
export function readDream(file: Uint8Array<ArrayBuffer>): KeptDream {
  const { head, body } = split(file);
  const size = head.field('size').count();
  const pixels = new Uint8ClampedArray(size * size * CHANNELS_SHOWN).fill(OPAQUE);
  if (body.length !== size * size * CHANNELS) throw new RangeError('The file is cut off.');
  body.forEach((value, at) => {
    pixels[Math.floor(at / CHANNELS) * CHANNELS_SHOWN + (at % CHANNELS)] = value;
  });
  const [step, first, last] = ['step', 'first', 'last'].map((name) => head.field(name).number());
  return { size, pixels, step: step ?? 0, first: first ?? 0, last: last ?? 0 };
}

/** The file of pictures that are half grown. */
export function writeGrowth({ states, first }: KeptGrowth): Uint8Array<ArrayBuffer> {
  const heads = states.map(({ step, octave, curve, buffers }) => ({
    step,
    octave,
    lengths: [curve, ...buffers].map(({ length }) => length),
  }));
  const parts = states.flatMap(({ curve, buffers }) => [curve, ...buffers]);
  return join(
    { version: VERSION, first, states: heads },
    parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength)),
  );
}

/** Throws for anything but a whole file. */
export function readGrowth(file: Uint8Array<ArrayBuffer>): KeptGrowth {
  const { head, body } = split(file);
  let at = 0;
  const take = (length: number): Float32Array => {
    const end = at + length * FLOAT_BYTES;
    if (end > body.length) throw new RangeError('The file is cut off.');
    // A copy begins where a number may begin.
    const part = new Float32Array(body.slice(at, end).buffer);
    at = end;
    return part;
  };
  const states = head
    .field('states')
    .list()
    .map((one): GrowthState => {
      const lengths = one.field('lengths').list();
      const [curve = new Float32Array(), ...buffers] = lengths.map((length) =>
        take(length.number(0)),
      );
      const [step, octave] = ['step', 'octave'].map((name) => one.field(name).number(0));
      return { step: step ?? 0, octave: octave ?? 0, curve, buffers };
    });
  const first = head.field('first').list();
  return { states, first: first.map((one) => one.number()) };
}

function join(head: object, parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
  const all = [text, ...parts];
  const file = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of all) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

function split(file: Uint8Array<ArrayBuffer>): { head: JsonValue; body: Uint8Array<ArrayBuffer> } {
  const end = file.indexOf(NEW_LINE);
  const json = JSON.parse(new TextDecoder().decode(file.subarray(0, end))) as unknown;
  const head = new JsonValue(json, 'dream');
  if (head.field('version').number() !== VERSION) throw new RangeError('Another version.');
  return { head, body: file.subarray(end + 1) };
}
