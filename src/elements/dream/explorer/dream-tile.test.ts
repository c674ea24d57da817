/** When a tile is painted again, and what it shows of its progress. */
import { describe, expect, it } from 'vitest';
import type { DreamPicture, DreamStatus } from '../../../session/index.ts';
import { isSettled, progressOf, sameTile } from './dream-tile.ts';

const picture: DreamPicture = { image: {} as CanvasImageSource, x: 64, y: 0, size: 64 };
const growing: DreamStatus = {
  layer: 'block3_conv1',
  channel: 7,
  state: 'growing',
  step: 32,
  steps: 128,
  picture,
  source: 'grown',
  recipe: 'studio',
  seed: 1,
  first: 0.05,
  last: 1.2,
  problem: null,
};

describe('sameTile', () => {
  it('is true of the same dream told twice', () => {
    expect(sameTile(growing, { ...growing, picture: { ...picture } })).toBe(true);
    expect(sameTile({ ...growing, picture: null }, { ...growing, picture: null })).toBe(true);
    expect(sameTile({ primary: 'red' }, { primary: 'red' })).toBe(true);
  });

  it.each<[string, Partial<DreamStatus>]>([
    ['another channel', { channel: 8 }],
    ['another layer', { layer: 'block3_conv2' }],
    ['a further step of a picture that changes in place', { step: 33 }],
    ['the last step', { state: 'done' }],
    ['another seed', { seed: 2 }],
    ['another recipe', { recipe: 'book' }],
    ['another source', { source: 'kept' }],
    ['another place in the same image', { picture: { ...picture, x: 0 } }],
    ['another image', { picture: { ...picture, image: {} as CanvasImageSource } }],
    ['no picture any more', { picture: null }],
  ])('is false of %s', (_, change) => {
    expect(sameTile(growing, { ...growing, ...change })).toBe(false);
  });

  it('is false of nothing, of colours, and of a colour and a dream', () => {
    expect(sameTile(undefined, growing)).toBe(false);
    expect(sameTile({ primary: 'red' }, { primary: 'blue' })).toBe(false);
    expect(sameTile({ primary: 'red' }, growing)).toBe(false);
    expect(sameTile(growing, { primary: 'red' })).toBe(false);
  });
});

describe('progressOf', () => {
  it('is the share of the steps while it grows, and null before and after', () => {
    expect(progressOf(growing)).toBe(0.25);
    expect(progressOf({ ...growing, step: 0, steps: 0 })).toBe(0);
    expect(progressOf({ ...growing, state: 'done' })).toBeNull();
    expect(progressOf({ ...growing, state: 'waiting' })).toBeNull();
  });
});

describe('isSettled', () => {
  it.each(['done', 'barren', 'failed'] as const)('%s', (state) => {
    expect(isSettled({ ...growing, state })).toBe(true);
  });

  it.each(['waiting', 'growing'] as const)('not %s', (state) => {
    expect(isSettled({ ...growing, state })).toBe(false);
  });
});
