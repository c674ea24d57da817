/** The session's side of verifying: what is told while it runs, which known values are asked for, how it is stopped. */
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { Gpu } from '../gpu/index.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import { Network, recogniseModel } from '../network/index.ts';
import { embeddedModel, weightsFile } from '../network/testing/embedded-model.ts';
import type { ModelSummary } from './types.ts';
import { Verifier } from './verifier.ts';
import type { VerifiableModel } from './verifier.ts';

const { checks } = vi.hoisted(() => ({
  checks: [] as { name: string; run: () => Promise<void> }[],
}));
vi.mock('../gpu/checks/index.ts', () => ({
  KERNEL_CHECKS: checks,
  missingFeature: () => undefined,
}));

const gpu = await Gpu.open(openNodeGpu());
const file = embeddedModel();
const recognised = recogniseModel(file);
const network = await Network.load(gpu, recognised.layers, file);
const asked: string[] = [];
let model: VerifiableModel | null = null;
let verifier: Verifier;

const summary: ModelSummary = {
  id: 'kawasemi-mini',
  name: 'Kawasemi-mini',
  parameters: network.parameters,
  licence: 'MIT',
  trainSize: 64,
  colorOrder: 'RGB',
  accuracy: null,
  origin: 'shipped',
  architecture: 'vgg16',
  bytes: null,
  citation: null,
  url: null,
};

beforeEach(() => {
  asked.length = 0;
  const passes = (): Promise<void> => Promise.resolve();
  checks.splice(0, checks.length, { name: 'a: one', run: passes }, { name: 'a: two', run: passes });
  model = { summary, network, spec: recognised.input };
  verifier = new Verifier({ gpu, base: new URL('https://studio.test/here/'), model: () => model });
  vi.stubGlobal('fetch', (address: string) => {
    const { pathname } = new URL(address);
    asked.push(pathname);
    return Promise.resolve(new Response(weightsFile(pathname.replace('/here/', ''))));
  });
});
afterAll(() => {
  vi.unstubAllGlobals();
  network.dispose();
  gpu.dispose();
});

test('a sound model verifies against the values that belong to it', async () => {
  const phases = new Set<string>();
  const stop = verifier.verification.subscribe((now) => {
    if (now) phases.add(`${now.phase} ${now.state}`);
  });
  const first = verifier.verify();
  expect(verifier.verify(), 'one at a time').toBe(first);
  const report = await first;
  stop();
  expect(asked).toEqual(['/here/references/kawasemi-mini.json']);
  expect(report).toMatchObject({ ok: true, firstWrong: null, reference: 'kawasemi-mini' });
  expect(report.kernels).toMatchObject([{ kernel: 'a', cases: 2, passed: 2 }]);
  expect(report.adapter).not.toBe('');
  expect([...phases]).toEqual(['kernels running', 'layers running', 'layers done']);
  expect(verifier.verification.value).toMatchObject({ report, done: 22, total: 22 });
});

test('a failed check alone makes the verdict red', async () => {
  checks.push({ name: 'b: one', run: () => Promise.reject(new Error('element 0 is 1')) });
  model = null;
  const report = await verifier.verify();
  expect(report).toMatchObject({ ok: false, firstWrong: null, reference: null, layers: [] });
  expect(report.kernels[1]).toMatchObject({ failed: 1, message: 'b: one: element 0 is 1' });
  expect(verifier.verification.value?.model).toBeNull();
});

test('a file is held against what it claims to be, whatever it is called', async () => {
  model = {
    summary: { ...summary, id: 'mine.safetensors', origin: 'file' },
    network,
    spec: { ...recognised.input, order: 'BGR' },
    metadata: file.metadata,
  };
  const report = await verifier.verify();
  expect(report).toMatchObject({ ok: false, reference: 'kawasemi-mini', firstWrong: 'input' });
});

test('a model that nothing is known of is added up only', async () => {
  model = { summary: { ...summary, id: 'other', origin: 'file' }, network, spec: recognised.input };
  const report = await verifier.verify();
  expect(asked).toEqual([]);
  expect(report).toMatchObject({ ok: true, reference: null });
  expect(report.layers.some(({ recompute }) => recompute !== null)).toBe(true);
});

test('it stops when told, and lets go of the network', async () => {
  const before = gpu.stats.liveBytes;
  const running = verifier.verify();
  const stop = verifier.verification.subscribe((now) => {
    if (now?.layers.length === 2) verifier.stop();
  });
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  stop();
  await verifier.settle();
  expect(verifier.verification.value?.state).toBe('stopped');
  expect(gpu.stats.liveBytes).toBe(before);
});

test('values that cannot be had are said to be missing, and the next try is a new one', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 404 })));
  await expect(verifier.verify()).rejects.toMatchObject({ code: 'weights-http' });
  expect(verifier.verification.value).toMatchObject({
    state: 'failed',
    reason: { code: 'weights-http' },
  });
  model = null;
  await expect(verifier.verify()).resolves.toMatchObject({ ok: true });
});
