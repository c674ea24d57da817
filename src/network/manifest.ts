/** The models that come with the studio, as `weights/manifest.json` lists them. Fetches nothing itself. */
import { JsonValue } from '../io/index.ts';
import type { InputSpec } from '../math/index.ts';
import { vggNamed } from './architectures.ts';
import type { VggName } from './architectures.ts';

/** Share of validation pictures (0..1) right at the first guess and among the first five. */
export interface AccuracyAtSize {
  /** Side of the square input in pixels. */
  readonly size: number;
  readonly top1: number;
  readonly top5: number;
}

/** What a model wants its pictures to be, and at which sizes it is used. Sizes are sides of squares in pixels. */
export interface ModelInput extends InputSpec {
  readonly trainSize: number;
  readonly defaultSize: number;
  readonly sizes: readonly number[];
  /** Where class scores are read. */
  readonly scoreSize: number;
}

/** One model of the manifest. Files stand beside the manifest. */
export interface ModelEntry {
  readonly id: string;
  readonly name: string;
  readonly architecture: VggName;
  readonly file: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly parameters: number;
  readonly input: ModelInput;
  /** File with the names of the classes. */
  readonly classes: string;
  readonly licence: string;
  readonly accuracy: readonly AccuracyAtSize[];
}

/** A class of a model, in the order of its outputs. */
export interface ClassName {
  /** WordNet id. */
  readonly id: string;
  readonly en: string;
  readonly ja: string;
}

/** Reads a parsed manifest. Throws WeightsError, see `JsonValue` and `vggNamed`. */
export function readManifest(json: unknown): readonly ModelEntry[] {
  return new JsonValue(json, 'manifest.json').field('models').list().map(readModel);
}

/** Reads a parsed file of class names. Throws WeightsError, see `JsonValue`. */
export function readClassNames(json: unknown): readonly ClassName[] {
  return new JsonValue(json, 'classes').list().map((entry) => ({
    id: entry.field('id').text(),
    en: entry.field('en').text(),
    ja: entry.field('ja').text(),
  }));
}

function readModel(model: JsonValue): ModelEntry {
  return {
    id: model.field('id').text(),
    name: model.field('name').text(),
    architecture: vggNamed(model.field('architecture').text()),
    file: model.field('file').text(),
    bytes: model.field('bytes').count(),
    sha256: model.field('sha256').text(),
    parameters: model.field('parameters').count(),
    input: readInput(model.field('input')),
    classes: model.field('classes').text(),
    licence: model.field('licence').text(),
    accuracy: model
      .field('accuracy')
      .list()
      .map((row) => ({
        size: row.field('size').count(),
        top1: row.field('top1').number(0, 1),
        top5: row.field('top5').number(0, 1),
      })),
  };
}

function readInput(input: JsonValue): ModelInput {
  return {
    order: input.field('order').oneOf(['RGB', 'BGR']),
    range: input.field('range').oneOf(['0..255', '0..1']),
    mean: input.field('mean').three(),
    std: input.field('std').three(),
    trainSize: input.field('trainSize').count(),
    defaultSize: input.field('defaultSize').count(),
    sizes: input
      .field('sizes')
      .list()
      .map((size) => size.count()),
    scoreSize: input.field('scoreSize').count(),
  };
}
