/** The results as text that other programs take: JSON, and a table in Markdown. Pure. */
import { fill } from '../../i18n/index.ts';
import type { Language, Messages } from '../../i18n/index.ts';
import type { PerformanceReport } from '../../session/index.ts';
import {
  kernelOf,
  layersOf,
  measuredText,
  shapeText,
  shareText,
  totalsOf,
} from './performance-numbers.ts';

const INDENT = 2;

/** Everything that was found. */
export function jsonOf(report: PerformanceReport): string {
  return JSON.stringify(report, null, INDENT);
}

/** Device, ceilings and layers for people, in the words of a language. */
export function markdownOf(
  report: PerformanceReport,
  messages: Messages,
  language: Language,
): string {
  const { ceilings, device, layers: words, total: totalText } = messages.performance;
  const { at, device: facts, model, input, total } = report;
  const ms = measuredText(total.median, language);
  const values = { ms, model: model.name, size: input.height };
  const name = [facts.vendor, facts.architecture, facts.description].filter(Boolean).join(' ');
  const measured = [
    [ceilings.multiplyAdd, report.ceilings.multiplyAdd, ceilings.gflops],
    [ceilings.multiplyAddF16, report.ceilings.multiplyAddF16, ceilings.gflops],
    [ceilings.copy, report.ceilings.copy, ceilings.gbps],
  ] as const;
  const most = measured.flatMap(([label, value, text]) =>
    value === null
      ? []
      : [`${label}: ${fill(text, { value: measuredText(value, language) }, language)}`],
  );
  const all = totalsOf(report);
  return [
    `${fill(totalText, values, language)} (${at})`,
    '',
    `${device.title}: ${name || device.unknown}  `,
    `${ceilings.title}: ${most.join('; ')}`,
    '',
    row([words.layer, words.shape, words.kernel, words.ms, words.gflops, words.gbps, words.share]),
    '| --- | --- | --- | ---: | ---: | ---: | ---: |',
    ...layersOf(report).map((layer) => {
      const kernel = kernelOf(layer, messages, language);
      const bound = layer.bound ? ` (${words.bound[layer.bound]})` : '';
      return row([
        layer.name,
        shapeText(layer, language),
        [kernel.words, kernel.detail].filter(Boolean).join(', '),
        ...[layer.ms?.median ?? null, layer.gflops, layer.gbps].map((value) =>
          measuredText(value, language),
        ),
        `${shareText(layer.share, language)}${bound}`,
      ]);
    }),
    row([
      words.all,
      '',
      '',
      ...[total.median, all.gflops, all.gbps].map((value) => measuredText(value, language)),
      shareText(all.share, language),
    ]),
    '',
    words.note,
    '',
  ].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
