/**
 * Measures on the device which algorithm runs each convolution of a pass fastest, on the pass's own buffers: whatever is
 * tried writes what is shown anyway. Knows no page.
 */
import { loadAlgorithms } from '../../gpu/index.ts';
import type { ConvolutionAlgorithm, Gpu } from '../../gpu/index.ts';
import type { ForwardPass } from '../forward-pass.ts';
import { multiplyAddsOf } from '../layer-cost.ts';
import type { PassConvolution, Trial } from '../pass-context.ts';
import type { Owned } from '../../base/index.ts';
import {
  candidatesOf,
  createPlanner,
  extraBytes,
  plainBytes,
  shapeKey,
  waysFor,
} from './planner.ts';
import type { Measured, PlanOptions } from './planner.ts';
import { formBudget } from './budget.ts';

/** How a pass is tuned. */
export interface TuneOptions extends Pick<PlanOptions, 'allowsHalves' | 'budget'> {
  /** What is known already; grows. */
  readonly measurements: Map<string, Measured>;
  /** Algorithms by layer of the network's other passes. */
  readonly others?: readonly ReadonlyMap<string, string>[];
  /** Called when a convolution has been measured. */
  readonly onMeasured?: () => Promise<void>;
  readonly signal?: AbortSignal;
  /** Called before each convolution that is measured. */
  readonly onProgress?: (progress: TuneProgress) => void;
  /** Milliseconds after which no further convolution is begun; no end when left out. */
  readonly limitMs?: number;
  /** Most algorithms that are tried for a convolution. */
  readonly most?: number;
  /** Waited for between two runs, so that others have their turn. */
  readonly pause?: () => Promise<void>;
}

/** How far the tuning is. */
export interface TuneProgress {
  readonly layer: string;
  readonly done: number;
  readonly total: number;
}

/** What came of it. */
export interface TunedPlan {
  /** Algorithm by layer. */
  readonly algorithms: ReadonlyMap<string, string>;
  /** Convolutions that were measured now; the others were known, or out of time. */
  readonly measured: number;
  /** Whether every convolution rests on a measurement. */
  readonly isComplete: boolean;
}

const ROUNDS = 3;
const MOST_CANDIDATES = 8;
/** A measurement repeats its convolution until it takes about so long: browsers round what devices tell to 0.1 ms. */
const LEAST_MS = 3;
const MOST_REPEATS = 256;
/** Who is so many times slower than the best is not measured again; more after the first run, which may pay for others. */
const HOPELESS = 1.5;
const HOPELESS_AT_FIRST = 4;
/** Single runs shorter than this tell nothing. */
const TELLING_MS = 0.3;

/**
 * Measures what is not known yet, the largest convolutions first, and lets the pass run by what is best within the
 * budget of memory. Rejects with the signal's reason. A candidate that does not compile, or for which there is no memory,
 * is left out. Whatever happens, the values of the pass are in the end those that were there.
 */
export async function tunePass(
  gpu: Gpu,
  pass: ForwardPass,
  options: TuneOptions,
): Promise<TunedPlan> {
  const { measurements, onMeasured, signal, onProgress, limitMs = Infinity } = options;
  const keyOf = (item: PassConvolution): string => shapeKey(item, options.allowsHalves);
  const ready = new Set(pass.ready);
  const convolutions = pass.convolutions.filter(({ name }) => ready.has(name));
  const waiting = distinct(pass, convolutions).filter((it) => !measurements.has(keyOf(it)));
  const budget = options.budget ?? formBudget(gpu.facts, plainBytes(convolutions));
  const began = performance.now();
  let measured = 0;
  for (const [done, convolution] of waiting.entries()) {
    signal?.throwIfAborted();
    if (performance.now() - began > limitMs) break;
    onProgress?.({ layer: convolution.name, done, total: waiting.length });
    const times = await measure(gpu, pass, convolution, { ...options, budget });
    if (Object.keys(times).length === 0) continue;
    measurements.set(keyOf(convolution), times);
    measured += 1;
    await onMeasured?.();
  }
  signal?.throwIfAborted();
  const planner = await createPlanner(gpu.facts, { ...options, budget });
  const algorithms = planner.plan(convolutions, options.others);
  await adopt(pass, algorithms, signal);
  const isComplete = convolutions.every((it) => measurements.has(keyOf(it)));
  return { algorithms, measured, isComplete };
}

/** Lets a pass run by a plan; what runs so already stays. */
async function adopt(
  pass: ForwardPass,
  algorithms: ReadonlyMap<string, string>,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const [name, id] of algorithms) {
    signal?.throwIfAborted();
    if (pass.algorithms.get(name) !== id) await pass.use(name, id);
  }
}

/** One convolution of each shape, the largest first. */
function distinct(
  pass: ForwardPass,
  convolutions: readonly PassConvolution[],
): readonly PassConvolution[] {
  const byKey = new Map(convolutions.map((item) => [shapeKey(item), item]));
  const costs = new Map(pass.plan.map((planned) => [planned.layer.name, multiplyAddsOf(planned)]));
  const cost = ({ name }: PassConvolution): number => costs.get(name) ?? 0;
  return [...byKey.values()].sort((a, b) => cost(b) - cost(a));
}

interface Contestant {
  readonly trial: Owned<Trial>;
  repeats: number;
  first: number;
  readonly times: number[];
}

/** The best time of each candidate for one convolution, milliseconds. */
async function measure(
  gpu: Gpu,
  pass: ForwardPass,
  convolution: PassConvolution,
  options: TuneOptions & { readonly budget: number },
): Promise<Measured> {
  const { signal, pause = rest } = options;
  const contestants: Contestant[] = [];
  try {
    for (const { id } of await candidates(gpu, convolution, options)) {
      signal?.throwIfAborted();
      const trial = await pass.trial(convolution.name, id).catch(() => null);
      if (!trial) continue;
      const contestant: Contestant = { trial, repeats: 1, first: Infinity, times: [] };
      contestants.push(contestant);
      // The first run pays for what is made late, by driver or cache, and tells how often to repeat.
      contestant.first = await timeOf(gpu, contestant);
      contestant.repeats = Math.min(MOST_REPEATS, Math.ceil(LEAST_MS / contestant.first));
      await pause();
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      const least = Math.min(...contestants.map(bestOf));
      const limit = round > 0 ? HOPELESS * least : HOPELESS_AT_FIRST * Math.max(least, TELLING_MS);
      for (const contestant of contestants) {
        if (bestOf(contestant) > limit) continue;
        signal?.throwIfAborted();
        contestant.times.push(await timeOf(gpu, contestant));
        await pause();
      }
    }
    return Object.fromEntries(contestants.map((it) => [it.trial.id, bestOf(it)] as const));
  } finally {
    for (const { trial } of contestants) trial.dispose();
    if (contestants.length > 0) restore(gpu, pass, convolution.name);
  }
}

/** Other algorithms round otherwise: what is shown comes back as it was, with the pooling that follows. */
function restore(gpu: Gpu, pass: ForwardPass, name: string): void {
  const reads = pass.plan.filter(
    ({ layer }) => layer.kind === 'max-pool' && layer.inputs[0] === name,
  );
  const until = reads.at(-1)?.layer.name ?? name;
  gpu.submit('tuning', (commands) => pass.encode(commands, { from: name, until }));
}

async function candidates(
  gpu: Gpu,
  { shape }: PassConvolution,
  {
    allowsHalves = false,
    budget,
    most = MOST_CANDIDATES,
  }: TuneOptions & { readonly budget: number },
): Promise<readonly ConvolutionAlgorithm[]> {
  const algorithms = await loadAlgorithms();
  const fitting = waysFor(algorithms, gpu.facts, shape, allowsHalves).filter(
    (algorithm) => extraBytes(algorithms.formBytes, algorithm, shape) <= budget,
  );
  return candidatesOf(gpu.facts, fitting, shape, most);
}

async function timeOf(gpu: Gpu, { trial, repeats }: Contestant): Promise<number> {
  const ms = await gpu.measure('tuning', (commands) => {
    for (let i = 0; i < repeats; i += 1) trial.encode(commands);
  });
  return ms / repeats;
}

/** The least is what the device can do; what is above came from others. */
function bestOf({ first, times }: Contestant): number {
  return times.length > 0 ? Math.min(...times) : first;
}

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
