/** Every network says where its weights come from, and what they weigh. */
import { describe, expect, it } from 'vitest';
import type { KeptModel, ModelSummary } from '../../session/index.ts';
import { hostOf, isAtHand, whereOf } from './model-source.ts';

const VGG16: ModelSummary = {
  id: 'vgg16',
  name: 'VGG-16',
  parameters: 138_357_544,
  licence: 'BSD-3-Clause',
  trainSize: 224,
  colorOrder: 'RGB',
  accuracy: null,
  origin: 'fetched',
  architecture: 'vgg16',
  bytes: { features: 58_858_752, dense: 494_571_424 },
  citation: null,
  url: 'https://huggingface.co/timm/vgg16.tv_in1k/resolve/main/model.safetensors',
};
const kept = (bytes: number, hasFeatures: boolean, hasDense: boolean): KeptModel => ({
  id: 'vgg16',
  name: 'VGG-16',
  bytes,
  hasFeatures,
  hasDense,
});

describe('whereOf', () => {
  it('tells size and host before anything is fetched', () => {
    const { name, sizes, host } = whereOf(VGG16, null);
    expect(name).toBe('fetchedDense');
    expect(sizes).toEqual({ features: 58_858_752, dense: 494_571_424 });
    expect(host).toBe('huggingface.co');
  });

  it('tells no sizes that are not known', () => {
    expect(whereOf({ ...VGG16, bytes: { features: 5, dense: null } }, null).name).toBe('fetched');
    expect(whereOf({ ...VGG16, bytes: null }, null).name).toBe('unsized');
  });

  it('knows what is kept in whole, without the dense layers, and in part', () => {
    expect(whereOf(VGG16, kept(553e6, true, true))).toMatchObject({ name: 'kept' });
    expect(whereOf(VGG16, kept(59e6, true, false))).toMatchObject({ name: 'keptDense' });
    expect(whereOf(VGG16, kept(24e6, false, false))).toMatchObject({
      name: 'begun',
      sizes: { bytes: 24e6, features: 58_858_752 },
    });
    expect(whereOf(VGG16, kept(0, false, false)).name).toBe('fetchedDense');
  });

  it('asks for the file until it was brought', () => {
    const keras: ModelSummary = { ...VGG16, id: 'vgg16-keras', origin: 'brought' };
    expect(whereOf(keras, null).name).toBe('brought');
    expect(whereOf(keras, kept(59e6, true, false)).name).toBe('kept');
    expect(isAtHand(keras, null)).toBe(false);
    expect(isAtHand(keras, kept(59e6, true, false))).toBe(true);
  });

  it('asks for nothing where all is there', () => {
    expect(whereOf({ ...VGG16, origin: 'local' }, null).name).toBe('local');
    expect(isAtHand({ ...VGG16, origin: 'shipped' }, null)).toBe(true);
  });
});

describe('hostOf', () => {
  it('is empty where there is no address', () => {
    expect(hostOf(null)).toBe('');
    expect(hostOf('nowhere')).toBe('');
  });
});
