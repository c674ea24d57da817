/** Every kernel's TypeScript description says the same as its WGSL: bindings, parameters, entry points. */
import { describe, expect, test } from 'vitest';
import { ResourceType, WgslReflect } from 'wgsl_reflect/wgsl_reflect.module.js';
import type { VariableInfo } from 'wgsl_reflect/wgsl_reflect.module.js';
import { defineKernel, variantName } from '../definition.ts';
import type { KernelDefinition } from '../definition.ts';
import { SHADER_SOURCES } from '../late-sources.ts';
import { FIRST_SOURCES } from '../sources.ts';
import { structBytes } from '../struct.ts';
import { assembleShader } from '../wgsl.ts';
import { KERNELS } from './all.ts';

const UNIFORM_ALIGNMENT = 16;

/** What does not agree, in words; empty when all does. */
function disagreements(definition: KernelDefinition, code: string): string[] {
  const found: string[] = [];
  const expectSame = (what: string, inWgsl: unknown, inTypeScript: unknown): void => {
    const [wgsl, typescript] = [JSON.stringify(inWgsl), JSON.stringify(inTypeScript)];
    if (wgsl !== typescript) found.push(`${what}: ${wgsl} in WGSL, ${typescript} in TypeScript`);
  };
  // wgsl_reflect 1.6 takes the name `block` for an attribute of an older WGSL.
  const reflected = new WgslReflect(code.replace(/\bblock\b/g, 'block_'));
  const [sparse = [], ...others] = reflected.getBindGroups();
  const group = Object.values(sparse);
  expectSame('number of other bind groups', others.length, 0);
  expectSame(
    'bindings',
    group.map((variable) => [variable.name, kindOf(variable)]),
    [['params', 'uniform'], ...definition.bindings.map(({ name, kind }) => [name, kind])],
  );
  expectSame(
    'binding numbers',
    group.map(({ binding }) => binding),
    group.map((_, index) => index),
  );

  const params = group[0];
  expectSame('type of params', params?.type.name, 'Params');
  expectSame(
    'fields',
    params?.members?.map((member) => [member.name, member.type.name, member.offset]),
    Object.entries(definition.params).map(([name, type], index) => [name, type, 4 * index]),
  );
  const size = Math.ceil((params?.size ?? 0) / UNIFORM_ALIGNMENT) * UNIFORM_ALIGNMENT;
  expectSame('bytes of params', size, structBytes(definition.params));

  const { compute, fragment, vertex } = reflected.entry;
  const names = (entries: readonly { readonly name: string }[]): string[] =>
    entries.map(({ name }) => name);
  const isCompute = definition.stage === 'compute';
  expectSame('compute entry points', names(compute), isCompute ? ['main'] : []);
  expectSame('fragment entry points', names(fragment), isCompute ? [] : ['main']);
  expectSame('vertex entry points', names(vertex), isCompute ? [] : ['cover']);
  return found;
}

function kindOf(variable: VariableInfo): string {
  switch (variable.resourceType) {
    case ResourceType.Uniform:
      return 'uniform';
    case ResourceType.Storage:
      return variable.access === 'read' ? 'read' : 'write';
    case ResourceType.Texture:
      return variable.type.name === 'texture_external' ? 'external-texture' : 'texture';
    default:
      return `resource type ${String(variable.resourceType)}`;
  }
}

describe('every kernel agrees with its WGSL', () => {
  const variants = KERNELS.flatMap((definition) =>
    definition.variants.map((variant) => ({
      name: variantName(definition, variant),
      definition,
      variant,
    })),
  );

  test.each(variants)('$name', ({ definition, variant }) => {
    const { code } = assembleShader(SHADER_SOURCES, definition.file, variant);
    expect(disagreements(definition, code)).toEqual([]);
  });

  test('names are used once', () => {
    const names = variants.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  test('no shader file is left without a kernel', () => {
    const files = [...SHADER_SOURCES.keys()].filter((path) => !path.startsWith('lib/'));
    expect(files.sort()).toEqual([...new Set(KERNELS.map(({ file }) => file))].sort());
  });
});

describe('sources that are there at once', () => {
  test('include nothing that comes later, and are what they are later', () => {
    for (const [path, text] of FIRST_SOURCES) {
      expect(SHADER_SOURCES.get(path)).toBe(text);
      for (const [, included = ''] of text.matchAll(/^#include "(.+)"/gm)) {
        expect([...FIRST_SOURCES.keys()], path).toContain(included);
      }
    }
    expect(FIRST_SOURCES.size).toBeLessThan(SHADER_SOURCES.size);
  });
});

describe('a mismatch is found', () => {
  const planted = defineKernel({
    name: 'planted',
    file: 'planted.wgsl',
    stage: 'compute',
    bindings: [
      { name: 'source', kind: 'texture' },
      { name: 'input', kind: 'read' },
      { name: 'output', kind: 'write' },
    ],
    params: { width: 'u32', scale: 'f32', shift: 'i32' },
    variants: [{}],
  });
  const code = `
    struct Params {
      width: u32,
      scale: f32,
      shift: i32,
    }
    @group(0) @binding(0) var<uniform> params: Params;
    @group(0) @binding(1) var source: texture_2d<f32>;
    @group(0) @binding(2) var<storage, read> input: array<vec4f>;
    @group(0) @binding(3) var<storage, read_write> output: array<vec4f>;
    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) at: vec3u) {
      output[at.x] = input[at.x] * params.scale;
    }`;

  test('none where there is none', () => {
    expect(disagreements(planted, code)).toEqual([]);
  });

  test.each([
    ['a type', 'scale: f32', 'scale: u32', 'fields'],
    ['a name', 'shift: i32', 'offset: i32', 'fields'],
    ['the order', 'width: u32,\n      scale: f32', 'scale: f32,\n      width: u32', 'fields'],
    ['an offset', 'shift: i32', '@align(16) shift: i32', 'bytes of params'],
    ['the size', 'shift: i32', 'shift: i32, a: u32, b: u32', 'bytes of params'],
    ['access', 'var<storage, read> input', 'var<storage, read_write> input', 'bindings'],
    ['kind', 'texture_2d<f32>', 'texture_external', 'bindings'],
    ['a binding', ' output:', ' result:', 'bindings'],
    ['a binding number', '@binding(3)', '@binding(4)', 'binding numbers'],
    ['the group', '@group(0) @binding(3)', '@group(1) @binding(0)', 'other bind groups'],
    ['the entry point', 'fn main', 'fn start', 'compute entry points'],
  ])('in %s', (_, before, after, where) => {
    expect(code).toContain(before);
    const found = disagreements(planted, code.replace(before, after));
    expect(found.join('\n')).toContain(where);
  });
});
