/** What stands in a GIF: read block by block, as far as tests need it. */

/** A GIF without its pixels. */
export interface GifFacts {
  readonly signature: string;
  readonly width: number;
  readonly height: number;
  /** Times it is shown; 0: for ever; null: once. */
  readonly repeat: number | null;
  readonly frames: readonly GifFrameFacts[];
  /** Whether the last byte ends it. */
  readonly isComplete: boolean;
}

/** One frame. */
export interface GifFrameFacts {
  /** Hundredths of a second. */
  readonly delay: number;
  readonly hasTransparency: boolean;
  /** Compressed pixels. */
  readonly data: Buffer;
}

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const CONTROL = 0xf9;
const APPLICATION = 0xff;
const HEADER = 13;
const DESCRIPTOR = 10;
const HAS_TABLE = 0x80;

/** Throws where a byte is none that a GIF may have there. */
export function readGif(bytes: Buffer): GifFacts {
  const frames: GifFrameFacts[] = [];
  let at = HEADER + tableBytes(bytes[10] ?? 0);
  let repeat: number | null = null;
  let [delay, hasTransparency, isComplete] = [0, false, false];
  const blocks = (): Buffer => {
    const parts: Buffer[] = [];
    for (let size = bytes[at] ?? 0; size > 0; size = bytes[at] ?? 0) {
      parts.push(bytes.subarray(at + 1, at + 1 + size));
      at += 1 + size;
    }
    at += 1;
    return Buffer.concat(parts);
  };
  while (!isComplete) {
    const kind = bytes[at];
    if (kind === TRAILER) {
      isComplete = at === bytes.length - 1;
      break;
    } else if (kind === EXTENSION) {
      const label = bytes[at + 1];
      at += 2;
      const data = blocks();
      if (label === CONTROL) {
        delay = data.readUInt16LE(1);
        hasTransparency = ((data[0] ?? 0) & 1) === 1;
      } else if (label === APPLICATION) repeat = data.readUInt16LE(12);
    } else if (kind === IMAGE) {
      at += DESCRIPTOR + tableBytes(bytes[at + 9] ?? 0) + 1;
      frames.push({ delay, hasTransparency, data: blocks() });
    } else throw new Error(`No GIF: byte ${String(kind)} at ${String(at)}`);
  }
  return {
    signature: bytes.toString('latin1', 0, 6),
    width: bytes.readUInt16LE(6),
    height: bytes.readUInt16LE(8),
    repeat,
    frames,
    isComplete,
  };
}

function tableBytes(flags: number): number {
  return flags & HAS_TABLE ? 3 * 2 ** ((flags & 7) + 1) : 0;
}
