/** A made-up proof for the gallery: it moves in time, and nothing is computed. */
import { signal } from '../base/index.ts';
import type {
  KernelVerification,
  LayerSummary,
  LayerVerification,
  Verification,
  VerifyReport,
} from '../session/index.ts';

const TICK_MS = 60;
const CASES = 12;
const KERNELS = ['convolution_3x3', 'convolution', 'max_pool', 'dense', 'softmax', 'resize'];
const ADAPTER = 'made up';
const [TOLERANCE, ERROR, GROSS] = [2e-5, 4.9e-7, 0.031];
const UNITS = 20;
const [MS, GFLOPS] = [0.412, 812];

/** Made-up results of all kernels, and of layers which are wrong from `wrongFrom` on. */
export function fakeReport(layers: readonly LayerSummary[], wrongFrom = ''): VerifyReport {
  const first = layers.findIndex(({ name }) => name === wrongFrom);
  const found = layers.map((layer, i) => fakeLayer(layer, first >= 0 && i >= first));
  const ok = first < 0;
  return {
    kernels: KERNELS.map(fakeKernel),
    layers: found,
    reference: 'made-up',
    firstWrong: ok ? null : wrongFrom,
    ok,
    adapter: ADAPTER,
  };
}

function fakeKernel(kernel: string, index: number): KernelVerification {
  const skipped = kernel === 'dense' ? 4 : 0;
  const passed = CASES + index - skipped;
  return { kernel, cases: CASES + index, passed, failed: 0, skipped, message: null, ms: 31.4 };
}

function fakeLayer({ name, parameters }: LayerSummary, isWrong: boolean): LayerVerification {
  const error = isWrong ? GROSS : ERROR;
  const isLearned = parameters > 0;
  return {
    layer: name,
    reference: { error, tolerance: TOLERANCE, ok: !isWrong },
    recompute: isLearned ? { error: ERROR, tolerance: TOLERANCE, ok: true, units: UNITS } : null,
    ms: name === 'input' ? null : MS,
    gflops: isLearned ? GFLOPS : null,
    ok: !isWrong,
  };
}

/** The state of the proof; `finished` and `failing` put it there at once. */
export class FakeVerifier {
  readonly verification = signal<Verification | null>(null);
  #controller = new AbortController();

  /** Shows a report as if it had been found. */
  finished(report: VerifyReport, model: string): void {
    this.verification.value = { ...verificationOf(report, model), state: 'done', report };
  }

  async verify(report: VerifyReport, model: string): Promise<VerifyReport> {
    const { kernels, layers } = report;
    const whole = verificationOf(report, model);
    const { signal: stopped } = (this.#controller = new AbortController());
    for (const [phase, rows] of [
      ['kernels', kernels],
      ['layers', layers],
    ] as const) {
      for (let done = 0; done <= rows.length; done += 1) {
        this.verification.value = {
          ...whole,
          phase,
          done,
          total: rows.length,
          current: done === 0 ? '' : nameOf(rows[done - 1]),
          kernels: phase === 'kernels' ? kernels.slice(0, done) : kernels,
          layers: phase === 'layers' ? layers.slice(0, done) : [],
        };
        await new Promise((resolve) => setTimeout(resolve, TICK_MS));
        if (stopped.aborted) throw this.#stop();
      }
    }
    this.finished(report, model);
    return report;
  }

  stopVerifying(): void {
    this.#controller.abort();
  }

  #stop(): DOMException {
    const now = this.verification.peek();
    if (now) this.verification.value = { ...now, state: 'stopped' };
    return new DOMException('Stopped.', 'AbortError');
  }
}

function verificationOf({ kernels, layers }: VerifyReport, model: string): Verification {
  const { length: total } = layers;
  const counts = { done: total, total, current: '' };
  return {
    ...counts,
    state: 'running',
    model,
    phase: 'layers',
    kernels,
    layers,
    report: null,
    reason: null,
  };
}

function nameOf(row: KernelVerification | LayerVerification | undefined): string {
  if (!row) return '';
  return 'kernel' in row ? row.kernel : row.layer;
}
