/** A dropped file is taken for weights by its name alone. */
import { expect, it } from 'vitest';
import { isWeightsName } from './weights-name.ts';

it.each([
  'model.safetensors',
  'VGG16.H5',
  'vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5',
  'a.b.npz',
  'x.pth',
])('%s holds weights', (name) => expect(isWeightsName(name)).toBe(true));

it.each(['bird.jpg', 'h5', 'safetensors', 'weights.png', ''])('%s does not', (name) =>
  expect(isWeightsName(name)).toBe(false),
);
