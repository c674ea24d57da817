/** Values and places on the bar of the legend, and how its handles move the limits of the colours. Pure arithmetic. */
import type { Limits } from '../../math/index.ts';
import type { ValueRange } from '../../session/index.ts';

/** An end of the colours that can be moved. */
export type Handle = 'lo' | 'hi';

/** The values that the bar reaches over, and whether zero is held in the middle of the colours. */
export interface Bar {
  readonly span: Limits;
  readonly diverging: boolean;
}

/** Of the span: what the limits keep between them, and the steps of the keys. */
const GAP = 0.005;
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 0.01,
  ArrowUp: 0.01,
  ArrowLeft: -0.01,
  ArrowDown: -0.01,
  PageUp: 0.1,
  PageDown: -0.1,
};
/** A dragged limit is rounded to a decimal fraction of at most this share of the span. */
const FINENESS = 0.005;
const DECIMAL = 10;

/** The bar: from the smallest to the largest value, and on to the limits where they lie outside; null without a width. */
export function barOf(range: ValueRange, limits: Limits, diverging: boolean): Bar | null {
  const lo = Math.min(0, range.min, limits.lo);
  const hi = Math.max(0, range.max, limits.hi);
  const reach = Math.max(-lo, hi);
  const span = diverging ? { lo: -reach, hi: reach } : { lo, hi };
  return span.hi > span.lo && Number.isFinite(span.hi - span.lo) ? { span, diverging } : null;
}

/** Where a value stands on the bar, 0..1. */
export function shareOfValue({ lo, hi }: Limits, value: number): number {
  return hi > lo ? Math.min(1, Math.max(0, (value - lo) / (hi - lo))) : 0;
}

/** The value at a place on the bar, rounded to what one can aim at. */
export function valueAtShare({ lo, hi }: Limits, share: number): number {
  const inside = Math.min(1, Math.max(0, share));
  if (inside === 0 || inside === 1) return inside === 0 ? lo : hi;
  return rounded({ lo, hi }, lo + inside * (hi - lo));
}

/** To a decimal fraction that is fine enough for the span, and inside of it. */
function rounded({ lo, hi }: Limits, value: number): number {
  const unit = DECIMAL ** Math.floor(Math.log10((hi - lo) * FINENESS));
  const near = Number((Math.round(value / unit) * unit).toPrecision(DECIMAL));
  return Math.min(hi, Math.max(lo, near));
}

/** The limits after `handle` was moved to `value`: never crossed; around zero both ends move. */
export function limitsMoved(bar: Bar, limits: Limits, handle: Handle, value: number): Limits {
  const { lo, hi } = bar.span;
  const gap = (hi - lo) * GAP;
  if (bar.diverging) {
    const reach = Math.min(hi, Math.max(gap, handle === 'lo' ? -value : value));
    return { lo: -reach, hi: reach };
  }
  return handle === 'lo'
    ? { lo: Math.max(lo, Math.min(value, limits.hi - gap)), hi: limits.hi }
    : { lo: limits.lo, hi: Math.min(hi, Math.max(value, limits.lo + gap)) };
}

/** The value that a key moves a handle to, or null when the key moves nothing. */
export function valueOfKey(span: Limits, value: number, key: string): number | null {
  if (key === 'Home') return span.lo;
  if (key === 'End') return span.hi;
  const step = STEPS[key];
  return step === undefined ? null : rounded(span, value + step * (span.hi - span.lo));
}

/** The handle that a press at `value` takes: the nearer one, and of two at one place the one that can move that way. */
export function nearestHandle({ lo, hi }: Limits, value: number): Handle {
  const [toLo, toHi] = [Math.abs(value - lo), Math.abs(value - hi)];
  if (toLo === toHi) return value < lo ? 'lo' : 'hi';
  return toLo < toHi ? 'lo' : 'hi';
}
