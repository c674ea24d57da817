/** Winograd's multiplies alone, against a loop over what their storage holds exactly. Knows no convolution. */
import { randomArray } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import { decodeF16, encodeF16 } from '../../io/float-codec.ts';
import { BLOCK } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import {
  DIRECT_TILES,
  QUAD_TILES,
  SHARED_TILES,
  prepareMultiplyDirect,
  prepareMultiplyQuads,
  prepareMultiplyTiles,
} from '../kernels/winograd.ts';
import type { MultiplyRequest } from '../kernels/winograd.ts';
import { expectClose, runOnce } from './check.ts';
import type { KernelCheck } from './check.ts';

type Storage = MultiplyRequest['storage'];

interface Multiply {
  readonly name: string;
  readonly storages: readonly Storage[];
  readonly needs: NonNullable<KernelCheck['needs']>;
  readonly perInvocation: readonly number[];
  prepare(
    gpu: Gpu,
    label: string,
    request: MultiplyRequest,
    perInvocation: number,
  ): Promise<Owned<Dispatch>>;
}

type Case = Pick<
  MultiplyRequest,
  'tiles' | 'stride' | 'inputBlocks' | 'outputBlocks' | 'positions'
>;

/** Sums of up to 520 products in f32; the loop has the factors as they are stored, so all storages are as close. */
const TOLERANCE = 3e-6;
const MATRIX = BLOCK * BLOCK;
/** Steps of a signed 16 bit part of 1. */
const STEPS = 32_767;

const MULTIPLIES: readonly Multiply[] = [
  {
    name: 'multiply_tiles',
    storages: ['f32', 'q16', 'f16'],
    needs: [],
    perInvocation: SHARED_TILES,
    prepare: prepareMultiplyTiles,
  },
  {
    name: 'multiply_direct',
    storages: ['f32', 'q16', 'f16'],
    needs: [],
    perInvocation: DIRECT_TILES,
    prepare: prepareMultiplyDirect,
  },
  {
    name: 'multiply_quads',
    storages: ['f32', 'q16'],
    needs: ['subgroups'],
    perInvocation: QUAD_TILES,
    prepare: prepareMultiplyQuads,
  },
];

const CASES: readonly Case[] = [
  { tiles: 1, stride: 1, inputBlocks: 1, outputBlocks: 1, positions: 1 },
  // Neither a step, a group of tiles nor one of blocks is full; there is room for more tiles.
  { tiles: 67, stride: 70, inputBlocks: 5, outputBlocks: 17, positions: 3 },
  { tiles: 9, stride: 9, inputBlocks: 130, outputBlocks: 2, positions: 2 },
  { tiles: 64, stride: 64, inputBlocks: 4, outputBlocks: 16, positions: 2 },
];

export const MULTIPLY_CHECKS: readonly KernelCheck[] = MULTIPLIES.flatMap((multiply) =>
  multiply.perInvocation.flatMap((perInvocation) =>
    multiply.storages.flatMap((storage) =>
      CASES.map((item) => checkOf(multiply, perInvocation, storage, item)),
    ),
  ),
);

function checkOf(
  multiply: Multiply,
  perInvocation: number,
  storage: Storage,
  item: Case,
): KernelCheck {
  const needs = [...multiply.needs, ...(storage === 'f16' ? (['shader-f16'] as const) : [])];
  const { tiles, inputBlocks, outputBlocks, positions } = item;
  const size = [positions, outputBlocks, inputBlocks, tiles].join(' x ');
  return {
    name: `${multiply.name} by ${String(perInvocation)} in ${storage}: ${size}`,
    ...(needs.length > 0 && { needs }),
    run: async (gpu) => {
      const values = stored(storage, randomArray(positions * inputBlocks * item.stride * BLOCK, 1));
      const weights = storedWeights(storage, positions * outputBlocks * inputBlocks * MATRIX);
      const scales =
        storage === 'q16' ? randomArray(positions * outputBlocks * BLOCK, 3, 0.1, 2) : null;
      const poison = new Float32Array(positions * outputBlocks * item.stride * BLOCK).fill(NaN);
      const buffers = {
        transformed: gpu.bufferFrom('check.transformed', values.words),
        weights: gpu.bufferFrom('check.weights', weights.words),
        scales: scales && gpu.bufferFrom('check.scales', scales),
        sums: gpu.bufferFrom('check.sums', poison),
      };
      const request = { ...item, ...buffers, storage };
      runOnce(gpu, await multiply.prepare(gpu, 'check', request, perInvocation));
      const sums = new Float32Array(await gpu.read(buffers.sums));
      const expected = product(item, values.numbers, weights.numbers, scales);
      const rows = positions * outputBlocks;
      const rowOf = (row: number): Float32Array =>
        sums.subarray(row * item.stride * BLOCK, (row + 1) * item.stride * BLOCK);
      const made = Array.from({ length: rows }, (_, row) => [
        ...rowOf(row).subarray(0, tiles * BLOCK),
      ]);
      expectClose(made.flat(), expected, TOLERANCE);
      const beyond = Array.from({ length: rows }, (_, row) => [
        ...rowOf(row).subarray(tiles * BLOCK),
      ]).flat();
      if (!beyond.every(Number.isNaN)) throw new Error('wrote beyond the last tile');
      for (const buffer of Object.values(buffers)) buffer?.dispose();
    },
  };
}

/** Numbers and the words that hold just these. */
interface Stored {
  readonly numbers: Float32Array;
  readonly words: Uint32Array;
}

function stored(storage: Storage, random: Float32Array): Stored {
  if (storage === 'f16') {
    const { buffer } = encodeF16(random);
    return { numbers: decodeF16(new Uint8Array(buffer)), words: new Uint32Array(buffer) };
  }
  const numbers = Float32Array.from(random);
  return { numbers, words: new Uint32Array(numbers.buffer) };
}

/** Of q16 the four rows of a column lie one after the other, two in a word, the first in the lower half. */
function storedWeights(storage: Storage, length: number): Stored {
  const random = randomArray(length, 2);
  if (storage !== 'q16') return stored(storage, random);
  const parts = Int16Array.from(random, (value) => Math.round(value * STEPS));
  const numbers = Float32Array.from(parts, (part) => part / STEPS);
  return { numbers, words: new Uint32Array(parts.buffer) };
}

/** [position][output block][tile] of four channels, by the definition. */
function product(
  { tiles, stride, inputBlocks, outputBlocks, positions }: Case,
  values: Float32Array,
  weights: Float32Array,
  scales: Float32Array | null,
): number[] {
  const made: number[] = [];
  for (let row = 0; row < positions * outputBlocks; row += 1) {
    const first = Math.floor(row / outputBlocks) * inputBlocks;
    for (let tile = 0; tile < tiles; tile += 1) {
      for (let output = 0; output < BLOCK; output += 1) {
        let sum = 0;
        for (let input = 0; input < inputBlocks * BLOCK; input += 1) {
          const block = Math.floor(input / BLOCK);
          const lane = input % BLOCK;
          const weight = weights[(row * inputBlocks + block) * MATRIX + lane * BLOCK + output];
          const value = values[((first + block) * stride + tile) * BLOCK + lane];
          sum += (weight ?? NaN) * (value ?? NaN);
        }
        made.push(sum * (scales ? (scales[row * BLOCK + output] ?? NaN) : 1));
      }
    }
  }
  return made;
}
