/** Prepares the way back from one layer of a pass to its input. Knows no picture. */
import { DisposableStore, settled } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import {
  createTensor,
  prepareObjective,
  prepareRedirectedRelu,
  prepareReluGradient,
  prepareSoftmaxGradient,
  prepareTerms,
  tensorBytes,
} from '../../gpu/index.ts';
import type { BlockedTensor, Dispatch, Gpu, LaunchGroup } from '../../gpu/index.ts';
import type { ReluRule, Shape3 } from '../../math/index.ts';
import { prepareLayer } from '../execution.ts';
import { LOGITS } from '../forward-pass.ts';
import type { ForwardPass } from '../forward-pass.ts';
import { isLearned, isPlain3x3 } from '../layer.ts';
import type { ConvolutionLayer, Layer } from '../layer.ts';
import type { Network } from '../network.ts';
import type { ConvolutionPlanner } from '../pass-context.ts';
import type { PlannedLayer } from '../plan.ts';
import { createPlanner } from '../tuning/index.ts';
import { Backward } from './backward.ts';
import { Convolutions } from './convolutions.ts';
import type { BareConvolution, FlippedConvolution } from './convolutions.ts';
import { isFirst, prepareLayerGradient } from './layer-gradient.ts';
import type { PoolRule } from './layer-gradient.ts';

/** From where to go back, and how. */
export interface BackwardOptions {
  /** The layer whose values before the activation the objective is made of; of a softmax the logits, see `of`. */
  readonly layer: string;
  /** What of a softmax the objective is made of; `logit` if left out. */
  readonly of?: 'logit' | 'probability';
  /** `plain` if left out. */
  readonly rule?: ReluRule;
  /** Prepares redirected ReLUs besides, for `EncodeOptions.redirects`, in place of `rule`. */
  readonly redirects?: boolean;
  /** `winner` if left out. */
  readonly pool?: PoolRule;
  /** Chooses how convolutions go back; the cost table of the device if left out. */
  readonly planner?: ConvolutionPlanner;
}

/** What the layers on the way are bound to. */
interface Way {
  /** One after the other from the first after the input to the layer of the objective. */
  readonly layers: readonly PlannedLayer[];
  /** With respect to what each has written, before its activation; that of the input first. */
  readonly gradients: readonly BlockedTensor[];
}

/**
 * Makes everything that the way back from a layer needs; the weights of the network have to be there as far as the layer.
 * Dispose of it before the pass. Throws RangeError for a layer there is none of or that has no probabilities, OutOfMemoryError, ShaderError.
 */
export async function openBackward(
  gpu: Gpu,
  network: Network,
  pass: ForwardPass,
  options: BackwardOptions,
): Promise<Owned<Backward>> {
  const { layer: name, of = 'logit', redirects = false, planner } = options;
  const { rule = 'plain', pool = 'winner' } = options;
  const layers = layersTo(pass, name);
  const target = layers.at(-1) ?? expectPlanned(pass, name);
  const isProbability = of === 'probability';
  if (isProbability) expectSoftmax(target.layer);
  const owned = new DisposableStore();
  try {
    const { gradients, sums, value, seed } = await gpu.guard(() =>
      allocate(gpu, pass, layers, { target, isProbability }, owned),
    );
    const gradient = gradients[0] ?? sums;
    const way = { layers, gradients };
    const withoutActivation = ownSums(pass, target.layer) === null;
    const choose = planner ?? (await createPlanner(gpu.facts));
    const bare = withoutActivation ? bareOf(network, pass, target.layer, sums) : null;
    const convolutions = owned.add(new Convolutions(gpu, network));
    const objective = { seed, sums, value };
    const [forward, terms, whole, fast, others, softmax] = await settled([
      withoutActivation && !bare ? prepareSums(gpu, network, pass, target.layer, sums, owned) : [],
      prepareTerms(gpu, `Backward.${name}.objective`, objective).then((it) => owned.add(it)),
      prepareObjective(gpu, `Backward.${name}.objective`, objective).then((it) => owned.add(it)),
      convolutions.prepare(fastOf(network, way), bare, choose),
      prepareOthers(gpu, network, pass, way, { rule, pool, redirects }, owned),
      isProbability ? prepareSoftmaxBack(gpu, name, { sums, seed, gradients }, owned) : [],
    ] as const);
    const backBy = (which: 'relu' | 'redirected'): readonly Dispatch[] => [
      ...softmax,
      ...[...layers].reverse().flatMap(({ layer: { name: layer } }) => {
        const { own = [], [which]: activation = [] } = others.get(layer) ?? {};
        return [...activation, ...(fast.flipped.get(layer) ?? own)];
      }),
    ];
    const until = withoutActivation ? (target.layer.inputs[0] ?? name) : name;
    return new Backward(
      gpu,
      {
        pass,
        until,
        sums,
        seed,
        gradient,
        value,
        terms,
        evaluate: whole.dispatches,
        forward: [...forward, ...fast.bare],
        back: backBy('relu'),
        redirected: backBy('redirected'),
      },
      owned,
    );
  } catch (error) {
    owned.dispose();
    throw error;
  }
}

/** The layers from the first after the input to one of a pass. Throws RangeError. */
function layersTo(pass: ForwardPass, name: string): readonly PlannedLayer[] {
  const ready = new Set(pass.ready);
  const found: PlannedLayer[] = [];
  let planned = expectPlanned(pass, name);
  if (!ready.has(planned.layer.name)) {
    throw new RangeError(`The weights of ${planned.layer.name} are not there yet.`);
  }
  while (planned.layer.kind !== 'input') {
    found.unshift(planned);
    const [before] = planned.layer.inputs;
    planned = expectPlanned(pass, before);
  }
  return found;
}

function expectPlanned(pass: ForwardPass, name: string): PlannedLayer {
  const isAsked = ({ layer }: PlannedLayer): boolean =>
    name === LOGITS
      ? layer.kind === 'dense' && layer.activation === 'softmax'
      : layer.name === name;
  const planned = pass.plan.find(isAsked);
  if (planned) return planned;
  throw new RangeError(`There is no layer ${name}.`);
}

function expectSoftmax(layer: Layer): void {
  if (isLearned(layer) && layer.activation === 'softmax') return;
  throw new RangeError(`There are no probabilities in ${layer.name}.`);
}

/** Where a pass itself has what a layer made before its activation; null where it has not. */
function ownSums(pass: ForwardPass, layer: Layer): BlockedTensor | null {
  if (!isLearned(layer) || layer.activation === null) return pass.output(layer.name);
  return layer.activation === 'softmax' ? pass.output(LOGITS) : null;
}

/** Seed, gradient and value stay as they are until the next run; what stands between them shares two buffers in turn. */
function allocate(
  gpu: Gpu,
  pass: ForwardPass,
  layers: readonly PlannedLayer[],
  { target, isProbability }: { readonly target: PlannedLayer; readonly isProbability: boolean },
  owned: DisposableStore,
): {
  /** With respect to what each layer has written, before its activation; that of the input first. */
  readonly gradients: readonly BlockedTensor[];
  readonly sums: BlockedTensor;
  /** The last of the gradients, but of probabilities, which are behind it. */
  readonly seed: BlockedTensor;
  readonly value: Owned<ReturnType<Gpu['buffer']>>;
} {
  const { name } = target.layer;
  const between = layers.slice(0, -1).map(({ shape }) => shape);
  const most = Math.max(...between.map(tensorBytes), 0);
  const scratch = between
    .slice(0, 2)
    .map((_, index) => owned.add(gpu.buffer(`Backward.${name}.scratch${String(index)}`, most)));
  const gradients = between.map((shape: Shape3, index): BlockedTensor => {
    const buffer = scratch[index % 2];
    if (!buffer) throw new RangeError('there is no buffer between the layers');
    return { shape, buffer, dispose: () => undefined };
  });
  const tensor = (what: string, shape: Shape3): BlockedTensor =>
    owned.add(createTensor(gpu, `Backward.${name}.${what}`, shape));
  const seed = tensor('seed', target.shape);
  const ends = [
    ...(layers.length > 0 ? [tensor('gradient', pass.input.shape)] : []),
    ...gradients,
    isProbability ? tensor('logits', target.shape) : seed,
  ];
  const own = isProbability ? pass.output(target.layer.name) : ownSums(pass, target.layer);
  return {
    gradients: ends,
    seed,
    sums: own ?? tensor('sums', target.shape),
    value: owned.add(gpu.buffer(`Backward.${name}.value`, Float32Array.BYTES_PER_ELEMENT)),
  };
}

/** The convolution of the objective, where the pass runs it by an algorithm of choice. */
function bareOf(
  network: Network,
  pass: ForwardPass,
  layer: Layer,
  output: BlockedTensor,
): BareConvolution | null {
  const id = pass.algorithms.get(layer.name);
  const learned = network.learned(layer.name);
  if (layer.kind !== 'convolution' || id === undefined || !learned) return null;
  return { layer, learned, input: pass.output(layer.inputs[0]), output, id };
}

/** The layer of the objective without its activation. */
async function prepareSums(
  gpu: Gpu,
  network: Network,
  pass: ForwardPass,
  layer: Layer,
  output: BlockedTensor,
  owned: DisposableStore,
): Promise<readonly Dispatch[]> {
  if (!isLearned(layer)) return [];
  const launches = prepareLayer(
    gpu,
    { ...layer, activation: null },
    {
      input: pass.output(layer.inputs[0]),
      output,
      learned: network.learned(layer.name),
      logits: null,
      winners: null,
    },
  );
  return settled(launches.map(async (it) => owned.add(await it)));
}

/** The convolutions on the way that have the fast ways. */
function fastOf(network: Network, { layers, gradients }: Way): readonly FlippedConvolution[] {
  return layers.flatMap(({ layer }, index) => {
    const learned = network.learned(layer.name);
    const [inputGradient, gradient] = [gradients[index], gradients[index + 1]];
    if (layer.kind !== 'convolution' || !isFast(layer)) return [];
    return learned && gradient && inputGradient
      ? [{ layer, learned, gradient, inputGradient }]
      : [];
  });
}

/** From probabilities, the `sums` of the objective, to the logits. */
async function prepareSoftmaxBack(
  gpu: Gpu,
  name: string,
  {
    sums: probabilities,
    seed: gradient,
    gradients,
  }: Pick<Way, 'gradients'> & { readonly sums: BlockedTensor; readonly seed: BlockedTensor },
  owned: DisposableStore,
): Promise<readonly Dispatch[]> {
  const inputGradient = gradients.at(-1) ?? gradient;
  const request = { probabilities, gradient, inputGradient };
  return [owned.add(await prepareSoftmaxGradient(gpu, `Backward.${name}.softmax`, request))];
}

interface LayerLaunches {
  readonly relu: readonly Dispatch[];
  /** In place of `relu`, and the same where it was not asked for. */
  readonly redirected: readonly Dispatch[];
  readonly own: readonly Dispatch[];
}

/** Gradients of activations, and of the layers that are no fast convolutions. */
async function prepareOthers(
  gpu: Gpu,
  network: Network,
  pass: ForwardPass,
  { layers, gradients }: Way,
  { rule, pool, redirects }: Required<Pick<BackwardOptions, 'rule' | 'pool' | 'redirects'>>,
  owned: DisposableStore,
): Promise<ReadonlyMap<string, LayerLaunches>> {
  const all = layers.map(async ({ layer }, index): Promise<[string, LayerLaunches]> => {
    const [inputGradient, gradient] = [gradients[index], gradients[index + 1]];
    if (!gradient || !inputGradient) throw new RangeError(`${layer.name} has no gradient`);
    const isLast = index === layers.length - 1;
    const hasRelu = isLearned(layer) && layer.activation === 'relu' && !isLast;
    const output = pass.output(layer.name);
    const label = `Backward.${layer.name}.relu`;
    const relu = hasRelu ? [prepareReluGradient(gpu, label, { output, gradient, rule })] : [];
    const redirecting = hasRelu && redirects;
    const own =
      layer.kind === 'convolution' && isFast(layer)
        ? []
        : prepareLayerGradient(gpu, layer, {
            gradient,
            inputGradient,
            learned: network.learned(layer.name),
            winners: layer.kind === 'max-pool' ? pass.winners(layer.name) : null,
            pool,
          });
    const keep = async (made: Promise<Owned<Dispatch>>): Promise<Dispatch> => owned.add(await made);
    const keepAll = async (made: Promise<Owned<LaunchGroup>>): Promise<readonly Dispatch[]> =>
      owned.add(await made).dispatches;
    const [ofRelu, redirected, ofLayer] = await settled([
      settled(relu.map(keep)),
      redirecting ? keepAll(prepareRedirectedRelu(gpu, label, { output, gradient })) : [],
      settled(own.map(keep)),
    ] as const);
    const ofRedirected = redirecting ? redirected : ofRelu;
    return [layer.name, { relu: ofRelu, redirected: ofRedirected, own: ofLayer }];
  });
  return new Map(await settled(all));
}

/** Whether it goes back by an algorithm of choice. */
function isFast(layer: ConvolutionLayer): boolean {
  return isPlain3x3(layer) && !isFirst(layer);
}
