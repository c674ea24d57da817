/** Units find their places on the picture, and points their units. */
import { describe, expect, it } from 'vitest';
import type { LayerKind, LayerSummary } from '../../session/index.ts';
import {
  cellAtPoint,
  fieldsOn,
  hasPlaces,
  overlaySubject,
  sidesOf,
  squareOfCell,
} from './overlay-place.ts';

const picture = { width: 64, height: 64 };

function summary(
  name: string,
  kind: LayerKind,
  shape: LayerSummary['shape'],
  field: { size: number; jump: number; start: number },
  before: string | null,
): LayerSummary {
  const receptiveField = { size: field.size, jump: field.jump };
  const fields = [field, field] as const;
  const rest = { parameters: 0, window: null, activation: null, block: null };
  return { name, kind, shape, receptiveField, fields, before, ...rest };
}

const conv = summary('conv', 'convolution', [8, 32, 32], { size: 10, jump: 2, start: -4 }, null);
const flat = summary('flat', 'flatten', [8192, 1, 1], { size: 10, jump: 2, start: -4 }, 'conv');
const layers = [conv, flat];
const unit = (layer: string, channel: number, row: number, column: number) => ({
  layer,
  cell: { channel, row, column },
});

describe('overlaySubject', () => {
  it('is the unit itself, or the cell a flattened one was copied from', () => {
    expect(overlaySubject(layers, unit('conv', 1, 2, 3))?.layer).toBe(conv);
    const { layer, address } = overlaySubject(layers, unit('flat', (5 * 32 + 7) * 8 + 3, 0, 0))!;
    expect(layer).toBe(conv);
    expect(address).toEqual(unit('conv', 3, 5, 7));
    expect(overlaySubject(layers, unit('nowhere', 0, 0, 0))).toBeNull();
  });
});

describe('fields', () => {
  it('are cut at the border', () => {
    const subject = overlaySubject(layers, unit('conv', 0, 0, 31))!;
    const { whole, seen } = fieldsOn(subject, picture);
    expect(whole).toEqual({ x: 58, y: -4, width: 10, height: 10 });
    expect(seen).toEqual({ x: 58, y: 0, width: 6, height: 6 });
  });
});

describe('squares', () => {
  it('tile the picture, and every point finds its own', () => {
    const subject = overlaySubject(layers, unit('conv', 0, 3, 31))!;
    expect(squareOfCell(subject)).toEqual({ x: 62, y: 6, width: 2, height: 2 });
    expect(cellAtPoint(conv, 62.5, 7.9)).toEqual({ row: 3, column: 31 });
    expect(cellAtPoint(conv, -3, 99)).toEqual({ row: 31, column: 0 });
  });

  it('are no use where one number stands for all', () => {
    expect(hasPlaces(conv)).toBe(true);
    expect(hasPlaces(flat)).toBe(false);
  });
});

describe('sidesOf', () => {
  it('covers all but the part, once', () => {
    const part = { x: 10, y: 20, width: 5, height: 44 };
    const hits = (x: number, y: number): number =>
      sidesOf(part, picture).filter(
        (side) => x >= side.x && x < side.x + side.width && y >= side.y && y < side.y + side.height,
      ).length;
    for (let y = 0; y < 64; y += 1) {
      for (let x = 0; x < 64; x += 1) {
        const inside = x >= 10 && x < 15 && y >= 20;
        expect(hits(x, y)).toBe(inside ? 0 : 1);
      }
    }
  });
});
