/**
 * Proves a network on the GPU at hand: the test picture goes the whole way from its pixels, and each layer is held
 * against known values where there are any, and added up once more where something is learned. Knows no page.
 */
import { DisposableStore } from '../../base/index.ts';
import type { Gpu, KernelTime, WeightFormat } from '../../gpu/index.ts';
import type { InputSpec, Tensor3 } from '../../math/index.ts';
import {
  LOGITS,
  PictureInput,
  compareLayer,
  isLearned,
  multiplyAddsOf,
  timeOfLayer,
} from '../../network/index.ts';
import type { ForwardPass, LayerErrors, Network, PlannedLayer } from '../../network/index.ts';
import { Explainer } from '../explain/explainer.ts';
import type { ModelReference } from './model-reference.ts';
import { pause } from './pause.ts';
import { recompute } from './recompute.ts';
import { testPicture } from './test-picture.ts';
import type { LayerVerification, ReferenceCheck } from './types.ts';

/** What is to be proved. */
export interface ModelRequest {
  readonly network: Network;
  /** What the network wants its pictures to be. */
  readonly spec: InputSpec;
  /** Known values; null where there are none. */
  readonly reference: ModelReference | null;
  /** Side of the input in pixels where there are no known values. */
  readonly side: number;
  /** Units of each learned layer to add up once more. */
  readonly units?: number;
  readonly signal: AbortSignal;
  /** Called after every layer, with how many are done of how many. */
  readonly onLayer?: (layer: LayerVerification, done: number, total: number) => void;
}

/**
 * Of the layer's largest value. f32 sums of thousands of products differ by about 1e-6 between orders of summation, and
 * twenty layers do not add much; a driver that contracts or splits sums otherwise stays far below 2e-5, a wrong weight
 * that matters does not. Rounded weights are other weights: f16 (11 bits) moves VGG-16's maps by up to 2e-4 in its first
 * ten layers (by PyTorch), q8 (8 bits) by up to eight times as much; ten times that is allowed, so only grosser faults show.
 */
const TOLERANCE = { f32: 2e-5, f16: 2e-3, q8: 2e-2 } as const;
/** Values that f32 may take for 0 where double precision does not: as many as this, or this share. */
const MOVED_ZEROS = 2;
const UNITS = 20;
const FLOPS_PER_MULTIPLY_ADD = 2;
const FLOPS_PER_MS_OF_A_GFLOPS = 1e6;

/** From the input on. Nothing is left on the GPU. Throws the signal's reason, ShapeError, OutOfMemoryError. */
export async function verifyModel(
  gpu: Gpu,
  request: ModelRequest,
): Promise<readonly LayerVerification[]> {
  const { network, reference, signal, onLayer } = request;
  const owned = new DisposableStore();
  try {
    const side = reference?.side ?? request.side;
    const pass = owned.add(await network.pass({ height: side, width: side }));
    signal.throwIfAborted();
    const times = await run(gpu, request, pass, owned);
    const explainer = owned.add(new Explainer(gpu, network, pass));
    const ready = new Set(pass.ready);
    const rows = pass.plan
      .filter(({ layer }) => ready.has(layer.name))
      .flatMap((planned) => rowsOf(planned, reference));
    const done: LayerVerification[] = [];
    for (const row of rows) {
      await pause(signal);
      const layer = await verifyLayer(row, { request, pass, times, explainer });
      done.push(layer);
      onLayer?.(layer, done.length, rows.length);
    }
    return done;
  } finally {
    owned.dispose();
    gpu.trim();
  }
}

/** A line of the result: a layer, or the values before its softmax. */
interface Row {
  readonly name: string;
  readonly planned: PlannedLayer;
}

function rowsOf(planned: PlannedLayer, reference: ModelReference | null): readonly Row[] {
  const own = { name: planned.layer.name, planned };
  const hasLogits = isSoftmax(planned) && reference?.layers[LOGITS] !== undefined;
  return hasLogits ? [{ name: LOGITS, planned }, own] : [own];
}

function isSoftmax({ layer }: PlannedLayer): boolean {
  return layer.kind === 'dense' && layer.activation === 'softmax';
}

/** Sends the test picture through, once to warm up and once timed. */
async function run(
  gpu: Gpu,
  { spec, signal }: ModelRequest,
  pass: ForwardPass,
  owned: DisposableStore,
): Promise<readonly KernelTime[]> {
  const input = owned.add(await PictureInput.create(gpu, spec, pass.input));
  const picture = testPicture(pass.input.shape[1]);
  const texture = owned.add(gpu.texture('verify.picture', picture.width, picture.height));
  gpu.uploadTexels(texture, picture.rgba);
  const feed = owned.add(await input.prepare(texture, 'stretch'));
  gpu.submit('verify', (commands) => {
    feed.encode(commands);
    pass.encode(commands);
  });
  await gpu.finished();
  signal.throwIfAborted();
  return gpu.profile('verify', (commands) => {
    pass.encode(commands);
  });
}

interface Bench {
  readonly request: ModelRequest;
  readonly pass: ForwardPass;
  readonly times: readonly KernelTime[];
  readonly explainer: Explainer;
}

async function verifyLayer(
  { name, planned }: Row,
  { request, pass, times, explainer }: Bench,
): Promise<LayerVerification> {
  const { layer } = planned;
  const isOwn = name === layer.name;
  const values = await pass.readActivations(name);
  const known = request.reference?.layers[name];
  const tolerance = TOLERANCE[coarsestUpTo(name, pass, request.network)];
  const reference = known
    ? checkReference(compareLayer(name, values, known), tolerance, values)
    : null;
  const sums = isSoftmax(planned) ? await pass.readActivations(LOGITS) : values;
  const again =
    isOwn && isLearned(layer)
      ? await recompute(explainer, layer, sums, request.units ?? UNITS)
      : null;
  const ms = isOwn ? timeOfLayer(times, name) : null;
  const operations = FLOPS_PER_MULTIPLY_ADD * multiplyAddsOf(planned);
  return {
    layer: name,
    reference,
    recompute: again,
    ms,
    gflops: ms && operations ? operations / ms / FLOPS_PER_MS_OF_A_GFLOPS : null,
    ok: (reference?.ok ?? true) && (again?.ok ?? true) && values.data.every(Number.isFinite),
  };
}

/** How the weights are kept that had a share in the values of a layer: the coarsest of them. */
function coarsestUpTo(name: string, { plan }: ForwardPass, network: Network): WeightFormat {
  const end = plan.findIndex(({ layer }) => layer.name === name);
  const formats = plan
    .slice(0, end < 0 ? plan.length : end + 1)
    .map(({ layer }) => network.learned(layer.name)?.weights.format);
  return (['q8', 'f16'] as const).find((format) => formats.includes(format)) ?? 'f32';
}

function checkReference(errors: LayerErrors, tolerance: number, { data }: Tensor3): ReferenceCheck {
  const error = errorOf(errors);
  const moved = Math.max(MOVED_ZEROS / data.length, tolerance);
  return { error, tolerance, ok: error <= tolerance && errors.zeros <= moved };
}

/** The largest difference of values. */
function errorOf({ values, channelMean, mean, std, max }: LayerErrors): number {
  return Math.max(values, channelMean, mean, std, max);
}
