/** A page for dreams, made up: time that passes when it is told to, pictures that are their bytes. For tests. */
import type { DreamPicture } from '../dream-types.ts';
import type { PageClock } from '../page-clock.ts';

/** A page that can be hidden. */
export class TestClock implements PageClock {
  hidden = false;
  readonly #listeners = new Set<() => void>();

  isHidden = (): boolean => this.hidden;
  now = (): number => performance.now();
  rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

  hide(hidden: boolean): void {
    this.hidden = hidden;
    for (const listener of [...this.#listeners]) listener();
  }

  onHidden(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  frame(run: () => void): void {
    setTimeout(run, 0);
  }
}

/** A picture whose bytes can be read. */
export type BytesPicture = DreamPicture & { readonly bytes: Uint8ClampedArray };

/** Keeps the bytes instead of painting them. */
export function keepBytes(pixels: Uint8ClampedArray<ArrayBuffer>, size: number): BytesPicture {
  const image = { width: size, height: size } as unknown as CanvasImageSource;
  return { image, x: 0, y: 0, size, bytes: pixels.slice() };
}

/** The bytes of a picture of `keepBytes`. */
export function bytesOf(picture: DreamPicture | null | undefined): Uint8ClampedArray {
  if (picture && 'bytes' in picture) return (picture as BytesPicture).bytes;
  throw new Error('There is no picture.');
}
