/** Where tiles, cells and the tip stand on a grid. Pure arithmetic, but for the pixel ratio it is told. */
import { tileOrigin } from '../../math/index.ts';
import type { GridLayout, Rectangle, Shape3 } from '../../math/index.ts';

/** The box of a tile, device pixels. */
export function boxOfTile(layout: GridLayout, tile: number): Rectangle {
  return { ...tileOrigin(layout, tile), width: layout.tileWidth, height: layout.tileHeight };
}

/** The box of some cells inside a tile, device pixels. */
export function boxOfCells(
  layout: GridLayout,
  [, height, width]: Shape3,
  tile: number,
  cells: Rectangle,
): Rectangle {
  const { x, y } = tileOrigin(layout, tile);
  const [cellWidth, cellHeight] = [layout.tileWidth / width, layout.tileHeight / height];
  return {
    x: x + cells.x * cellWidth,
    y: y + cells.y * cellHeight,
    width: cells.width * cellWidth,
    height: cells.height * cellHeight,
  };
}

/** `box` grown to `size` where it is smaller, and moved back inside `outer`. */
export function grown(box: Rectangle, size: number, outer: Rectangle): Rectangle {
  const width = Math.min(outer.width, Math.max(size, box.width));
  const height = Math.min(outer.height, Math.max(size, box.height));
  const along = (start: number, more: number, from: number, room: number): number =>
    Math.min(from + room, Math.max(from, start - more / 2));
  return {
    x: along(box.x, width - box.width, outer.x, outer.width - width),
    y: along(box.y, height - box.height, outer.y, outer.height - height),
    width,
    height,
  };
}

/** A box as CSS: left, top, width, height. */
export function placed({ x, y, width, height }: Rectangle, ratio: number): Record<string, string> {
  return {
    transform: `translate(${x / ratio}px, ${y / ratio}px)`,
    width: `${width / ratio}px`,
    height: `${height / ratio}px`,
  };
}

/** The part of a grid that is seen, from top to bottom, CSS pixels. */
export interface SeenPart {
  readonly top: number;
  readonly bottom: number;
}

/** Size of the tip: a fixed one, so that it can be placed without being measured. CSS pixels. */
const TIP = { width: 320, height: 28 } as const;
const TIP_OF_NUMBERS = { width: 196, height: 28 } as const;
const AWAY = 6;

/** What the tip of a tile needs to know of its grid. */
export interface TipRoom {
  /** Of the grid, CSS pixels. */
  readonly width: number;
  readonly seen: SeenPart;
  /** Whether a finger may cover what stands below. */
  readonly preferAbove: boolean;
  /** Whether each tile is one number, which has no row and column to tell. */
  readonly ofNumbers: boolean;
}

/** The tip below its tile, or above it where that is better or the only room; kept inside sideways. CSS pixels. */
export function tipBox(tile: Rectangle, ratio: number, room: TipRoom): Rectangle {
  const { height, width: wanted } = room.ofNumbers ? TIP_OF_NUMBERS : TIP;
  const width = Math.min(wanted, room.width);
  const [top, bottom] = [tile.y / ratio, (tile.y + tile.height) / ratio];
  const needs = height + AWAY;
  const roomAbove = top - needs >= room.seen.top;
  const roomBelow = bottom + needs <= room.seen.bottom;
  const isAbove = room.preferAbove ? roomAbove || !roomBelow : !roomBelow;
  const x = Math.max(0, Math.min(tile.x / ratio, room.width - width));
  return { x, y: isAbove ? top - needs : bottom + AWAY, width, height };
}
