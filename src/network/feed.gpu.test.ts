/** Weights that are fed to a device with little room: dense layers are kept shorter, and the network still works. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OutOfMemoryError, randomArray } from '../base/index.ts';
import { Gpu, writeTensor } from '../gpu/index.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import { BlobSource, openSafetensors, parseSafetensors, writeSafetensors } from '../io/index.ts';
import type { Tensor3 } from '../math/index.ts';
import { vgg } from './architectures.ts';
import { feedNetwork } from './feed.ts';
import { Network } from './network.ts';
import { recogniseModel } from './recognise.ts';
import { cpuForward } from './testing/cpu-forward.ts';
import { METADATA, randomTensors } from './testing/random-weights.ts';

/** fc1: 512 to 2,100, of which f32 takes 4.3 MB, f16 2.15 MB and 8 bits 1.2 MB. */
const HEAD = { kind: 'dense', classes: 10, units: 2100, map: [2, 2] } as const;
const LAYERS = vgg({ name: 'vgg11', width: 1 / 4, head: HEAD });
const BYTES = writeSafetensors(randomTensors(LAYERS, 3), { ...METADATA, architecture: 'vgg11' });
const FILE = new Blob([BYTES]);
const INPUT: Tensor3 = { shape: [3, 64, 64], data: randomArray(3 * 64 * 64, 8) };
const { signal } = new AbortController();

let gpu: Gpu;
beforeEach(async () => {
  gpu = await Gpu.open(openNodeGpu());
});
afterEach(() => {
  gpu.dispose();
});

/** The device refuses buffers of weights above so many bytes. */
function limit(bytes: number): void {
  const allocate = gpu.buffer.bind(gpu);
  gpu.buffer = (label, size) => {
    if (label === 'Network.fc1.weights' && size > bytes) {
      throw new OutOfMemoryError('out-of-memory', label, { bytes: size });
    }
    return allocate(label, size);
  };
}

async function logitsOf(network: Network): Promise<Float32Array> {
  const archive = await openSafetensors(new BlobSource(FILE, 'head'), signal);
  const { sources } = recogniseModel(archive);
  await feedNetwork(gpu, network, { archive, sources, precision: 'f32', signal });
  const pass = await network.pass({ height: 64, width: 64 });
  writeTensor(gpu, pass.input, INPUT);
  gpu.submit('test', (commands) => {
    pass.encode(commands);
  });
  const { data } = await pass.readActivations('logits');
  pass.dispose();
  return data;
}

test.each([
  // Rounding of 512 weights a sum: 2^-11 and 1/254 of the largest in a group of 32, at random signs, in three layers.
  [Infinity, 'f16', 2e-3],
  [1_700_000, 'q8', 3e-2],
] as const)('with %s bytes in one buffer they are kept as %s', async (bytes, format, tolerance) => {
  const exact =
    cpuForward(LAYERS, parseSafetensors(BYTES), INPUT).get('logits')?.data ?? INPUT.data;
  limit(bytes);
  const network = new Network(gpu, LAYERS);
  const logits = await logitsOf(network);
  expect(network.learned('fc1')?.weights.format).toBe(format);
  expect(network.denseFormat).toBe(format);
  const largest = Math.max(...exact.map(Math.abs));
  logits.forEach((value, i) => {
    expect(Math.abs(value - (exact[i] ?? NaN)) / largest).toBeLessThan(tolerance);
  });
});

test('where even that is too much it is told, and nothing is left behind', async () => {
  const before = gpu.stats.liveBytes;
  limit(400_000);
  const network = new Network(gpu, LAYERS);
  await expect(logitsOf(network)).rejects.toThrow(OutOfMemoryError);
  network.dispose();
  expect(gpu.stats.liveBytes).toBe(before);
});
