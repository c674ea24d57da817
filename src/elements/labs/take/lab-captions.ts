/** The settings of a lab in words, for below a picture that is saved. */
import { fill } from '../../../i18n/index.ts';
import type { Language, LabWords } from '../../../i18n/index.ts';
import type { LabScene, SamplePicture } from '../../../session/index.ts';
import { convolutionFormula, formulaLine, poolFormula } from '../settings/formula-terms.ts';
import type { LabCaption } from './frame-types.ts';

/** Who tells, and of what. */
export interface CaptionSource {
  readonly words: LabWords;
  readonly language: Language;
  /** Pictures whose authors are to be named. */
  readonly samples: readonly SamplePicture[];
}

/** Heading and facts of a scene. */
export function labCaption(source: CaptionSource, scene: LabScene): LabCaption {
  const { words } = source;
  const { lab } = scene.settings;
  const set = lab === 'pooling' ? poolingFacts(source, scene) : convolutionFacts(source, scene);
  return {
    heading: words.page.labs[lab],
    facts: [...set, ...sizeFacts(source, scene), ...pictureFacts(source, scene)],
  };
}

function convolutionFacts({ words, language }: CaptionSource, { settings }: LabScene): string[] {
  const { facts } = words.take;
  const { kernel, border, display } = words.settings;
  const { preset, source } = settings.kernel;
  const name = source
    ? fill(kernel.filterOf, { ...source }, language)
    : preset
      ? kernel.names[preset]
      : kernel.own;
  const constant = { padding: border.paddings.constant, value: settings.value };
  const padding =
    settings.padding !== 'constant'
      ? border.paddings[settings.padding]
      : settings.value === 0
        ? border.paddings.zero
        : fill(facts.constant, constant, language);
  return [
    fill(
      facts.kernel,
      {
        kernel: name,
        operation: lower(settings.flip ? kernel.convolution : kernel.correlation, language),
        stride: settings.stride,
        dilation: settings.dilation,
      },
      language,
    ),
    fill(
      settings.mode === 'valid' ? facts.border0 : facts.border,
      {
        mode: lower(border.modes[settings.mode], language),
        padding: lower(padding, language),
        display: lower(display.kinds[settings.display as keyof typeof display.kinds], language),
      },
      language,
    ),
  ];
}

function poolingFacts(
  { words, language }: CaptionSource,
  { settings: { pool } }: LabScene,
): string[] {
  const { facts } = words.take;
  const kind = facts.pooling[pool.kind];
  return [fill(facts.pool, { kind, size: pool.size, stride: pool.stride }, language)];
}

function sizeFacts({ words, language }: CaptionSource, scene: LabScene): string[] {
  const { facts } = words.take;
  const { input, output, geometry, settings } = scene;
  const formula = (settings.lab === 'pooling' ? poolFormula : convolutionFormula)(
    input,
    output,
    geometry,
  );
  const line = (text: string, axis: 0 | 1): string =>
    fill(text, { line: formulaLine(formula, axis) }, language);
  return formula.isSquare ? [line(facts.both, 0)] : [line(facts.rows, 0), line(facts.columns, 1)];
}

function pictureFacts(
  { words, language, samples }: CaptionSource,
  { settings, title }: LabScene,
): string[] {
  const { facts } = words.take;
  const { units, kinds } = words.settings.picture;
  const told = {
    title: title[language],
    unit: units[settings.unit],
    channels: lower(kinds[settings.channels], language),
  };
  const sample = samples.find(({ id }) => id === settings.picture);
  if (!sample) return [fill(facts.picture, told, language)];
  const { author, licence, source, change } = sample;
  return [
    fill(facts.picture, told, language),
    fill(facts.credit, { author, licence, source, change }, language),
  ];
}

/** A word of the settings within a line. */
function lower(word: string, language: Language): string {
  return word.toLocaleLowerCase(language);
}
