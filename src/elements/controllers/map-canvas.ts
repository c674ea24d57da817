/** A canvas with one channel that is painted only when more than the cell has changed. */
import type { MapPaint, MapView, SessionFace, UnitAddress } from '../../session/index.ts';

/** Takes hold of a canvas at the first `show`; `dispose` lets it go. */
export class MapCanvas {
  #view: MapView | null = null;
  #canvas: HTMLCanvasElement | null = null;
  #shown: UnitAddress | null = null;
  #paint: MapPaint | null = null;
  #width = 0;
  #height = 0;

  /** Shows the channel of `address` on `width` x `height` device pixels; nothing to do while these stay the same. */
  show(
    session: SessionFace,
    canvas: HTMLCanvasElement,
    address: UnitAddress | null,
    paint: MapPaint,
    width: number,
    height: number,
  ): void {
    if (canvas !== this.#canvas) {
      this.dispose();
      this.#canvas = canvas;
      this.#view = session.attachMap(canvas);
    }
    const isSame =
      isSameChannel(address, this.#shown) &&
      this.#paint !== null &&
      isSamePaint(paint, this.#paint) &&
      width === this.#width &&
      height === this.#height;
    if (isSame) return;
    this.#shown = address;
    this.#paint = paint;
    this.#width = width;
    this.#height = height;
    this.#view?.show(address, paint, { width, height });
  }

  dispose(): void {
    this.#view?.dispose();
    this.#view = null;
    this.#canvas = null;
    this.#shown = null;
    this.#paint = null;
  }
}

function isSameChannel(a: UnitAddress | null, b: UnitAddress | null): boolean {
  return a?.layer === b?.layer && a?.cell.channel === b?.cell.channel;
}

function isSamePaint(a: MapPaint, b: MapPaint): boolean {
  return a.style === b.style && a.level === b.level && a.smooth === b.smooth;
}
