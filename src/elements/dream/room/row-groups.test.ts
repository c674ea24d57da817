/** Rows of the overview: one a block, one for each layer that stands alone, in the order of the network. */
import { expect, test } from 'vitest';
import { rowGroups, shortLayerName } from './row-groups.ts';

const named = (names: readonly string[]): { name: string; channels: number }[] =>
  names.map((name) => ({ name, channels: 8 }));

test('a row a block, which shows the last convolution', () => {
  const groups = rowGroups(
    named(['block1_conv1', 'block1_conv2', 'block1_pool', 'block2_conv1', 'fc1', 'predictions']),
  );
  expect(groups.map(({ name, story, usual }) => [name, story, usual])).toEqual([
    ['block1', 'block1', 'block1_conv2'],
    ['block2', 'block2', 'block2_conv1'],
    ['fc1', 'dense', 'fc1'],
    ['predictions', 'classes', 'predictions'],
  ]);
  expect(groups[0]?.layers.map(({ name }) => shortLayerName(name))).toEqual([
    'conv1',
    'conv2',
    'pool',
  ]);
});

test('a block of no story and a pooled layer have a sentence of their own', () => {
  const groups = rowGroups(named(['block6_conv1', 'global_average_pool']));
  expect(groups.map(({ story }) => story)).toEqual(['other', 'pooled']);
});

test('no layers, no rows', () => {
  expect(rowGroups([])).toEqual([]);
});
