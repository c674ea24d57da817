/** The way of a picture to a network's input, and of network space back to a picture. */
import { afterAll, expect, test } from 'vitest';
import { randomArray } from '../base/index.ts';
import { differenceOf } from '../gpu/checks/check.ts';
import { Gpu, createTensor, readTensor } from '../gpu/index.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import { sizeOf } from '../math/index.ts';
import type { InputSpec, Shape3 } from '../math/index.ts';
import { deprocess, preprocess, resize } from '../math/reference/index.ts';
import { PictureInput } from './picture-input.ts';
import { noisePicture, pictureTexture } from './testing/pictures.ts';

const gpu = await Gpu.open(openNodeGpu());
afterAll(() => {
  gpu.dispose();
});

const TOLERANCE = 1e-5;
const KERAS: InputSpec = {
  order: 'BGR',
  range: '0..255',
  mean: [103.939, 116.779, 123.68],
  std: [1, 1, 1],
};
const TORCH: InputSpec = {
  order: 'RGB',
  range: '0..1',
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
};
const SHAPE: Shape3 = [3, 24, 32];

test.each([
  ['as Keras wants it, cropped', KERAS, 'crop'],
  ['as PyTorch wants it, stretched', TORCH, 'stretch'],
] as const)('a picture %s', async (_, spec, fit) => {
  const target = createTensor(gpu, 'test.target', SHAPE);
  const input = await PictureInput.create(gpu, spec, target);
  const picture = noisePicture(51, 70, 1);
  const texture = pictureTexture(gpu, picture);
  const feed = await input.prepare(texture, fit);
  gpu.submit('test', (commands) => {
    feed.encode(commands);
  });
  const rgb = resize(picture, { width: SHAPE[2], height: SHAPE[1] }, fit);
  const wanted = preprocess(rgb, spec);
  const shown = await readTensor(gpu, input.picture);
  expect(differenceOf(shown.data, rgb.data).relative).toBeLessThanOrEqual(TOLERANCE);
  const fed = await readTensor(gpu, target);
  expect(differenceOf(fed.data, wanted.data).relative).toBeLessThanOrEqual(TOLERANCE);
  for (const item of [feed, texture, input, target]) item.dispose();
});

test('values in network space are taken as they are, and shown as a picture', async () => {
  const target = createTensor(gpu, 'test.target', SHAPE);
  const input = await PictureInput.create(gpu, KERAS, target);
  const tensor = { shape: SHAPE, data: randomArray(sizeOf(SHAPE), 2, -150, 170) };
  gpu.submit('test', (commands) => {
    input.setTensor(tensor, commands);
  });
  expect((await readTensor(gpu, target)).data).toEqual(tensor.data);
  const shown = await readTensor(gpu, input.picture);
  const wanted = deprocess(tensor, KERAS);
  expect(differenceOf(shown.data, wanted.data).relative).toBeLessThanOrEqual(TOLERANCE);

  const wrong = { shape: [3, 32, 24] as const, data: tensor.data };
  expect(() => {
    gpu.submit('test', (commands) => {
      input.setTensor(wrong, commands);
    });
  }).toThrow('3 x 32 x 24 instead of 3 x 24 x 32');
  input.dispose();
  target.dispose();
});

test('30 pictures of all sizes leave no byte, and another frame of the same makes no buffer', async () => {
  const before = gpu.stats.liveBytes;
  const target = createTensor(gpu, 'test.target', SHAPE);
  const input = await PictureInput.create(gpu, TORCH, target);
  let afterFirst = 0;
  for (let i = 0; i < 30; i += 1) {
    const texture = pictureTexture(gpu, noisePicture(8 + 3 * i, 90 - 2 * i, i));
    const feed = await input.prepare(texture, i % 2 ? 'crop' : 'stretch');
    const made = gpu.stats.buffersCreated;
    for (let frame = 0; frame < 3; frame += 1) {
      gpu.submit('test', (commands) => {
        feed.encode(commands);
      });
    }
    expect(gpu.stats.buffersCreated).toBe(made);
    feed.dispose();
    texture.dispose();
    if (i === 0) afterFirst = gpu.stats.liveBytes;
  }
  expect(gpu.stats.liveBytes).toBe(afterFirst);
  input.dispose();
  target.dispose();
  expect(gpu.stats.liveBytes).toBe(before);
});
