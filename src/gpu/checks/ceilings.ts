/** What is run to measure a device computes what it says, so that no compiler has left any of it out. */
import { randomArray } from '../../base/index.ts';
import type { Gpu } from '../gpu.ts';
import {
  COPY_PIECE_BYTES,
  MULTIPLY_ADD_GROUP_BYTES,
  prepareCopy,
  prepareMultiplyAdd,
} from '../kernels/ceilings.ts';
import type { ArithmeticPrecision } from '../kernels/ceilings.ts';
import { expectClose, expectRefusal, runOnce } from './check.ts';
import type { KernelCheck } from './check.ts';

const THREADS = 64;
const CHAINS = 8;
const LANES = 4;
const STEPS_A_ROUND = 4;
/** Relative; factors below 1 keep what is rounded from growing. Eight halves are added up in the end. */
const TOLERANCE: Readonly<Record<ArithmeticPrecision, number>> = { f32: 1e-6, f16: 4e-3 };

interface Case {
  readonly what: string;
  readonly groups: number;
  readonly rounds: number;
  readonly factor: number;
  readonly term: number;
}

const CASES: readonly Case[] = [
  { what: 'no round', groups: 1, rounds: 0, factor: 0.5, term: 1 },
  { what: 'one round', groups: 3, rounds: 1, factor: 0.875, term: 0.25 },
  { what: 'seven rounds', groups: 17, rounds: 7, factor: -0.9375, term: 1.5 },
  { what: 'to and fro, as measured', groups: 2, rounds: 33, factor: -1, term: 1.5 },
];

/** What the threads of one workgroup write, in double precision. */
function multiplyAdds({ rounds, factor, term }: Case): number[] {
  return Array.from({ length: THREADS * LANES }, (_, index) => {
    let sum = 0;
    for (let chain = 0; chain < CHAINS; chain += 1) {
      let x = Math.floor(index / LANES) / THREADS + chain;
      for (let step = 0; step < STEPS_A_ROUND * rounds; step += 1) x = x * factor + term;
      sum += x;
    }
    return sum;
  });
}

async function checkMultiplyAdd(
  gpu: Gpu,
  precision: ArithmeticPrecision,
  one: Case,
): Promise<void> {
  const bytes = one.groups * MULTIPLY_ADD_GROUP_BYTES;
  const output = gpu.bufferFrom('check.output', new Float32Array(bytes / 4).fill(Number.NaN));
  runOnce(gpu, await prepareMultiplyAdd(gpu, 'check', { ...one, output, precision }));
  const expected = multiplyAdds(one);
  const found = new Float32Array(await gpu.read(output));
  for (let from = 0; from < found.length; from += expected.length) {
    expectClose(found.subarray(from, from + expected.length), expected, TOLERANCE[precision]);
  }
  output.dispose();
}

export const CEILING_CHECKS: readonly KernelCheck[] = [
  ...CASES.flatMap((one): KernelCheck[] => [
    {
      name: `multiply_add: ${one.what}, f32`,
      run: (gpu) => checkMultiplyAdd(gpu, 'f32', one),
    },
    {
      name: `multiply_add: ${one.what}, f16`,
      needs: ['shader-f16'],
      run: (gpu) => checkMultiplyAdd(gpu, 'f16', one),
    },
  ]),
  ...[1, 2, 37].map((pieces): KernelCheck => ({
    name: `copy: ${String(pieces)} pieces`,
    run: async (gpu) => {
      const values = randomArray((pieces * COPY_PIECE_BYTES) / 4, pieces, -1, 1);
      const input = gpu.bufferFrom('check.input', values);
      const output = gpu.bufferFrom(
        'check.output',
        new Float32Array(values.length).fill(Number.NaN),
      );
      runOnce(gpu, await prepareCopy(gpu, 'check', { input, output }));
      expectClose(new Float32Array(await gpu.read(output)), values, 0);
      for (const made of [input, output]) made.dispose();
    },
  })),
  {
    name: 'copy: refuses what is no multiple of a piece',
    run: async (gpu) => {
      const input = gpu.buffer('check.input', COPY_PIECE_BYTES + 4);
      await expectRefusal(() => prepareCopy(gpu, 'check', { input, output: input }), '16388');
      input.dispose();
    },
  },
];
