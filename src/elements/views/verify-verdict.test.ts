/** The one sentence of a proof says what is right, or what is wrong first, and never more than is known. */
import { describe, expect, it } from 'vitest';
import type {
  KernelVerification,
  LayerVerification,
  Verification,
  VerifyReport,
} from '../../session/index.ts';
import { verdictOf } from './verify-verdict.ts';

const kernel = (name: string, failed = 0): KernelVerification => ({
  kernel: name,
  cases: 3,
  passed: 3 - failed,
  failed,
  skipped: 0,
  message: null,
  ms: 1,
});
const check = (ok: boolean) => ({ error: ok ? 0 : 1, tolerance: 2e-5, ok });
const layer = (
  name: string,
  reference: boolean | null,
  recompute: boolean | null,
): LayerVerification => ({
  layer: name,
  reference: reference === null ? null : check(reference),
  recompute: recompute === null ? null : { ...check(recompute), units: 20 },
  ms: null,
  gflops: null,
  ok: (reference ?? true) && (recompute ?? true),
});

function verdict(
  layers: readonly LayerVerification[],
  kernels: readonly KernelVerification[] = [kernel('dense')],
  change: Partial<Verification> = {},
): ReturnType<typeof verdictOf> {
  const firstWrong = layers.find(({ ok }) => !ok)?.layer ?? null;
  const ok = firstWrong === null && kernels.every(({ failed }) => failed === 0);
  const report: VerifyReport = {
    kernels,
    layers,
    reference: null,
    firstWrong,
    ok,
    adapter: 'test',
  };
  return verdictOf({
    state: 'done',
    model: 'Mini',
    phase: 'layers',
    current: '',
    done: 0,
    total: 0,
    kernels,
    layers,
    report,
    reason: null,
    ...change,
  });
}

describe('verdictOf', () => {
  it.each([
    ['right', [layer('input', true, null), layer('a', true, true)]],
    ['rightPart', [layer('input', true, null), layer('a', null, true)]],
    ['rightUnknown', [layer('input', null, null), layer('a', null, true)]],
    ['rightKernels', []],
  ] as const)('%s', (text, layers) => {
    expect(verdict(layers)).toMatchObject({ text, isWrong: false });
  });

  it('counts only layers of which something is known', () => {
    const layers = [layer('input', true, null), layer('a', null, true)];
    expect(verdict(layers)?.values).toEqual({ kernels: 1, layers: 1, model: 'Mini' });
  });

  it.each([
    ['wrongInput', 'input', [layer('input', false, null), layer('a', false, true)]],
    ['wrongWeights', 'a', [layer('input', true, null), layer('a', false, true)]],
    ['wrongSums', 'a', [layer('input', true, null), layer('a', false, false)]],
  ] as const)('%s', (text, name, layers) => {
    const found = verdict(layers);
    expect(found).toMatchObject({ text, isWrong: true });
    expect(found?.values).toMatchObject({ layer: name });
  });

  it('names a wrong kernel before anything that it makes wrong', () => {
    const found = verdict([layer('input', false, null)], [kernel('dense'), kernel('softmax', 1)]);
    expect(found).toEqual({ text: 'wrongKernel', values: { kernel: 'softmax' }, isWrong: true });
  });

  it('says nothing while it runs, and no verdict when it was stopped', () => {
    expect(verdict([], [], { state: 'running' })).toBeNull();
    expect(verdict([], [], { state: 'stopped' })).toMatchObject({
      text: 'stopped',
      isWrong: false,
    });
    expect(verdict([], [], { state: 'failed' })).toMatchObject({ text: 'failed', isWrong: true });
  });
});
