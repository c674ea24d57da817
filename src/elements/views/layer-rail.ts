/** The canvas with a small map beside every row of the network: measures the rows, and only when they move. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RailPlace, RailView, SessionFace } from '../../session/index.ts';
import { layOutRail } from './rail-places.ts';
import type { ThumbBox } from './rail-places.ts';

const DEVICE_BOX = 'devicePixelContentBoxSize';

/** Call `attach` once the canvas is there; boxes are elements with `data-what` inside one with `data-layer`. */
export class LayerRail implements ReactiveController {
  readonly #observer = new ResizeObserver(() => this.measure());
  #view: RailView | null = null;
  #canvas: HTMLCanvasElement | null = null;
  #list: HTMLElement | null = null;

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  /** Keeps `canvas`, which lies in `list`, showing the small maps. */
  attach(session: SessionFace, canvas: HTMLCanvasElement, list: HTMLElement): void {
    if (this.#canvas === canvas) return;
    this.hostDisconnected();
    this.#canvas = canvas;
    this.#list = list;
    this.#view = session.attachRail(canvas);
    const box =
      DEVICE_BOX in ResizeObserverEntry.prototype ? 'device-pixel-content-box' : 'content-box';
    this.#observer.observe(list, { box });
  }

  /** Finds the boxes again. */
  measure(): void {
    const [canvas, list] = [this.#canvas, this.#list];
    if (!canvas || !list) return;
    const rail = layOutRail(boxesIn(list), devicePixelRatio);
    canvas.hidden = rail === null;
    if (!rail) return;
    const { x, y, width, height } = rail.canvas;
    canvas.style.left = `${x}px`;
    canvas.style.top = `${y}px`;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    this.#view?.setPlaces(rail.size, rail.places);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#view?.dispose();
    this.#view = null;
    this.#canvas = null;
    this.#list = null;
  }
}

function boxesIn(list: HTMLElement): ThumbBox[] {
  const origin = list.getBoundingClientRect();
  return [...list.querySelectorAll<HTMLElement>('[data-what]')].map((thumb) => {
    const { left, top, width, height } = thumb.getBoundingClientRect();
    const layer = thumb.closest<HTMLElement>('[data-layer]')?.dataset.layer ?? '';
    const what = partOf(thumb.dataset.what);
    return { layer, what, x: left - origin.left, y: top - origin.top, width, height };
  });
}

function partOf(name: string | undefined): RailPlace['what'] {
  return name === 'red' || name === 'green' || name === 'blue' ? name : 'strongest';
}
