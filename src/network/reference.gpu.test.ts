/** The proof against PyTorch: every layer of the embedded model, and VGG-16's first three blocks, on a real picture. */
import { afterAll, expect, test } from 'vitest';
import { Gpu } from '../gpu/index.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import { parseSafetensors } from '../io/index.ts';
import { bufferOf, embeddedModel } from './testing/embedded-model.ts';
import { readPng } from './testing/pictures.ts';
import { readReference, worstOf } from './testing/pytorch-reference.ts';
import { runReference } from './testing/run-reference.ts';
import { sharedFiles, sharedPath } from './testing/shared-data.ts';

/** Relative to the largest value of the layer; what f32 can promise over some twenty layers. */
const TOLERANCE = 2e-4;

const gpu = await Gpu.open(openNodeGpu());
afterAll(() => {
  gpu.dispose();
});

const MINI = ['reference/kawasemi-mini-kingfisher.json', 'reference/kingfisher-128.png'] as const;
const mini = sharedFiles(...MINI);

test.skipIf(mini.missing)(`Kawasemi-mini equals PyTorch in all 20 layers${mini.note}`, async () => {
  const errors = await runReference(
    gpu,
    'Kawasemi-mini on kingfisher-128.png against PyTorch',
    embeddedModel(),
    readPng(sharedPath(MINI[1])),
    readReference(sharedPath(MINI[0])),
  );
  expect(errors).toHaveLength(20);
  for (const row of errors) expect(worstOf(row), row.layer).toBeLessThanOrEqual(TOLERANCE);
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
