/** The proof against PyTorch at full size: the first three blocks of VGG-16. Slow without a real GPU. */
import { afterAll, expect, test } from 'vitest';
import { Gpu } from '../gpu/index.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import { parseSafetensors } from '../io/index.ts';
import { worstOf } from './reference-values.ts';
import { bufferOf } from './testing/embedded-model.ts';
import { readPng } from './testing/pictures.ts';
import { readReference } from './testing/pytorch-reference.ts';
import { runReference } from './testing/run-reference.ts';
import { sharedFiles, sharedPath } from './testing/shared-data.ts';

/** Relative to the largest value of the layer; what f32 can promise over some twenty layers. */
const TOLERANCE = 2e-4;

const gpu = await Gpu.open(openNodeGpu());
afterAll(() => {
  gpu.dispose();
});

const VGG16 = [
  'models/vgg16-blocks1to3.safetensors',
  'reference/vgg16-blocks1to3-kingfisher.json',
  'reference/kingfisher-224.png',
] as const;
const vgg16 = sharedFiles(...VGG16);

test.skipIf(vgg16.missing)(`VGG-16 equals PyTorch in blocks 1 to 3${vgg16.note}`, async () => {
  const errors = await runReference(
    gpu,
    'VGG-16, blocks 1 to 3, on kingfisher-224.png against PyTorch',
    parseSafetensors(bufferOf(sharedPath(VGG16[0]))),
    readPng(sharedPath(VGG16[2])),
    readReference(sharedPath(VGG16[1])),
  );
  expect(errors).toHaveLength(10);
  for (const row of errors) expect(worstOf(row), row.layer).toBeLessThanOrEqual(TOLERANCE);
});
