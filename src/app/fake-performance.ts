/** A made-up measurement of a made-up device for the gallery: it moves in time, and nothing is computed. */
import { signal } from '../base/index.ts';
import type {
  DeviceFacts,
  LayerPerformance,
  LayerSummary,
  ModelSummary,
  PerformanceReport,
  PerformanceState,
  TuningState,
} from '../session/index.ts';

const TICK_MS = 120;
const ROUNDS = 15;
const BYTES = 4;
const TAPS = 9;
const WORDS_PER_MULTIPLY_ADD = 2;
const GIGA_PER_MS = 1e6;
const WINOGRAD_FROM = 32;
const FUSED = 'block2_pool';
const AT = '2026-01-02T03:04:05.678Z';
const CEILINGS = { multiplyAdd: 9800, multiplyAddF16: 17_600, copy: 412 };
/** Of the ceiling of the arithmetic, and of that of the memory. */
const REACHED = { 'winograd-4/quads-28/q16': 1.12, 'direct/8': 0.44, memory: 0.61 } as const;
const START_MS = 0.004;
const SPREAD = { least: 0.94, most: 1.31 };

export const FAKE_DEVICE: DeviceFacts = {
  vendor: 'example',
  architecture: 'made-up-2',
  description: 'Example Graphics 900, driver 1.2.3',
  isFallback: false,
  subgroupSize: { min: 32, max: 32 },
  features: { f16: true, subgroups: true, timestamps: true },
  limits: {
    maxBufferSize: 4_294_967_296,
    maxStorageBufferBindingSize: 2_147_483_644,
    maxComputeWorkgroupStorageSize: 49_152,
    maxComputeInvocationsPerWorkgroup: 1024,
    maxTextureDimension2D: 16_384,
  },
};

/** Made-up results of all layers; `hasClock` false: of all together only. */
export function fakePerformance(
  layers: readonly LayerSummary[],
  model: ModelSummary | null,
  hasClock = true,
): PerformanceReport {
  const found = layers.map((layer) => fakeLayer(layer, layers, hasClock));
  const all = layers.map((layer) => fakeLayer(layer, layers, true));
  const median = all.reduce((sum, { ms }) => sum + (ms?.median ?? 0), 0);
  const [, height = 0, width = 0] = layers[0]?.shape ?? [];
  return {
    at: AT,
    device: FAKE_DEVICE,
    ceilings: CEILINGS,
    model: { id: model?.id ?? '', name: model?.name ?? '' },
    plan: 'tuned',
    input: { height, width },
    layers: found,
    total: spreadAround(median),
    rounds: ROUNDS,
    hasClock,
  };
}

function fakeLayer(
  { name, kind, shape, parameters, before }: LayerSummary,
  layers: readonly LayerSummary[],
  hasClock: boolean,
): LayerPerformance {
  const size = (of: LayerSummary['shape']): number => of[0] * of[1] * of[2];
  const from = layers.find((layer) => layer.name === before)?.shape ?? [0, 0, 0];
  const isConvolution = kind === 'convolution';
  const multiplyAdds = isConvolution
    ? TAPS * from[0] * size(shape)
    : kind === 'dense'
      ? parameters
      : 0;
  const bytes = kind === 'input' ? 0 : BYTES * (size(from) + size(shape) + parameters);
  const within = name === FUSED ? before : null;
  const algorithm = from[0] >= WINOGRAD_FROM ? 'winograd-4/quads-28/q16' : 'direct/8';
  const flops = WORDS_PER_MULTIPLY_ADD * multiplyAdds;
  const best = isConvolution
    ? flops / (CEILINGS.multiplyAdd * REACHED[algorithm])
    : bytes / (CEILINGS.copy * REACHED.memory);
  const isTimed = hasClock && kind !== 'input' && within === null;
  const median = START_MS + best / GIGA_PER_MS;
  const gflops = isTimed && flops > 0 ? flops / median / GIGA_PER_MS : null;
  const gbps = isTimed ? bytes / median / GIGA_PER_MS : null;
  const shares = [(gflops ?? 0) / CEILINGS.multiplyAdd, (gbps ?? 0) / CEILINGS.copy] as const;
  return {
    name,
    kind,
    shape,
    algorithm: isConvolution ? algorithm : null,
    kernels: [],
    within,
    ms: isTimed ? spreadAround(median) : null,
    multiplyAdds,
    gflops,
    bytes,
    gbps,
    share: isTimed ? Math.max(...shares) : null,
    bound: isTimed ? (shares[0] > shares[1] ? 'arithmetic' : 'memory') : null,
  };
}

function spreadAround(median: number): PerformanceReport['total'] {
  return { median, least: SPREAD.least * median, most: SPREAD.most * median };
}

/** The state of the measurement; `finished` puts a result there at once. */
export class FakeMeter {
  readonly performance = signal<PerformanceState | null>(null);
  #controller = new AbortController();

  /** Shows a report as if it had been found. */
  finished(report: PerformanceReport): void {
    const { rounds } = report;
    const counts = { done: rounds, total: rounds };
    this.performance.value = { state: 'done', phase: 'layers', ...counts, report, reason: null };
  }

  /** How it ended without a result. */
  ended(state: 'stopped' | 'changed' | 'failed', detail = ''): void {
    const reason = state === 'failed' ? { code: 'unexpected', values: { detail } } : null;
    const nothing = { phase: 'ceilings', done: 0, total: 0, report: null } as const;
    this.performance.value = { ...nothing, state, reason };
  }

  async measure(report: PerformanceReport): Promise<PerformanceReport> {
    const { signal: stopped } = (this.#controller = new AbortController());
    const before = this.performance.peek()?.report ?? null;
    for (let tick = 0; tick < 2 * ROUNDS; tick += 1) {
      const phase = tick < ROUNDS ? 'ceilings' : 'layers';
      const counts = { done: Math.max(0, tick - ROUNDS), total: phase === 'layers' ? ROUNDS : 0 };
      const running = { state: 'running', phase, ...counts, report: before, reason: null } as const;
      this.performance.value = running;
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
      if (stopped.aborted) {
        this.performance.value = { ...running, state: 'stopped' };
        throw new DOMException('Stopped.', 'AbortError');
      }
    }
    this.finished(report);
    return report;
  }

  stop(): void {
    this.#controller.abort();
  }
}

/** The state of a made-up tuning. */
export class FakeTuner {
  readonly tuning = signal<TuningState>({ state: 'start', layer: null, done: 0, total: 0 });

  async tune(layers: readonly LayerSummary[]): Promise<boolean> {
    const convolutions = layers.filter(({ kind }) => kind === 'convolution');
    for (const [done, { name: layer }] of convolutions.entries()) {
      this.tuning.value = { state: 'measuring', layer, done, total: convolutions.length };
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    }
    this.end('tuned');
    return true;
  }

  /** Puts it into a state at once. */
  end(state: TuningState['state']): void {
    this.tuning.value = { state, layer: null, done: 0, total: 0 };
  }
}
