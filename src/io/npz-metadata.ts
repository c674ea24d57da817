/** What an .npz file says of itself: small arrays of text or numbers with known names. Knows no network. */
import { formatError } from './format-error.ts';
import type { NpyHeader } from './npy-header.ts';

/** Names that mean a word about the network, not a tensor. */
const NAMES: ReadonlySet<string> = new Set(
  'architecture color_order value_range mean std classes width'.split(' '),
);
/** Longer arrays are no metadata, whatever they are called. */
export const MAX_METADATA_BYTES = 2 ** 16;

const NUMBERS: Readonly<
  Record<string, { bytes: number; read: (view: DataView, at: number) => number | bigint }>
> = {
  f4: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  f8: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  i4: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  i8: { bytes: 8, read: (view, at) => view.getBigInt64(at, true) },
};
const CHARACTER_BYTES = 4;
const LAST_CHARACTER = 0x10_ffff;
/** As many digits as a float32 surely has, and as many as it ever needs. */
const FLOAT_DIGITS = [6, 7, 8, 9];

/** Whether this array is metadata: by its name, and because it is short. */
export function isNpzMetadata(name: string, { shape }: NpyHeader, bytes: number): boolean {
  return NAMES.has(name) && shape.length <= 1 && bytes <= MAX_METADATA_BYTES;
}

/** The text of such an array; several items are parted by commas. Throws WeightsError `weights-format`. */
export function npzMetadataText(
  name: string,
  { descr, shape }: NpyHeader,
  bytes: Uint8Array,
): string {
  const [, kind = ''] = /^[<=|](f4|f8|i4|i8|U\d{1,5})$/.exec(descr) ?? [];
  const count = shape[0] ?? 1;
  const number = NUMBERS[kind];
  const unit = number ? number.bytes : Number(kind.slice(1)) * CHARACTER_BYTES;
  if (kind === '' || bytes.length !== count * unit) {
    throw formatError(
      `${name} has the number format ${descr}; text or floating point was expected`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const items = Array.from({ length: count }, (_, i) =>
    number ? numberText(number.read(view, i * unit), kind) : textAt(view, i * unit, unit, name),
  );
  return items.join(',');
}

/** The shortest text that is the same number: 0.225, not 0.22499999403953552. */
function numberText(value: number | bigint, kind: string): string {
  if (kind !== 'f4') return String(value);
  const texts = FLOAT_DIGITS.map((digits) => String(Number(Number(value).toPrecision(digits))));
  return texts.find((text) => Math.fround(Number(text)) === value) ?? String(value);
}

/** NumPy fills text up with zeros. */
function textAt(view: DataView, begin: number, bytes: number, name: string): string {
  let text = '';
  for (let at = begin; at < begin + bytes; at += CHARACTER_BYTES) {
    const character = view.getUint32(at, true);
    if (character === 0) break;
    if (character > LAST_CHARACTER) throw formatError(`the text ${name} is damaged`);
    text += String.fromCodePoint(character);
  }
  return text;
}
