/** How far the picture may be dragged, and what keys and pointers make of it. Pure arithmetic. */
import type { Pair } from '../../../math/index.ts';

/** Cells to either side. */
export const FARTHEST = 8;

const KEYS: Readonly<Record<string, Pair>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Whole and not further than it may be. */
export function kept([rows, columns]: Pair): Pair {
  return [keep(rows), keep(columns)];
}

/** Where a key leads; null for keys that mean nothing here. */
export function shiftByKey([rows, columns]: Pair, key: string): Pair | null {
  if (key === 'Home') return [0, 0];
  const by = KEYS[key];
  return by ? kept([rows + by[0], columns + by[1]]) : null;
}

/** The shift under a place of the pad, in shares of its sides from the upper left corner. */
export function shiftAt(down: number, across: number): Pair {
  const cells = 2 * FARTHEST + 1;
  return kept([down * cells - FARTHEST - 0.5, across * cells - FARTHEST - 0.5]);
}

function keep(cells: number): number {
  const whole = Math.round(cells);
  // No negative zero.
  return Math.min(FARTHEST, Math.max(-FARTHEST, whole)) + 0;
}
