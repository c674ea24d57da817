/** Gradients of channel means of VGG-19 against PyTorch's, at full size. Slow without a real GPU. */
import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { Gpu } from '../../gpu/index.ts';
import { openNodeGpu } from '../../gpu/testing/node-gpu.ts';
import { parseSafetensors } from '../../io/index.ts';
import { Network } from '../network.ts';
import { PictureInput } from '../picture-input.ts';
import { recogniseModel } from '../recognise.ts';
import { bufferOf } from '../testing/embedded-model.ts';
import { pictureTexture, readPng } from '../testing/pictures.ts';
import { sharedFiles, sharedPath } from '../testing/shared-data.ts';
import { createPlanner } from '../tuning/index.ts';
import { openBackward } from './open-backward.ts';

interface GradientCase {
  readonly layer: string;
  readonly channel: number;
  readonly value: number;
  readonly l2: number;
  readonly absMax: number;
  /** Channel, row, column, value. */
  readonly samples: readonly (readonly [number, number, number, number])[];
}

/**
 * Of the value, of the norm, and, for half of the samples and for all, of the largest gradient. Where a ReLU or a pooling is almost
 * undecided, F(4 x 4) and weights in 16 bits may decide otherwise, and a few cells of the gradient jump.
 */
const TOLERANCES = { value: 1e-4, l2: 5e-3, median: 1e-3, samples: 2e-2 };

const gpu = await Gpu.open(openNodeGpu());
afterAll(() => {
  gpu.dispose();
});

const FILES = [
  'models/vgg19-conv.safetensors',
  'reference/vgg19-gradient.json',
  'reference/kingfisher-224.png',
] as const;
const vgg19 = sharedFiles(...FILES);

test.skipIf(vgg19.missing)(`VGG-19's gradients equal PyTorch's${vgg19.note}`, async () => {
  const file = parseSafetensors(bufferOf(sharedPath(FILES[0])));
  const { cases } = JSON.parse(readFileSync(sharedPath(FILES[1]), 'utf8')) as {
    readonly cases: readonly GradientCase[];
  };
  const picture = readPng(sharedPath(FILES[2]));
  const model = recogniseModel(file);
  const network = await Network.load(gpu, model.layers, file);
  const planner = await createPlanner(gpu.facts);
  const pass = await network.pass(picture, { planner });
  const input = await PictureInput.create(gpu, model.input, pass.input);
  const texture = pictureTexture(gpu, picture);
  const feed = await input.prepare(texture, 'stretch');
  gpu.submit('test', (commands) => {
    feed.encode(commands);
    pass.encode(commands);
  });
  await gpu.finished();
  expect(cases.map(({ layer }) => layer)).toContain('block5_conv3');
  for (const { layer, channel, value, l2, absMax, samples } of cases) {
    const backward = await openBackward(gpu, network, pass, { layer, planner });
    const start = performance.now();
    const found = await backward.run({ channel });
    const seconds = (performance.now() - start) / 1000;
    const { data, shape } = found.gradient;
    const norm = Math.sqrt(data.reduce((sum, one) => sum + one * one, 0));
    const off = samples
      .map(([c, y, x, expected]) => {
        const at = data[(c * shape[1] + y) * shape[2] + x] ?? NaN;
        return Math.abs(at - expected) / absMax;
      })
      .sort((a, b) => a - b);
    const errors = {
      value: Math.abs(found.value - value) / Math.abs(value),
      l2: Math.abs(norm - l2) / l2,
      median: off[Math.floor(off.length / 2)] ?? NaN,
      samples: off.at(-1) ?? NaN,
    };
    const line = Object.entries(errors).map(([name, one]) => `${name} ${one.toExponential(1)}`);
    console.info(`${layer} ${String(channel)}: ${line.join(', ')}, back ${seconds.toFixed(1)} s`);
    for (const name of ['value', 'l2', 'median', 'samples'] as const) {
      expect(errors[name], `${layer}, ${name}`).toBeLessThanOrEqual(TOLERANCES[name]);
    }
    backward.dispose();
  }
  for (const item of [feed, texture, input, pass, network]) item.dispose();
});
