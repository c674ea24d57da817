/** What a pass holds on the GPU beside the weights: counted from the plan, and as it is. */
import { afterAll, describe, expect, test } from 'vitest';
import { Gpu } from '../gpu/index.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import { IMAGENET_HEAD, vgg } from './architectures.ts';
import { activationBytes } from './layer-cost.ts';
import { Network } from './network.ts';
import { planLayers } from './plan.ts';

/** What the values of VGG-16 may take at 224 px. */
const MOST_BYTES = 64e6;
/** Parameters of a launch; without weights only those of poolings, flatten and global pooling are prepared. */
const BYTES_OF_PARAMETERS = 64;
/** Values that its convolutions write at 224 px. */
const CONVOLVED = 13_547_520;

const gpu = await Gpu.open(openNodeGpu());
afterAll(() => {
  gpu.dispose();
});

const NETWORKS = [
  ['VGG-16 with its head', { name: 'vgg16', head: IMAGENET_HEAD }, 224],
  [
    'a VGG-11 of odd channels',
    { name: 'vgg11', width: 1 / 9, head: { kind: 'global-average-pool', classes: 6 } },
    45,
  ],
] as const;

describe('activationBytes', () => {
  test.each(NETWORKS)('is what a pass of %s holds', async (_, options, pixels) => {
    const layers = vgg(options);
    const size = { height: pixels, width: pixels };
    const before = gpu.stats.liveBytes;
    const network = new Network(gpu, layers);
    const pass = await network.pass(size);
    expect(pass.plan.map(({ layer }) => layer.name)).toEqual(layers.map(({ name }) => name));
    const held = gpu.stats.liveBytes - before;
    const counted = activationBytes(pass.plan);
    expect(held).toBeGreaterThanOrEqual(counted);
    expect(held - counted).toBeLessThanOrEqual(layers.length * BYTES_OF_PARAMETERS);
    pass.dispose();
    network.dispose();
    expect(gpu.stats.liveBytes).toBe(before);
  });

  test('of VGG-16 at 224 px keeps to 64 MB, with the input and the winners', () => {
    const plan = planLayers(vgg({ name: 'vgg16', head: IMAGENET_HEAD }), {
      height: 224,
      width: 224,
    });
    const pooled = 64 * 112 * 112 + 128 * 56 * 56 + 256 * 28 * 28 + 512 * (14 * 14 + 7 * 7);
    const bytes = activationBytes(plan);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    // What no layout can do without: four bytes a value, and one more for the winner of a pooled one.
    expect(bytes).toBeGreaterThan(CONVOLVED * 4 + pooled * (4 + 1));
  });
});
