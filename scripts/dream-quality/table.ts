/** The results as they are kept in the repository: one dream a line. */
import type { DreamFigures, Verdict } from './figures.ts';

/** All that is kept of a run. */
export interface QualityTable {
  readonly adapter: string;
  readonly verdicts: readonly Verdict[];
  readonly dreams: readonly DreamFigures[];
}

const DIGITS = 4;

/** As JSON text, numbers with four digits. */
export function tableOf({ adapter, verdicts, dreams }: QualityTable): string {
  const line = (one: unknown): string =>
    JSON.stringify(one, (_, value: unknown) =>
      typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value,
    );
  const list = (all: readonly unknown[]): string =>
    all.map((one) => `    ${line(one)}`).join(',\n');
  return (
    `{\n  "adapter": ${JSON.stringify(adapter)},\n  "verdicts": [\n${list(verdicts)}\n  ],\n` +
    `  "dreams": [\n${list(dreams)}\n  ]\n}\n`
  );
}

/** The way back. Throws SyntaxError for what is no JSON. */
export function readTable(text: string): QualityTable {
  return JSON.parse(text) as QualityTable;
}
