/** Damages files in ways that can be repeated: what a fuzz test feeds to a reader. */

type Random = () => number;

/** Where to damage: readers trust headers, so most damage belongs there. */
export interface Region {
  readonly begin: number;
  readonly end: number;
}

const whole = (random: Random, below: number): number => Math.floor(random() * below);
const pick = <T>(random: Random, items: readonly T[]): T => items[whole(random, items.length)]!;

/** Numbers at which readers stumble. */
const ODD = [
  0n,
  1n,
  0x7fn,
  0xffn,
  0x7fffn,
  0xffffn,
  0x7fff_ffffn,
  0xffff_ffffn,
  1n << 40n,
  (1n << 63n) - 1n,
  (1n << 64n) - 1n,
];

type Mutation = (
  bytes: Uint8Array<ArrayBuffer>,
  region: Region,
  random: Random,
) => Uint8Array<ArrayBuffer>;

const place = ({ begin, end }: Region, random: Random, length: number): number =>
  Math.max(0, Math.min(begin + whole(random, Math.max(1, end - begin)), end - length));

const flipBits: Mutation = (bytes, region, random) => {
  for (let n = 1 + whole(random, 6); n > 0; n -= 1) {
    bytes[place(region, random, 1)]! ^= 1 << whole(random, 8);
  }
  return bytes;
};
const changeBytes: Mutation = (bytes, region, random) => {
  for (let n = 1 + whole(random, 4); n > 0; n -= 1)
    bytes[place(region, random, 1)] = whole(random, 256);
  return bytes;
};
const oddNumber: Mutation = (bytes, region, random) => {
  const length = pick(random, [2, 4, 8]);
  const at = place(region, random, length);
  if (at + length > bytes.length) return bytes;
  const view = new DataView(bytes.buffer);
  const value = pick(random, ODD);
  if (length === 2) view.setUint16(at, Number(value & 0xffffn), true);
  else if (length === 4) view.setUint32(at, Number(value & 0xffff_ffffn), true);
  else view.setBigUint64(at, value, true);
  return bytes;
};
const smallStep: Mutation = (bytes, region, random) => {
  const at = place(region, random, 1);
  bytes[at] = bytes[at]! + pick(random, [-1, 1, 8, -8]);
  return bytes;
};
const truncate: Mutation = (bytes, _, random) => bytes.slice(0, whole(random, bytes.length));
const spliced = (
  bytes: Uint8Array,
  at: number,
  remove: number,
  insert: Uint8Array,
): Uint8Array<ArrayBuffer> => {
  const result = new Uint8Array(Math.max(at, bytes.length - remove) + insert.length);
  result.set(bytes.subarray(0, at));
  result.set(insert, at);
  result.set(bytes.subarray(at + remove), at + insert.length);
  return result;
};
const remove: Mutation = (bytes, region, random) => {
  const length = 1 + whole(random, 16);
  return spliced(bytes, place(region, random, length), length, new Uint8Array());
};
const insert: Mutation = (bytes, region, random) => {
  const noise = Uint8Array.from({ length: 1 + whole(random, 16) }, () => whole(random, 256));
  return spliced(bytes, place(region, random, 1), 0, noise);
};
const copyWithin: Mutation = (bytes, region, random) => {
  const length = 1 + whole(random, 64);
  const from = place(region, random, length);
  return bytes.copyWithin(place(region, random, length), from, from + length);
};
const repeat: Mutation = (bytes, region, random) => {
  const length = 1 + whole(random, 64);
  const at = place(region, random, length);
  return spliced(bytes, at, 0, bytes.slice(at, at + length));
};
/** A number in text becomes another one; the length stays where it can. */
const textNumber: Mutation = (bytes, region, random) => {
  const text = String.fromCharCode(
    ...bytes.subarray(region.begin, Math.min(region.end, region.begin + 20_000)),
  );
  const numbers = [...text.matchAll(/\d+/g)];
  if (numbers.length === 0) return flipBits(bytes, region, random);
  const { 0: digits, index } = pick(random, numbers);
  const other = pick(random, [
    String(whole(random, 10 ** digits.length)).padStart(digits.length),
    '9'.repeat(digits.length),
    '99999999999999999999',
    '-1',
    '1e9',
    '0',
    '9007199254740991',
  ]);
  return spliced(bytes, region.begin + index, digits.length, new TextEncoder().encode(other));
};

const MUTATIONS = [
  flipBits,
  flipBits,
  changeBytes,
  changeBytes,
  oddNumber,
  oddNumber,
  smallStep,
  truncate,
  remove,
  insert,
  copyWithin,
  repeat,
  textNumber,
  textNumber,
];

/** A damaged copy: one to three mutations, each in one of the regions. */
export function mutated(
  original: Uint8Array,
  regions: readonly Region[],
  random: Random,
): Uint8Array<ArrayBuffer> {
  let bytes = original.slice();
  for (let n = pick(random, [1, 1, 1, 2, 3]); n > 0 && bytes.length > 16; n -= 1) {
    const { begin, end } = pick(random, regions);
    const region = { begin: Math.min(begin, bytes.length - 1), end: Math.min(end, bytes.length) };
    bytes = pick(random, MUTATIONS)(bytes, region, random);
  }
  return bytes;
}
