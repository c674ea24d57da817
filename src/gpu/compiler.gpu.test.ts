/** Kernels are compiled once, and a fault is told with the file and line it has in our own files. */
import { afterAll, describe, expect, test } from 'vitest';
import { ShaderError } from '../base/index.ts';
import { openDevice } from './adapter.ts';
import { KernelCompiler } from './compiler.ts';
import { defineKernel } from './definition.ts';
import { GpuMemory } from './memory.ts';
import { openNodeGpu } from './testing/node-gpu.ts';

const { device } = await openDevice(openNodeGpu());
const uncaptured: string[] = [];
device.addEventListener('uncapturederror', (event) => {
  uncaptured.push(event.error.message);
});

afterAll(() => {
  expect(uncaptured).toEqual([]);
  device.destroy();
});

const HEAD = `// Doubles.
#include "lib/double.wgsl"

struct Params {
  count: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> output: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x < params.count) {
`;
const TAIL = `    output[at.x] = double(output[at.x]);
  }
}
`;
const DOUBLE = `// Twice.

fn double(value: f32) -> f32 {
  return value * 2.0;
}
`;
const KERNEL = defineKernel({
  name: 'planted',
  file: 'test/planted.wgsl',
  stage: 'compute',
  bindings: [{ name: 'output', kind: 'write' }],
  params: { count: 'u32' },
  variants: [{}],
});

function compilerOf(main: string, library = DOUBLE): KernelCompiler {
  const sources = new Map([
    ['test/planted.wgsl', main],
    ['lib/double.wgsl', library],
  ]);
  return new KernelCompiler(device, new GpuMemory(device), sources);
}

async function failure(work: Promise<unknown>): Promise<ShaderError> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ShaderError);
  return error as ShaderError;
}

describe('compilation', () => {
  test('happens once per variant, concurrent callers included', async () => {
    const compiler = compilerOf(`${HEAD}#if EXTRA\n    output[0] = 1.0;\n#endif\n${TAIL}`);
    const [a, b, extra] = await Promise.all([
      compiler.compute(KERNEL),
      compiler.compute(KERNEL),
      compiler.compute(KERNEL, { flags: ['EXTRA'] }),
    ]);
    expect(a).toBe(b);
    expect(extra).not.toBe(a);
    expect(compiler.count).toBe(2);
    expect(await compiler.compute(KERNEL)).toBe(a);
  });

  test('is tried again after a failure', async () => {
    const sources = new Map([['test/planted.wgsl', 'nonsense']]);
    const compiler = new KernelCompiler(device, new GpuMemory(device), sources);
    await failure(compiler.compute(KERNEL));
    expect(compiler.count).toBe(0);
    sources.set('test/planted.wgsl', HEAD + TAIL).set('lib/double.wgsl', DOUBLE);
    await compiler.compute(KERNEL);
    expect(compiler.count).toBe(1);
  });
});

describe('a fault is found', () => {
  test('in the kernel, counted in its own lines', async () => {
    const error = await failure(
      compilerOf(`${HEAD}    output[0] = wrong;\n${TAIL}`).compute(KERNEL),
    );
    expect(error.message).toContain('planted does not compile');
    expect(error.message).toContain('shaders/test/planted.wgsl:14:17: ');
    expect(error.message).toContain('wrong');
    expect(error.values.detail).toContain('shaders/test/planted.wgsl:14:17: ');
  });

  test('in an included file', async () => {
    const library = DOUBLE.replace('value * 2.0', 'value * 2u');
    const error = await failure(compilerOf(HEAD + TAIL, library).compute(KERNEL));
    expect(error.message).toContain('shaders/lib/double.wgsl:4:');
  });

  test('behind lines left out by a condition, in the variant that has it', async () => {
    const main = `${HEAD}#if FAST
    output[0] = 1.0;
#else
    output[0] = 2.0;
#endif
#if BAD
    output[1] = 1u;
#endif
${TAIL}`;
    const compiler = compilerOf(main);
    await compiler.compute(KERNEL, { flags: ['FAST'] });
    const error = await failure(compiler.compute(KERNEL, { flags: ['BAD'] }));
    expect(error.message).toContain('planted[BAD] does not compile');
    expect(error.message).toContain('shaders/test/planted.wgsl:20:');
  });

  test('in the assembly: a file that is not there', async () => {
    const compiler = compilerOf(`#include "lib/none.wgsl"\n${HEAD}${TAIL}`);
    expect((await failure(compiler.compute(KERNEL))).message).toContain(
      'shaders/test/planted.wgsl:1: there is no shader file shaders/lib/none.wgsl',
    );
  });

  test('in bindings that are not those of the definition', async () => {
    const main = (HEAD + TAIL).replace('@binding(1)', '@binding(2)');
    const error = await failure(compilerOf(main).compute(KERNEL));
    expect(error.message).toContain('planted does not compile');
    expect(error.message.toLowerCase()).toContain('binding');
  });

  test('in a fragment kernel', async () => {
    const draw = defineKernel({
      name: 'painted',
      file: 'test/planted.wgsl',
      stage: 'fragment',
      bindings: [],
      params: {},
      variants: [{}],
    });
    const main = `@vertex fn cover() -> @builtin(position) vec4f {
  return vec4f();
}
@fragment fn main() -> @location(0) vec4f {
  return vec3f();
}
`;
    const error = await failure(compilerOf(main).render(draw, 'rgba8unorm'));
    expect(error.message).toContain('shaders/test/planted.wgsl:5:');
  });
});

test('a launch without one of its resources is refused, and leaves nothing behind', async () => {
  const memory = new GpuMemory(device);
  const sources = new Map([
    ['test/planted.wgsl', HEAD + TAIL],
    ['lib/double.wgsl', DOUBLE],
  ]);
  const kernel = await new KernelCompiler(device, memory, sources).compute(KERNEL);
  const request = { label: 'Test.launch', params: { count: 1 }, resources: {} };
  expect(() => kernel.prepare({ ...request, workgroups: [1, 1, 1] })).toThrow('output');
  expect(memory.stats.liveBytes).toBe(0);
});

test.each([[[0, 1, 1]], [[1, 65_536, 1]], [[1, 1, 1.5]]] as const)(
  'a launch of %j workgroups is refused',
  async (workgroups) => {
    const memory = new GpuMemory(device);
    const sources = new Map([
      ['test/planted.wgsl', HEAD + TAIL],
      ['lib/double.wgsl', DOUBLE],
    ]);
    const kernel = await new KernelCompiler(device, memory, sources).compute(KERNEL);
    const output = memory.buffer('Test.output', 64, GPUBufferUsage.STORAGE);
    const request = { label: 'Test.launch', params: { count: 1 }, resources: { output } };
    expect(() => kernel.prepare({ ...request, workgroups })).toThrow(workgroups.join(' x '));
    output.dispose();
    expect(memory.stats.liveBytes).toBe(0);
  },
);
