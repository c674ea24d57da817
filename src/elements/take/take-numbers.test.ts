/** Files of numbers: the right part of the layer, its shape and order, and a name that tells. */
import { describe, expect, it } from 'vitest';
import { signal } from '../../base/index.ts';
import type { SessionFace } from '../../session/index.ts';
import { numbersOfLayer, numbersOfVector } from './take-numbers.ts';
import type { TakenFile } from './taken-file.ts';

const shape = [2, 2, 3] as const;
const data = Float32Array.from({ length: 12 }, (_, i) => i / 4);
const session = {
  model: signal({ id: 'kawasemi-mini' }),
  picture: signal({ title: { en: 'Coffee', ja: 'コーヒー' } }),
  inputSize: signal(64),
  layers: signal([{ name: 'block1_conv1', shape }]),
  values: () => Promise.resolve({ shape, data }),
} as unknown as SessionFace;

async function json({ blob }: TakenFile): Promise<unknown> {
  return JSON.parse(await blob.text());
}

async function npy({ blob }: TakenFile): Promise<{ header: string; values: number[] }> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const start = 10 + (bytes[8] ?? 0) + 256 * (bytes[9] ?? 0);
  const header = new TextDecoder().decode(bytes.subarray(10, start));
  return { header, values: [...new Float32Array(bytes.slice(start).buffer)] };
}

const told = { model: 'kawasemi-mini', picture: 'Coffee', inputSize: 64, layer: 'block1_conv1' };

describe('numbersOfLayer', () => {
  it('takes a whole layer', async () => {
    const file = await numbersOfLayer(session, 'block1_conv1', null, 'json');
    expect(file.name).toBe('kawasemi-mini_block1_conv1.json');
    expect(await json(file)).toEqual({
      ...told,
      shape: [2, 2, 3],
      order: 'channel, row, column',
      data: [...data],
    });
  });

  it('takes one channel of it', async () => {
    const file = await numbersOfLayer(session, 'block1_conv1', 1, 'npy');
    expect(file.name).toBe('kawasemi-mini_block1_conv1_channel1.npy');
    const { header, values } = await npy(file);
    expect(header).toContain("'shape': (2, 3)");
    expect(values).toEqual([...data.subarray(6)]);
  });
});

describe('numbersOfVector', () => {
  it('states the order', async () => {
    const file = numbersOfVector(session, 'block1_conv1', 'flatten', data, 'json');
    expect(file.name).toBe('kawasemi-mini_block1_conv1_flatten.json');
    expect(await json(file)).toMatchObject({
      vector: 'flatten',
      shape: [12],
      order: 'index = (row * 3 + column) * 2 + channel; 2 rows',
    });
  });

  it('has one number a channel when pooled', async () => {
    const two = Float32Array.of(1, 2);
    const file = numbersOfVector(session, 'block1_conv1', 'global-max', two, 'npy');
    expect((await npy(file)).header).toContain("'shape': (2,)");
  });
});
