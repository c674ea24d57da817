/** How far each way to run a convolution is from PyTorch: VGG-19 with its real weights, all 21 layers at 224 px. */
import { afterAll, expect, test } from 'vitest';
import { Gpu, loadAlgorithms } from '../gpu/index.ts';
import type { ConvolutionAlgorithm } from '../gpu/index.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import { parseSafetensors } from '../io/index.ts';
import type { ConvolutionPlanner, PassConvolution } from './pass-context.ts';
import { worstOf } from './reference-values.ts';
import { bufferOf } from './testing/embedded-model.ts';
import { readPng } from './testing/pictures.ts';
import { readReference } from './testing/pytorch-reference.ts';
import { runReference } from './testing/run-reference.ts';
import { sharedFiles, sharedPath } from './testing/shared-data.ts';
import { createPlanner } from './tuning/index.ts';

const gpu = await Gpu.open(openNodeGpu());
afterAll(() => {
  gpu.dispose();
});
const { algorithmsFor } = await loadAlgorithms();

const VGG19 = [
  'models/vgg19-conv.safetensors',
  'reference/vgg19-kingfisher.json',
  'reference/kingfisher-224.png',
] as const;
const vgg19 = sharedFiles(...VGG19);

/** The first algorithm that is meant and fits; the first layer has ways of its own. */
function only(isMeant: (algorithm: ConvolutionAlgorithm) => boolean): ConvolutionPlanner {
  const pick = ({ name, shape }: PassConvolution): readonly [string, string][] => {
    const found = algorithmsFor(gpu.facts, shape).find(isMeant);
    return found ? [[name, found.id]] : [];
  };
  return { plan: (convolutions) => new Map(convolutions.flatMap(pick)) };
}

/** Largest error relative to the largest value of its layer: sums of f32; what Winograd cancels; 11 bits of a half. */
const [DIRECT, WINOGRAD, HALVES] = [2e-5, 5e-4, 2e-2];

const CASES = [
  ['direct', DIRECT, only(({ id }) => id === 'direct/8')],
  ['implicit GEMM', DIRECT, only(({ id }) => id === 'implicit-gemm/64')],
  ['Winograd, 2 x 2', WINOGRAD, only(({ form }) => same(form, 'winograd-2', 'f32'))],
  ['Winograd, 4 x 4', WINOGRAD, only(({ form }) => same(form, 'winograd-4', 'f32'))],
  [
    'Winograd, 4 x 4, weights in 16 bits',
    WINOGRAD,
    only(({ form }) => same(form, 'winograd-4', 'q16')),
  ],
  ['the start plan', WINOGRAD, await createPlanner(gpu.facts)],
] as const;

function same(
  form: ConvolutionAlgorithm['form'],
  domain: ConvolutionAlgorithm['form']['domain'],
  storage: ConvolutionAlgorithm['form']['storage'],
): boolean {
  return form.domain === domain && form.storage === storage;
}

async function worst(name: string, planner: ConvolutionPlanner): Promise<number> {
  const errors = await runReference(
    gpu,
    `VGG-19 by ${name} against PyTorch`,
    parseSafetensors(bufferOf(sharedPath(VGG19[0]))),
    readPng(sharedPath(VGG19[2])),
    readReference(sharedPath(VGG19[1])),
    { planner },
  );
  expect(errors).toHaveLength(21);
  return Math.max(...errors.map(worstOf));
}

test.skipIf(vgg19.missing).each(CASES)(
  `VGG-19 by %s is within %s of PyTorch${vgg19.note}`,
  async (name, tolerance, planner) => {
    expect(await worst(name, planner)).toBeLessThanOrEqual(tolerance);
  },
);

// They run where the feature is: a real GPU.
test.skipIf(vgg19.missing || !gpu.facts.features.f16)(
  `VGG-19 with halves is within ${String(HALVES)} of PyTorch (needs shader-f16)${vgg19.note}`,
  async () => {
    const halves = only(({ form }) => same(form, 'winograd-4', 'f16'));
    expect(await worst('Winograd in f16', halves)).toBeLessThanOrEqual(HALVES);
    const direct = only(({ id }) => id === 'direct/8/f16');
    expect(await worst('the direct kernel in f16', direct)).toBeLessThanOrEqual(HALVES);
  },
);
