/** A small part of `npm run test:dreams`: eight channels, few steps, the tiles of the test picture as samples. */
import { afterAll, expect, it } from 'vitest';
import { Gpu } from '../../src/gpu/index.ts';
import { openNodeGpu } from '../../src/gpu/testing/node-gpu.ts';
import type { DreamSubject } from '../../src/insight/dream/index.ts';
import { testPicture } from '../../src/insight/verify/test-picture.ts';
import type { Tensor3 } from '../../src/math/index.ts';
import { Network, readManifest, recogniseModel } from '../../src/network/index.ts';
import { embeddedModel, weightsJson } from '../../src/network/testing/embedded-model.ts';
import { gainOf, medianOf } from './figures.ts';
import type { DreamFigures } from './figures.ts';
import { measureLayer } from './measure.ts';

const SIDE = 64;
const TILES = 3;
const STEPS = 16;

const gpu = await Gpu.open(openNodeGpu());
const file = embeddedModel();
const network = await Network.load(gpu, recogniseModel(file).layers, file);
const [entry] = readManifest(weightsJson('manifest.json'));
const { scoreSize, trainSize } = entry!.input;
const subject: DreamSubject = { network, spec: entry!.input, denseSize: scoreSize, trainSize };
afterAll(() => {
  network.dispose();
  gpu.dispose();
});

function tiles(): readonly Tensor3[] {
  const { rgba, width } = testPicture(TILES * SIDE);
  return Array.from({ length: TILES * TILES }, (_, tile) => {
    const [top, left] = [Math.floor(tile / TILES) * SIDE, (tile % TILES) * SIDE];
    const data = Float32Array.from({ length: 3 * SIDE * SIDE }, (__, index) => {
      const [color, cell] = [Math.floor(index / SIDE ** 2), index % SIDE ** 2];
      const [y, x] = [top + Math.floor(cell / SIDE), left + (cell % SIDE)];
      return rgba[4 * (y * width + x) + color]! / 255;
    });
    return { shape: [3, SIDE, SIDE] as const, data };
  });
}

it('grows dreams that are excited, by themselves and when moved', async () => {
  const dreams: DreamFigures[] = [];
  for (const layer of ['block1_conv2', 'block2_conv2', 'block3_conv2', 'block4_conv2']) {
    await measureLayer(gpu, subject, {
      layer,
      channels: [4, 11],
      samples: tiles(),
      details: { steps: STEPS },
      naive: 0,
      kept: new Map(),
      onDream: (figures) => dreams.push(figures),
    });
  }
  const robust = medianOf(dreams.map((one) => one.robust));
  const ahead = dreams.map((one) => one.ahead);
  console.info(
    `gain ${dreams.map((one) => gainOf(one).toFixed(1)).join(' ')}, ahead ${ahead.join(' ')}, robust ${robust.toFixed(2)}`,
  );
  expect(dreams).toHaveLength(8);
  for (const { start, end } of dreams) expect(end).toBeGreaterThan(start);
  expect(medianOf(dreams.map(gainOf))).toBeGreaterThan(3);
  expect(robust).toBeGreaterThan(0.6);
  expect(ahead.filter((one) => one === 0).length).toBeGreaterThanOrEqual(5);
});
