/** The proof against PyTorch at full size: all 21 convolutions and poolings of VGG-19. Slow without a real GPU. */
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

const VGG19 = [
  'models/vgg19-conv.safetensors',
  'reference/vgg19-kingfisher.json',
  'reference/kingfisher-224.png',
] as const;
const vgg19 = sharedFiles(...VGG19);

test.skipIf(vgg19.missing)(`VGG-19 equals PyTorch in all 21 layers${vgg19.note}`, async () => {
  const errors = await runReference(
    gpu,
    'VGG-19 on kingfisher-224.png against PyTorch',
    parseSafetensors(bufferOf(sharedPath(VGG19[0]))),
    readPng(sharedPath(VGG19[2])),
    readReference(sharedPath(VGG19[1])),
  );
  expect(errors).toHaveLength(21);
  for (const row of errors) expect(worstOf(row), row.layer).toBeLessThanOrEqual(TOLERANCE);
});
