/** What is said of dreams, on numbers whose answer is known. */
import { describe, expect, it } from 'vitest';
import { fixedChannels } from './channels.ts';
import { fineShare } from './energy.ts';
import { judge, medianOf } from './figures.ts';
import type { DreamFigures } from './figures.ts';
import { readTable, tableOf } from './table.ts';

const SIDE = 32;

function waves(
  cyclesX: number,
  cyclesY: number,
): { shape: readonly [3, number, number]; data: Float32Array } {
  const data = Float32Array.from({ length: 3 * SIDE * SIDE }, (_, index) => {
    const [x, y] = [index % SIDE, Math.floor(index / SIDE) % SIDE];
    return 0.5 + 0.4 * Math.cos(2 * Math.PI * (cyclesX * x + cyclesY * y));
  });
  return { shape: [3, SIDE, SIDE], data };
}

const GOOD: DreamFigures = {
  layer: 'block1_conv1',
  channel: 1,
  start: 0,
  end: 8,
  mean: 1,
  deviation: 1,
  cellDeviation: 2,
  ahead: 0,
  robust: 0.9,
  fine: 0.1,
  naive: { robust: 0.3, fine: 0.5 },
};
const unmet = (dreams: readonly DreamFigures[]): readonly string[] =>
  judge(dreams).flatMap(({ name, isMet }) => (isMet ? [] : [name]));

describe('what is said of dreams', () => {
  it('tells coarse waves from fine ones', () => {
    expect(fineShare(waves(0.1, 0))).toBeLessThan(0.01);
    expect(fineShare(waves(0, 0.4))).toBeGreaterThan(0.99);
    // 0.2 along both axes is 0.28 along the diagonal.
    expect(fineShare(waves(0.2, 0.2))).toBeGreaterThan(0.9);
  });

  it('judges each demand by itself', () => {
    expect(unmet([GOOD, GOOD, GOOD])).toEqual([]);
    expect(unmet([GOOD, { ...GOOD, end: 0 }, GOOD])).toEqual([
      'channels that end at or below their start',
    ]);
    expect(unmet([{ ...GOOD, ahead: 1 }, GOOD, GOOD])).toHaveLength(1);
    expect(unmet([{ ...GOOD, robust: 0.5 }])).toHaveLength(1);
    expect(unmet([{ ...GOOD, fine: 0.3 }])).toHaveLength(1);
    expect(unmet([{ ...GOOD, end: 5 }])).toHaveLength(1);
    expect(unmet([{ ...GOOD, end: NaN }]).length).toBeGreaterThan(1);
  });

  it('says nothing of the naive recipe where it was not grown', () => {
    expect(judge([{ ...GOOD, naive: null }])).toHaveLength(judge([GOOD]).length - 1);
  });

  it('chooses channels of every layer, each once', () => {
    const layers = [16, 64, 4].map((channels, n) => ({ name: String(n), channels }));
    const chosen = fixedChannels(layers, 10);
    expect(chosen).toHaveLength(10);
    expect(new Set(chosen.map(({ layer }) => layer)).size).toBe(3);
    expect(new Set(chosen.map(({ layer, channel }) => `${layer}.${String(channel)}`)).size).toBe(
      10,
    );
  });

  it('keeps a table and takes it back', () => {
    const table = { adapter: 'some', dreams: [GOOD], verdicts: judge([GOOD]) };
    expect(readTable(tableOf(table))).toEqual(table);
  });

  it('takes the middle', () => {
    expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3]), medianOf([5])]).toEqual([2, 2.5, 5]);
  });
});
