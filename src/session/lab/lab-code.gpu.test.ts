/** The shaders as they stand, compiled and run, against the references. */
import { afterAll, expect, test } from 'vitest';
import { openDevice } from '../../gpu/adapter.ts';
import { expectClose } from '../../gpu/checks/check.ts';
import { openNodeGpu } from '../../gpu/testing/node-gpu.ts';
import { runShader } from '../../gpu/testing/run-shader.ts';
import { convolutionCode, poolCode } from './lab-code.ts';
import {
  convolutionRequests,
  pictureOf,
  poolRequests,
  referenceOf,
} from '../testing/code-requests.ts';

/** f32 sums of at most 147 products, relative to the largest. */
const TOLERANCE = 1e-5;

const { device } = await openDevice(openNodeGpu());
afterAll(() => {
  device.destroy();
});

/** The numbers that the shader's second line says. */
function groupsOf(code: string): [number, number, number] {
  const [, x, y, z] = /^\/\/ dispatchWorkgroups\((\d+), (\d+), (\d+)\)$/m.exec(code) ?? [];
  return [Number(x), Number(y), Number(z)];
}

const convolutions = convolutionRequests(80, 5);
const all = [
  ...convolutions.map((request) => ({ request, code: convolutionCode(request).wgsl })),
  ...poolRequests(16, 6).map((request) => ({ request, code: poolCode(request).wgsl })),
];

test('every request computes what the lab computes', async () => {
  expect(new Set(convolutions.map(({ padding }) => padding)).size).toBe(5);
  for (const [seed, { request, code }] of all.entries()) {
    const picture = pictureOf(request, seed);
    const expected = await referenceOf(request, picture);
    const about = `${JSON.stringify(request)}\n${code}`;
    const length = expected.data.length;
    const found = await runShader(device, code, groupsOf(code), picture.data, length).catch(
      (error: unknown) => {
        throw new Error(`${String(error)}\n${about}`);
      },
    );
    expect(() => expectClose(found, expected.data, TOLERANCE), about).not.toThrow();
  }
});

test('numbers of any length are numbers of a shader', async () => {
  const code = convolutionCode({
    input: [1, 1, 2],
    kernel: { size: [1, 2], values: [1e20, 1.5e-7] },
    channels: 'grey',
    stride: 1,
    dilation: 1,
    padding: 'constant',
    value: -3e12,
    mode: 'full',
    flip: false,
  }).wgsl;
  const found = await runShader(device, code, groupsOf(code), Float32Array.of(2, 4), 3);
  expectClose(found, [-3e32, 2e20 + 6e-7, 4e20], 1e-6);
});
