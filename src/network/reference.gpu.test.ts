/** The proof against PyTorch on a real picture: the embedded model. VGG-16 and VGG-19: see *.full.test.ts. */
import { afterAll, expect, test } from 'vitest';
import { Gpu } from '../gpu/index.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import { worstOf } from './reference-values.ts';
import { embeddedModel } from './testing/embedded-model.ts';
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
