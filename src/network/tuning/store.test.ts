/** What measurements are kept under, so that none is used on a device, host or kernel that it was not made with. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ADAPTER_FACTS as FACTS } from '../../gpu/testing/adapter-facts.ts';
import { KERNELS_VERSION, memoryStore, tuningKey } from './store.ts';

const SHADERS = new URL('../../../shaders/', import.meta.url);
/** Shaders that are no part of a convolution. New ones belong to it until they are named here. */
const OTHERS =
  /^(backward|dream|image|insight|lab|measure|stats|view)\/|^forward\/(average_pool|dense|flatten|global_average_pool|pack_dense|padded_convolution|softmax)\.wgsl$/;
const INCLUDE = /#include\s+"([^"]+)"/g;

/** Comments and spaces change no time. */
function codeOf(path: string): string {
  const text = readFileSync(new URL(path, SHADERS), 'utf8');
  return text.replace(/\/\/.*$/gm, '').replace(/\s+/g, ' ');
}

/** The files of the kernels of convolutions with all that they include. */
function kernelFiles(): readonly string[] {
  const all = readdirSync(SHADERS, { recursive: true, encoding: 'utf8' });
  const roots = all
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.wgsl') && !path.startsWith('lib/') && !OTHERS.test(path));
  const files = new Set(roots);
  // A set hands out what is added on the way as well.
  for (const path of files) {
    for (const [, included = ''] of codeOf(path).matchAll(INCLUDE)) files.add(included);
  }
  return [...files].sort();
}

test('the version of the kernels is that of their shaders', () => {
  const files = kernelFiles();
  expect(files).toContain('winograd/multiply_quads.wgsl');
  expect(files).toContain('forward/convolution_3x3.wgsl');
  expect(files).toContain('lib/winograd.wgsl');
  const hash = createHash('sha256');
  for (const path of files) hash.update(`${path}\n${codeOf(path)}\n`);
  // Shaders of convolutions have changed? Put the new value into store.ts.
  expect(KERNELS_VERSION).toBe(hash.digest('hex').slice(0, 12));
});

test('a key tells devices, hosts and features apart', () => {
  const keys = [
    tuningKey(FACTS, 'Chromium 150'),
    tuningKey(FACTS, 'Chromium 151'),
    tuningKey({ ...FACTS, vendor: 'w' }, 'Chromium 150'),
    tuningKey({ ...FACTS, architecture: 'b' }, 'Chromium 150'),
    tuningKey({ ...FACTS, description: 'driver 2' }, 'Chromium 150'),
    tuningKey({ ...FACTS, features: { ...FACTS.features, f16: false } }, 'Chromium 150'),
    tuningKey({ ...FACTS, subgroupSize: { min: 8, max: 32 } }, 'Chromium 150'),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  expect(tuningKey({ ...FACTS }, 'Chromium 150')).toBe(keys[0]);
  for (const key of keys) expect(key).toContain(KERNELS_VERSION);
});

test('what is kept in memory is a copy, and is forgotten on request', async () => {
  const store = memoryStore();
  const measured = new Map([['shape', { general: 1 }]]);
  await store.save('key', measured);
  measured.clear();
  expect((await store.load('key')).get('shape')).toEqual({ general: 1 });
  expect((await store.load('other')).size).toBe(0);
  await store.clear();
  expect((await store.load('key')).size).toBe(0);
});
