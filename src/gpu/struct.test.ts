import { expect, test } from 'vitest';
import { packStruct, structBytes } from './struct.ts';

test('a struct takes 4 bytes a field, rounded up to 16', () => {
  expect(structBytes({})).toBe(16);
  expect(structBytes({ a: 'u32' })).toBe(16);
  expect(structBytes({ a: 'u32', b: 'f32', c: 'i32', d: 'u32' })).toBe(16);
  expect(structBytes({ a: 'u32', b: 'f32', c: 'i32', d: 'u32', e: 'f32' })).toBe(32);
});

test('fields are packed in their order, little end first, with zeros behind', () => {
  const fields = { count: 'u32', scale: 'f32', shift: 'i32' } as const;
  const view = new DataView(packStruct(fields, { scale: -0.5, shift: -2, count: 4_000_000_000 }));
  expect(view.byteLength).toBe(16);
  expect(view.getUint32(0, true)).toBe(4_000_000_000);
  expect(view.getFloat32(4, true)).toBe(-0.5);
  expect(view.getInt32(8, true)).toBe(-2);
  expect(view.getUint32(12, true)).toBe(0);
});

test('a buffer is used again', () => {
  const target = new ArrayBuffer(16);
  expect(packStruct({ a: 'u32' }, { a: 7 }, target)).toBe(target);
  expect(new Uint32Array(target)[0]).toBe(7);
});
