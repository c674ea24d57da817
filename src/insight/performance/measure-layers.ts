/** How long each layer of a network takes on this device, and how much of its ceilings that is. Knows no page. */
import type { Gpu, KernelTime } from '../../gpu/index.ts';
import { sizeOf } from '../../math/index.ts';
import { multiplyAddsOf, timeOfLayer } from '../../network/index.ts';
import type { ForwardPass, PlannedLayer } from '../../network/index.ts';
import { spreadOf } from './spread.ts';
import type { Bound, Ceilings, LayerPerformance, PassPerformance, Spread } from './types.ts';

/** What is to be measured, and how. */
export interface LayersRequest {
  /** How often at most; fewer, but at least three, where they take long. */
  readonly rounds: number;
  readonly signal: AbortSignal;
  /** For the shares; null leaves them out. */
  readonly ceilings: Ceilings | null;
  /** Bytes of a layer's learned values as they are kept; four a value if left out. */
  readonly weightBytes?: (name: string) => number;
  /** Runs each round, and nothing else of the pass meanwhile; at once if left out. */
  readonly turn?: (round: () => Promise<void>) => Promise<void>;
  /** Called after every round, with how many are done of how many. */
  readonly onRound?: (done: number, total: number) => void;
}

const LEAST_ROUNDS = 3;
/** After this no further round begins, unless there are too few. */
const PATIENCE_MS = 4000;
const FLOPS_PER_MULTIPLY_ADD = 2;
/** Per millisecond to 10^9 a second. */
const GIGA_PER_MS = 1e6;
const BYTES_PER_VALUE = 4;
/** Where a maximum stood in its window. */
const BYTES_PER_PLACE = 1;

/** One run, each layer timed for itself, and one in one piece. */
interface Round {
  readonly layers: readonly KernelTime[];
  readonly total: number;
}

/**
 * Runs all layers that are ready on what they have, again and again: their values stay. Throws the signal's reason, and
 * whatever `turn` throws.
 */
export async function measureLayers(
  gpu: Gpu,
  pass: ForwardPass,
  request: LayersRequest,
): Promise<PassPerformance> {
  const { rounds, signal, onRound, turn = (round: () => Promise<void>) => round() } = request;
  const found: Round[] = [];
  const once = (): Promise<void> =>
    turn(async () => {
      signal.throwIfAborted();
      found.push(await measureOnce(gpu, pass));
    });
  // Warms up.
  await once();
  found.length = 0;
  const began = performance.now();
  let total = rounds;
  while (found.length < total) {
    await once();
    const isEnough = found.length >= LEAST_ROUNDS && performance.now() - began > PATIENCE_MS;
    if (isEnough) total = found.length;
    onRound?.(found.length, total);
  }
  signal.throwIfAborted();
  return {
    layers: describe(pass, found, request),
    total: spreadOf(found.map((round) => round.total)) ?? { median: 0, least: 0, most: 0 },
    rounds: found.length,
    hasClock: gpu.facts.features.timestamps,
  };
}

async function measureOnce(gpu: Gpu, pass: ForwardPass): Promise<Round> {
  const encode: Parameters<Gpu['measure']>[1] = (commands) => {
    pass.encode(commands);
  };
  const layers = await gpu.profile('measureLayers.each', encode);
  return { layers, total: await gpu.measure('measureLayers.total', encode) };
}

function describe(
  pass: ForwardPass,
  rounds: readonly Round[],
  request: LayersRequest,
): readonly LayerPerformance[] {
  const ready = new Set(pass.ready);
  const planned = pass.plan.filter(({ layer }) => ready.has(layer.name));
  return planned.map((one) => {
    const { name } = one.layer;
    const inside = planned.filter((other) => within(other, pass) === name);
    return describeLayer({ one, inside, within: within(one, pass), pass, rounds, request });
  });
}

/** The convolution whose launches do a pooling on the way. */
function within({ layer }: PlannedLayer, pass: ForwardPass): string | null {
  return (pass.fusedPools.has(layer.name) ? layer.inputs[0] : null) ?? null;
}

interface Described {
  readonly one: PlannedLayer;
  /** Layers that are done within its launches. */
  readonly inside: readonly PlannedLayer[];
  readonly within: string | null;
  readonly pass: ForwardPass;
  readonly rounds: readonly Round[];
  readonly request: LayersRequest;
}

function describeLayer(described: Described): LayerPerformance {
  const { one, inside, pass, rounds, request } = described;
  const { layer, shape } = one;
  const times = rounds.flatMap((round) => timeOfLayer(round.layers, layer.name) ?? []);
  const ms = spreadOf(times);
  const multiplyAdds = multiplyAddsOf(one);
  const bytes = bytesOf(one, inside, pass, request);
  const gflops = rate(FLOPS_PER_MULTIPLY_ADD * multiplyAdds, ms);
  const gbps = rate(bytes, ms);
  return {
    name: layer.name,
    kind: layer.kind,
    shape,
    algorithm: pass.algorithms.get(layer.name) ?? null,
    kernels: kernelsOf(layer.name, rounds.at(-1)?.layers ?? []),
    within: described.within,
    ms,
    multiplyAdds,
    gflops,
    bytes,
    gbps,
    ...nearest(gflops, gbps, request.ceilings),
  };
}

/** Input, output and weights; of a pooling done on the way its output, and the places of the maxima. */
function bytesOf(
  { layer, shape, parameters }: PlannedLayer,
  inside: readonly PlannedLayer[],
  pass: ForwardPass,
  { weightBytes }: LayersRequest,
): number {
  if (layer.kind === 'input') return 0;
  const [from] = layer.inputs;
  const input = pass.plan.find((other) => other.layer.name === from);
  const values = [...(input ? [input] : []), ...inside].reduce(
    (sum, other) => sum + sizeOf(other.shape),
    sizeOf(shape),
  );
  const places = [{ layer, shape }, ...inside]
    .filter((other) => other.layer.kind === 'max-pool')
    .reduce((sum, other) => sum + sizeOf(other.shape), 0);
  const weights = weightBytes?.(layer.name) ?? BYTES_PER_VALUE * parameters;
  return BYTES_PER_VALUE * values + BYTES_PER_PLACE * places + weights;
}

function rate(amount: number, ms: Spread | null): number | null {
  return ms && ms.median > 0 && amount > 0 ? amount / ms.median / GIGA_PER_MS : null;
}

function nearest(
  gflops: number | null,
  gbps: number | null,
  ceilings: Ceilings | null,
): { readonly share: number | null; readonly bound: Bound | null } {
  if (!ceilings || gbps === null) return { share: null, bound: null };
  const arithmetic = (gflops ?? 0) / ceilings.multiplyAdd;
  const memory = gbps / ceilings.copy;
  return arithmetic > memory
    ? { share: arithmetic, bound: 'arithmetic' }
    : { share: memory, bound: 'memory' };
}

function kernelsOf(name: string, times: readonly KernelTime[]): readonly string[] {
  const own = times.filter((time) => timeOfLayer([time], name) !== null);
  return [...new Set(own.map(({ kernel }) => kernel))];
}
