/** The table of dense layers, for the report. Measures nothing. */
import { figure, share, table } from './forward-tables.mjs';
import { summary } from './statistics.mjs';

const MEGA = 1e6;

/**
 * What each layer reads a second, against what the device copies, where every byte read is written as well.
 * @param {readonly import('../forward/dense.ts').DenseTimes[]} layers
 * @param {{ copy: number }} ceilings
 */
export function denseOf(layers, { copy }) {
  const rows = layers.map(({ inputs, outputs, format, bytes, times }) => {
    const { median, min, max } = summary(times);
    const rate = bytes / median / MEGA;
    return [
      `${inputs} to ${outputs}`,
      format,
      (bytes / MEGA).toFixed(1),
      figure(median),
      `${figure(min)} to ${figure(max)}`,
      figure(rate),
      share(rate / copy),
    ];
  });
  const head = ['layer', 'weights', 'MB', 'median ms', 'least to most', 'GB/s', 'of a copy'];
  return `### Dense layers of VGG-16\n\n${table(head, rows)}`;
}
