/** Paints tiles of dreams on a canvas, and of them only what has changed. Knows no session. */
import type { GridLayout } from '../../../math/index.ts';
import type { GridView } from '../../../session/index.ts';
import { boxOfTile } from '../../views/grid-place.ts';
import { PURE, progressOf, sameTile } from './dream-tile.ts';
import type { DreamTile } from './dream-tile.ts';

/** CSS pixels. */
const LINE = 2;
const BADGE = 14;
const SMALLEST_BADGE = 7;
/** Of the side of a tile. */
const BADGE_SHARE = 0.22;
const DOT_SHARE = 0.025;
const QUIET = 0.6;
const DOTS = [-1, 0, 1] as const;
const DOTS_APART = 4;
const QUARTER = Math.PI / 4;
/** On pictures, which have any colour. */
const ON_PICTURE = { line: '#4cc2ee', track: 'rgb(0 0 0 / 65%)', ink: '#fff' };

/** Colours of the page, as they are at the moment. */
export interface PageColors {
  readonly line: string;
  readonly dots: string;
  readonly bad: string;
}

/** A tile on its way to the canvas, device pixels. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** A canvas with tiles; whoever changes what `tiles` gives calls `paint`. */
export class DreamPainter implements GridView {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D | null;
  readonly #tiles: () => readonly DreamTile[];
  readonly #colors: () => PageColors;
  #layout: GridLayout | null = null;
  #painted: readonly DreamTile[] = [];

  constructor(
    canvas: HTMLCanvasElement,
    tiles: () => readonly DreamTile[],
    colors: () => PageColors,
  ) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d');
    this.#tiles = tiles;
    this.#colors = colors;
  }

  setLayout(layout: GridLayout): void {
    this.#layout = layout;
    // Also clears it.
    this.#canvas.width = layout.width;
    this.#canvas.height = layout.height;
    this.forget();
    this.paint();
  }

  /** All is to be painted anew: the colours of the page have changed. */
  forget(): void {
    this.#painted = [];
  }

  /** Brings the canvas up to date. */
  paint(): void {
    const [context, layout] = [this.#context, this.#layout];
    const tiles = this.#tiles();
    if (!context || tiles.length !== layout?.count) return;
    const old = tiles.length === this.#painted.length ? this.#painted : [];
    const colors = this.#colors();
    context.imageSmoothingQuality = 'high';
    tiles.forEach((tile, at) => {
      if (sameTile(old[at], tile)) return;
      const { x, y, width, height } = boxOfTile(layout, at);
      const side = Math.min(width, height);
      const place = { x: x + (width - side) / 2, y: y + (height - side) / 2, side };
      context.clearRect(x, y, width, height);
      paintTile(context, place, tile, colors);
    });
    this.#painted = tiles;
  }

  dispose(): void {
    this.#layout = null;
  }
}

function paintTile(
  context: CanvasRenderingContext2D,
  place: Place,
  tile: DreamTile,
  colors: PageColors,
): void {
  const { x, y, side } = place;
  if ('primary' in tile) {
    context.fillStyle = PURE[tile.primary];
    context.fillRect(x, y, side, side);
    return;
  }
  const { picture } = tile;
  if (picture) {
    const { image, size } = picture;
    context.drawImage(image, picture.x, picture.y, size, size, x, y, side, side);
  } else {
    paintEmpty(context, place, tile.state === 'failed' ? colors.bad : null, colors);
  }
  const progress = progressOf(tile);
  if (progress !== null) paintProgress(context, place, progress);
  if (tile.state === 'barren') paintBadge(context, place);
}

/** A frame that holds nothing yet: three dots that wait, or a cross where nothing will come. */
function paintEmpty(
  context: CanvasRenderingContext2D,
  { x, y, side }: Place,
  cross: string | null,
  { line, dots }: PageColors,
): void {
  const thin = Math.max(1, Math.round(devicePixelRatio));
  context.lineWidth = thin;
  context.strokeStyle = line;
  context.strokeRect(x + thin / 2, y + thin / 2, side - thin, side - thin);
  const [middleX, middleY] = [x + side / 2, y + side / 2];
  const radius = Math.max(thin / 2, DOT_SHARE * side);
  if (cross !== null) {
    const arm = DOTS_APART * radius;
    context.strokeStyle = cross;
    context.lineWidth = radius;
    context.beginPath();
    context.moveTo(middleX - arm, middleY - arm);
    context.lineTo(middleX + arm, middleY + arm);
    context.moveTo(middleX + arm, middleY - arm);
    context.lineTo(middleX - arm, middleY + arm);
    context.stroke();
    return;
  }
  context.fillStyle = dots;
  context.globalAlpha = QUIET;
  for (const step of DOTS) {
    context.beginPath();
    context.arc(middleX + step * DOTS_APART * radius, middleY, radius, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
}

function paintProgress(
  context: CanvasRenderingContext2D,
  { x, y, side }: Place,
  progress: number,
): void {
  const height = Math.min(Math.round(LINE * devicePixelRatio), Math.ceil(side / SMALLEST_BADGE));
  context.fillStyle = ON_PICTURE.track;
  context.fillRect(x, y + side - height, side, height);
  context.fillStyle = ON_PICTURE.line;
  context.fillRect(x, y + side - height, Math.round(side * progress), height);
}

/** The sign of the empty set: nothing excites it. */
function paintBadge(context: CanvasRenderingContext2D, { x, y, side }: Place): void {
  const ratio = devicePixelRatio;
  const size = Math.max(SMALLEST_BADGE * ratio, Math.min(BADGE * ratio, BADGE_SHARE * side));
  const [middleX, middleY] = [x + side - size * 0.75, y + size * 0.75];
  const radius = size / 2;
  context.fillStyle = ON_PICTURE.track;
  context.beginPath();
  context.arc(middleX, middleY, radius, 0, 2 * Math.PI);
  context.fill();
  context.strokeStyle = ON_PICTURE.ink;
  context.lineWidth = Math.max(1, size / 10);
  context.beginPath();
  context.arc(middleX, middleY, radius * 0.55, 0, 2 * Math.PI);
  const [across, up] = [Math.cos(QUARTER) * radius * 0.85, Math.sin(QUARTER) * radius * 0.85];
  context.moveTo(middleX - across, middleY + up);
  context.lineTo(middleX + across, middleY - up);
  context.stroke();
}
