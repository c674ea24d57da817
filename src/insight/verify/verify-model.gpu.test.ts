/** A sound network verifies; a wrong weight, swapped channels and a forgotten mean do not, and the layer is named. */
import { afterAll, describe, expect, test } from 'vitest';
import { Gpu } from '../../gpu/index.ts';
import { openNodeGpu } from '../../gpu/testing/node-gpu.ts';
import { parseSafetensors } from '../../io/index.ts';
import type { SafetensorsFile } from '../../io/index.ts';
import type { InputSpec } from '../../math/index.ts';
import { Network, recogniseModel } from '../../network/index.ts';
import { bufferOf, embeddedModel, weightsJson } from '../../network/testing/embedded-model.ts';
import { sharedFiles, sharedPath } from '../../network/testing/shared-data.ts';
import { readModelReference } from './model-reference.ts';
import type { ModelReference } from './model-reference.ts';
import { reportOf } from './report.ts';
import type { LayerVerification } from './types.ts';
import { verifyModel } from './verify-model.ts';
import type { ModelRequest } from './verify-model.ts';

const gpu = await Gpu.open(openNodeGpu());
const faults: string[] = [];
gpu.onError((error) => faults.push(error.message));
afterAll(() => {
  gpu.dispose();
});

const mini = embeddedModel();
const miniReference = readModelReference(
  'kawasemi-mini',
  weightsJson('references/kawasemi-mini.json'),
);
const FEW = 2;

interface Trial extends Partial<ModelRequest> {
  readonly file?: SafetensorsFile;
  readonly spec?: InputSpec;
  readonly reference?: ModelReference | null;
}

/** Verifies, and asserts that no byte is left on the GPU. */
async function verify({ file = mini, reference = miniReference, ...rest }: Trial = {}): Promise<
  readonly LayerVerification[]
> {
  const model = recogniseModel(file);
  const network = await Network.load(gpu, model.layers, file);
  const before = gpu.stats.liveBytes;
  const signal = new AbortController().signal;
  try {
    return await verifyModel(gpu, {
      network,
      spec: model.input,
      reference,
      side: 64,
      units: FEW,
      signal,
      ...rest,
    });
  } finally {
    await gpu.finished();
    expect(gpu.stats.liveBytes - before, 'left on the GPU').toBe(0);
    network.dispose();
    expect(faults).toEqual([]);
  }
}

const firstWrong = (layers: readonly LayerVerification[]): string | null =>
  reportOf(gpu, [], layers, null).firstWrong;

/** A copy of a file with one number of a tensor changed. */
function withWeight(
  file: SafetensorsFile,
  name: string,
  place: (values: Float32Array) => number,
  change: (value: number) => number,
): SafetensorsFile {
  const tensors = new Map(file.tensors);
  const tensor = tensors.get(name)!;
  const values = tensor.values().slice();
  const at = place(values);
  values[at] = change(values[at]!);
  tensors.set(name, { ...tensor, name, shape: tensor.shape, values: () => values });
  return { ...file, tensors };
}

/** Place of the weight that adds most: the largest product with the mean of the channel that it reads. */
const strongestAfter =
  (before: string, inputs: number) =>
  (values: Float32Array): number => {
    const means = miniReference.layers[before]!.channelMean!;
    const taps = before === 'global_average_pool' ? 1 : 9;
    const share = (at: number): number =>
      Math.abs(values[at]! * means[Math.floor(at / taps) % inputs]!);
    return values.reduce((best, _, at) => (share(at) > share(best) ? at : best), 0);
  };

const ONE_PERCENT = (value: number): number => 1.01 * value;
const GROSS = (value: number): number => value + 1;

// The first reads and the first timing make buffers that stay.
const warm = await Network.load(gpu, recogniseModel(mini).layers, mini);
await gpu.profile('warm', () => undefined);
const warmPass = await warm.pass({ height: 32, width: 32 });
await gpu.profile('warm', (commands) => {
  warmPass.encode(commands);
});
for (const item of [warmPass, warm]) item.dispose();

describe('Kawasemi-mini', () => {
  test('verifies in every layer, and says what it cost', async () => {
    const seen: string[] = [];
    const layers = await verify({
      units: 20,
      onLayer: ({ layer }, done, total) => seen.push(`${layer} ${String(done)}/${String(total)}`),
    });
    expect(firstWrong(layers)).toBeNull();
    expect(layers).toHaveLength(22);
    expect(layers.every(({ reference }) => reference !== null)).toBe(true);
    expect(layers.filter(({ recompute }) => recompute !== null)).toHaveLength(14);
    // Ten times better than what is asked: a fault has to be small to hide.
    for (const { layer, reference, recompute } of layers) {
      expect(reference?.error, layer).toBeLessThan(2e-6);
      expect(recompute?.error ?? 0, layer).toBeLessThan(2e-6);
    }
    expect(seen[0]).toBe('input 1/22');
    expect(seen.at(-1)).toBe('predictions 22/22');
    const hasClock = gpu.facts.features.timestamps;
    expect(layers.some(({ ms }) => ms !== null)).toBe(hasClock);
    expect(layers.some(({ gflops }) => gflops !== null)).toBe(hasClock);
  });

  test.each([
    ['block1_conv1', 'input', 3],
    ['block3_conv2', 'block3_conv1', 64],
    ['block5_conv3', 'block5_conv2', 128],
    ['predictions', 'global_average_pool', 128],
  ] as const)(
    'is wrong from %s on when one weight of it that matters is changed by a hundredth',
    async (layer, before, inputs) => {
      const place = strongestAfter(before, inputs);
      const layers = await verify({
        file: withWeight(mini, `${layer}.weight`, place, ONE_PERCENT),
      });
      expect(firstWrong(layers)).toBe(layer === 'predictions' ? 'logits' : layer);
      // The kernels are sound: they add up what the GPU holds.
      expect(layers.every(({ recompute }) => recompute?.ok ?? true)).toBe(true);
    },
  );

  test.each([
    ['block4_conv1.weight', 4321, GROSS],
    ['block2_conv2.bias', 31, GROSS],
    ['block5_conv1.weight', 77, (value: number) => value - 1],
    ['predictions.weight', 12_345, GROSS],
  ] as const)('is wrong when number %s[%i] is another', async (name, at, change) => {
    const layers = await verify({ file: withWeight(mini, name, () => at, change) });
    const [layer = ''] = name.split('.');
    expect(firstWrong(layers)).toBe(layer === 'predictions' ? 'logits' : layer);
  });

  const { input } = recogniseModel(mini);
  test.each([
    ['swapped channels', { ...input, order: 'BGR' }],
    ['a forgotten mean', { ...input, mean: [0, 0, 0] }],
    ['another range', { ...input, range: '0..1' }],
  ] as const)('is wrong from the input on with %s', async (_, spec) => {
    const layers = await verify({ spec });
    expect(firstWrong(layers)).toBe('input');
    expect(layers.filter(({ reference }) => reference?.ok === false).length).toBeGreaterThan(15);
  });

  test('adds up without known values, at any size', async () => {
    const layers = await verify({ reference: null, side: 33 });
    expect(firstWrong(layers)).toBeNull();
    expect(layers.every(({ reference }) => reference === null)).toBe(true);
    expect(layers.filter(({ recompute }) => recompute !== null)).toHaveLength(14);
  });

  test('is wrong when a shape is another', async () => {
    const reference = {
      ...miniReference,
      layers: { block2_conv1: { ...miniReference.layers.block2_conv1!, shape: [32, 1, 1] } },
    };
    const [wrong] = (await verify({ reference })).filter(({ ok }) => !ok);
    expect(wrong?.reference?.error).toBe(Infinity);
  });

  test('stops at once, and leaves nothing', async () => {
    const controller = new AbortController();
    let done = 0;
    const stopped = verify({
      signal: controller.signal,
      onLayer: () => {
        done += 1;
        if (done === 3) controller.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(done).toBe(3);
  });
});

const VGG16 = 'models/vgg16-blocks1to3.safetensors';
const vgg16 = sharedFiles(VGG16);

test.skipIf(vgg16.missing)(`VGG-16 verifies in blocks 1 to 3${vgg16.note}`, async () => {
  const file = parseSafetensors(bufferOf(sharedPath(VGG16)));
  const reference = readModelReference(
    'vgg16-blocks1to3',
    weightsJson('references/vgg16-blocks1to3.json'),
  );
  const layers = await verify({ file, reference });
  expect(layers).toHaveLength(11);
  expect(firstWrong(layers)).toBeNull();
  for (const { layer, reference: check } of layers) {
    expect(check?.error, layer).toBeLessThan(2e-6);
  }
});
