/** The Python as it stands, run by Python, against the references. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it, test } from 'vitest';
import { expectClose } from '../../gpu/checks/check.ts';
import { convolutionCode, poolCode } from './lab-code.ts';
import {
  convolutionRequests,
  poolRequests,
  pictureOf,
  referenceOf,
} from '../testing/code-requests.ts';

/** Reads a list of {code, shape, data}, runs each with its own names, writes a list of {shape, data}. */
const PYTHON = `
import json, sys
import numpy as np
def run(one):
    names = {'x': np.array(one['data'], dtype=float).reshape(one['shape'])}
    exec(one['code'], names)
    return {'shape': list(names['y'].shape), 'data': names['y'].ravel().tolist()}
print(json.dumps([run(one) for one in json.load(sys.stdin)]))
`;

interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

function hasSciPy(): boolean {
  try {
    execFileSync('python3', ['-c', 'import numpy, scipy.signal'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const isThere = hasSciPy();
const note = isThere ? '' : ' (skipped: python3 with numpy and scipy is not there)';

const convolutions = convolutionRequests(240, 3);
const pools = poolRequests(40, 4);
const cases = [
  ...convolutions.map((request, seed) => ({ request, code: convolutionCode(request), seed })),
  ...pools.map((request, seed) => ({ request, code: poolCode(request), seed })),
];

test.skipIf(!isThere)(
  `Python makes of every request what the lab makes${note}`,
  async () => {
    const given = cases.map(({ request, code, seed }) => {
      const { shape, data } = pictureOf(request, seed);
      return { code: code.numpy, shape, data: [...data] };
    });
    const text = execFileSync('python3', ['-c', PYTHON], {
      input: JSON.stringify(given),
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    const found = JSON.parse(text) as readonly Numbers[];
    expect(found).toHaveLength(cases.length);
    for (const [index, { request, code, seed }] of cases.entries()) {
      const expected = await referenceOf(request, pictureOf(request, seed));
      const about = `${JSON.stringify(request)}\n${code.numpy}`;
      expect(found[index]!.shape, about).toEqual(expected.shape);
      expect(() => expectClose(found[index]!.data, expected.data, 1e-6), about).not.toThrow();
    }
  },
  60_000,
);

describe('the requests', () => {
  it('have every border, mode and kind of channels, with and without everything', () => {
    const seen = (key: 'padding' | 'mode' | 'channels' | 'flip' | 'stride' | 'dilation'): number =>
      new Set(convolutions.map((request) => request[key])).size;
    expect([seen('padding'), seen('mode'), seen('channels'), seen('flip')]).toEqual([5, 3, 3, 2]);
    expect([seen('stride'), seen('dilation')]).toEqual([4, 4]);
    const isEven = convolutions.filter(({ kernel }) => kernel.size.some((size) => size % 2 === 0));
    expect(
      isEven.filter(({ mode, dilation }) => mode === 'same' && dilation > 1).length,
    ).toBeGreaterThan(10);
  });
});

describe('the text', () => {
  const outline = {
    input: [1, 5, 5],
    kernel: { size: [3, 3], values: [0, 1, 0, 1, -4, 1, 0, 1, 0] },
    channels: 'grey',
    stride: 1,
    dilation: 1,
    padding: 'constant',
    value: 0,
    mode: 'same',
    flip: false,
  } as const;

  it('is what one would write', () => {
    expect(convolutionCode(outline).numpy).toBe(`import numpy as np
from scipy.signal import correlate2d

# x: floats, rows × columns
k = np.array([[0, 1, 0],
              [1, -4, 1],
              [0, 1, 0]])
y = correlate2d(x, k, mode='same')
`);
    const blur = { size: [1, 3], values: [0.25, 0.5, 0.25] } as const;
    const last = (text: string) => text.trimEnd().split('\n').slice(-2).join('\n');
    expect(last(convolutionCode({ ...outline, kernel: blur, padding: 'wrap', stride: 2 }).numpy))
      .toBe(`k = np.array([[1, 2, 1]]) / 4
y = correlate2d(x, k, mode='same', boundary='wrap')[::2, ::2]`);
    expect(last(convolutionCode({ ...outline, padding: 'edge', flip: true }).numpy)).toBe(
      `p = np.pad(x, ((1, 1), (1, 1)), mode='edge')
y = convolve2d(p, k, mode='valid')`,
    );
    expect(last(poolCode({ input: [1, 4, 4], kind: 'max', size: 2, stride: 2 }).numpy)).toBe(
      `windows = sliding_window_view(x, (2, 2), axis=(-2, -1))
y = windows[..., ::2, ::2, :, :].max(axis=(-2, -1))`,
    );
  });

  it('of a shader has its numbers in it', () => {
    const { wgsl } = convolutionCode({ ...outline, padding: 'reflect', stride: 2 });
    expect(wgsl).toContain('const STRIDE = 2;');
    expect(wgsl).toContain('  1, -4, 1,\n');
    expect(wgsl).toContain('dispatchWorkgroups(1, 1, 1)');
    expect(wgsl).not.toMatch(/undefined|NaN/);
  });

  it('is not made of a window that does not fit', () => {
    const large = { ...outline, mode: 'valid', dilation: 3 } as const;
    expect(() => convolutionCode(large)).toThrow('does not fit');
    expect(() => poolCode({ input: [1, 4, 4], kind: 'max', size: 5, stride: 1 })).toThrow(
      'does not fit',
    );
  });
});
