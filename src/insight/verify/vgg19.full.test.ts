/** VGG-19's 16 convolutions and 5 poolings against the values that come with the studio. Slow without a real GPU. */
import { afterAll, expect, test } from 'vitest';
import { Gpu } from '../../gpu/index.ts';
import { openNodeGpu } from '../../gpu/testing/node-gpu.ts';
import { parseSafetensors } from '../../io/index.ts';
import { Network, recogniseModel } from '../../network/index.ts';
import { bufferOf, weightsJson } from '../../network/testing/embedded-model.ts';
import { sharedFiles, sharedPath } from '../../network/testing/shared-data.ts';
import { readModelReference, referenceFor } from './model-reference.ts';
import { verifyModel } from './verify-model.ts';

const gpu = await Gpu.open(openNodeGpu());
afterAll(() => {
  gpu.dispose();
});

const VGG19 = 'models/vgg19-conv.safetensors';
const vgg19 = sharedFiles(VGG19);

test.skipIf(vgg19.missing)(`VGG-19 verifies in all 21 layers${vgg19.note}`, async () => {
  const file = parseSafetensors(bufferOf(sharedPath(VGG19)));
  const { architecture, layers, input } = recogniseModel(file);
  const name = referenceFor({ id: null, architecture, layers, metadata: file.metadata });
  expect(name).toBe('vgg19-conv');
  const network = await Network.load(gpu, layers, file);
  const found = await verifyModel(gpu, {
    network,
    spec: input,
    reference: readModelReference('vgg19-conv', weightsJson('references/vgg19-conv.json')),
    side: 224,
    signal: new AbortController().signal,
  });
  network.dispose();
  expect(found).toHaveLength(22);
  expect(found.filter(({ ok }) => !ok)).toEqual([]);
  for (const { layer, reference, recompute } of found) {
    expect(reference?.error, layer).toBeLessThan(2e-6);
    expect(recompute?.error ?? 0, layer).toBeLessThan(2e-6);
  }
});
