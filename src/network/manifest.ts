/** The models that come with the studio, as `weights/manifest.json` lists them. Fetches nothing itself. */
import { JsonValue } from '../io/index.ts';
import type { ChecksumKind } from '../io/index.ts';
import type { InputSpec } from '../math/index.ts';
import { vggNamed } from './architectures.ts';
import type { VggName } from './architectures.ts';

/** Where the command line puts models, below the manifest. */
const LOCAL_FOLDER = 'local/';

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

/** Where a model's weights are. The address may be relative to the manifest. */
export interface ModelFile {
  /** `features`: without the dense layers. */
  readonly part: 'features' | 'all';
  readonly url: string;
  /** Of the whole file; null where it is not known before. */
  readonly bytes: number | null;
  /** Of the whole file. */
  readonly checksum: { readonly kind: ChecksumKind; readonly hex: string };
}

/** One model of the manifest. */
export interface ModelEntry {
  readonly id: string;
  readonly name: string;
  readonly architecture: VggName;
  /** `shipped`: with the studio; `local`: put beside it; `fetched`: by the page when asked; `brought`: by the person. */
  readonly origin: 'shipped' | 'local' | 'fetched' | 'brought';
  readonly files: readonly ModelFile[];
  /** Of the tensors at the source. */
  readonly bytes: { readonly features: number; readonly dense: number | null };
  readonly parameters: number;
  readonly input: ModelInput;
  /** File with the names of the classes. */
  readonly classes: string;
  readonly licence: string;
  readonly citation: string;
  readonly accuracy: readonly AccuracyAtSize[];
  /** Names at the source by layer: weight, bias; null where they are the studio's own. */
  readonly tensors: ReadonlyMap<string, readonly [weight: string, bias: string]> | null;
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

/** As `readManifest`, for the models of one machine: there may be none. */
export function readLocalModels(json: unknown): readonly ModelEntry[] {
  return new JsonValue(json, 'local.json').field('models').items().map(readModel);
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
  const parameters = model.field('parameters').count();
  const files = model.field('file').isNull ? remoteFiles(model) : [ownFile(model)];
  return {
    id: model.field('id').text(),
    name: model.field('name').text(),
    architecture: vggNamed(model.field('architecture').text()),
    origin: originOf(model, files),
    files,
    bytes: readBytes(model, parameters),
    parameters,
    input: readInput(model.field('input')),
    classes: model.field('classes').text(),
    licence: model.field('licence').text(),
    citation: model.field('citation').text(),
    accuracy: model
      .field('accuracy')
      .items()
      .map((row) => ({
        size: row.field('size').count(),
        top1: row.field('top1').number(0, 1),
        top5: row.field('top5').number(0, 1),
      })),
    tensors: readTensors(model.field('tensors')),
  };
}

function originOf(model: JsonValue, [first]: readonly ModelFile[]): ModelEntry['origin'] {
  if (!model.field('file').isNull) {
    return first?.url.startsWith(LOCAL_FOLDER) === true ? 'local' : 'shipped';
  }
  return model.field('fetch').flag() ? 'fetched' : 'brought';
}

/** A file beside the manifest. */
function ownFile(model: JsonValue): ModelFile {
  return {
    part: 'all',
    url: model.field('file').text(),
    bytes: model.field('bytes').count(),
    checksum: { kind: 'sha256', hex: model.field('sha256').text() },
  };
}

function remoteFiles(model: JsonValue): readonly ModelFile[] {
  return model
    .field('sources')
    .list()
    .map((source) => {
      const kind = source.field('md5').isNull ? 'sha256' : 'md5';
      const bytes = source.field('bytes');
      return {
        part: source.field('part').oneOf(['features', 'all']),
        url: source.field('url').text(),
        bytes: bytes.isNull ? null : bytes.count(),
        checksum: { kind, hex: source.field(kind).text() },
      };
    });
}

function readBytes(model: JsonValue, parameters: number): ModelEntry['bytes'] {
  if (!model.field('file').isNull) {
    return { features: parameters * Float32Array.BYTES_PER_ELEMENT, dense: null };
  }
  const bytes = model.field('bytes');
  return { features: bytes.field('features').count(), dense: bytes.field('dense').count() };
}

function readTensors(tensors: JsonValue): ModelEntry['tensors'] {
  if (tensors.isNull) return null;
  return new Map(
    tensors.entries().map(([layer, names]) => {
      const [weight = '', bias = ''] = names.list().map((name) => name.text());
      return [layer, [weight, bias]];
    }),
  );
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
