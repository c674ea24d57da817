/** The .npy files: read by the letter of the format, and by NumPy itself where it is installed. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeNpy } from './npy.ts';

const VALUES = Float32Array.from({ length: 24 }, (_, i) => (i - 5) / 7);
const SHAPES: readonly (readonly number[])[] = [[24], [4, 6], [2, 3, 4]];

/** A reader that knows only the description of the format. */
function read(file: Uint8Array): { header: string; shape: number[]; values: number[] } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  expect([...file.subarray(0, 6)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]);
  expect([...file.subarray(6, 8)]).toEqual([1, 0]);
  const start = 10 + view.getUint16(8, true);
  const header = new TextDecoder('ascii').decode(file.subarray(10, start));
  const tuple = /'shape': \(([^)]*)\)/.exec(header)?.[1] ?? '';
  const shape = tuple.split(',').flatMap((part) => (part.trim() ? [Number(part)] : []));
  const values: number[] = [];
  for (let at = start; at < file.byteLength; at += 4) values.push(view.getFloat32(at, true));
  return { header, shape, values };
}

const PYTHON = `
import json, sys
import numpy
array = numpy.load(sys.argv[1], allow_pickle=False)
print(json.dumps({
    'shape': array.shape, 'dtype': array.dtype.str, 'c': bool(array.flags['C_CONTIGUOUS']),
    'fortran': bool(numpy.isfortran(array)), 'values': array.ravel().tolist(),
    'last': float(array[tuple(-1 for _ in array.shape)]),
}))
`;

function hasNumpy(): boolean {
  try {
    execFileSync('python3', ['-c', 'import numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const numpy = hasNumpy();
const note = numpy ? '' : ' (skipped: python3 with numpy is not there)';

function loadWithNumpy(file: Uint8Array): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'kawasemi-npy-'));
  try {
    const path = join(folder, 'array.npy');
    writeFileSync(path, file);
    return JSON.parse(execFileSync('python3', ['-c', PYTHON, path], { encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('writeNpy', () => {
  it.each(SHAPES.map((shape) => [shape.join(' x '), shape] as const))(
    'writes %s by the letter of the format',
    (_, shape) => {
      const file = writeNpy({ shape, data: VALUES });
      const { header, shape: found, values } = read(file);
      expect(header).toContain("'descr': '<f4', 'fortran_order': False");
      expect(header.endsWith('\n')).toBe(true);
      expect((10 + header.length) % 64).toBe(0);
      expect(found).toEqual(shape);
      expect(values).toEqual([...VALUES]);
    },
  );

  it('writes a tuple of one with its comma', () => {
    expect(read(writeNpy({ shape: [24], data: VALUES })).header).toContain('(24,)');
  });

  it('writes a part of a larger buffer', () => {
    expect(read(writeNpy({ shape: [3], data: VALUES.subarray(7, 10) })).values).toEqual([
      ...VALUES.subarray(7, 10),
    ]);
  });

  it('keeps what is not finite', () => {
    const data = Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY);
    expect(read(writeNpy({ shape: [2], data })).values).toEqual([NaN, Infinity]);
  });

  it.each([[[]], [[0]], [[5]], [[2, 0, 12]], [[-24]], [[1.5, 16]]])(
    'refuses the shape %j for 24 values',
    (shape) => {
      expect(() => writeNpy({ shape, data: VALUES })).toThrow(RangeError);
    },
  );

  it('refuses nothing', () => {
    expect(() => writeNpy({ shape: [0], data: new Float32Array(0) })).toThrow(RangeError);
  });

  it.skipIf(!numpy).each(SHAPES.map((shape) => [shape.join(' x '), shape] as const))(
    `NumPy loads %s${note}`,
    (_, shape) => {
      expect(loadWithNumpy(writeNpy({ shape, data: VALUES }))).toEqual({
        shape,
        dtype: '<f4',
        c: true,
        fortran: false,
        values: [...VALUES],
        last: VALUES.at(-1),
      });
    },
  );
});
