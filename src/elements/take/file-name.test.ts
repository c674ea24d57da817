/** Names of files: they tell what is inside and can be written on every disk. */
import { describe, expect, it } from 'vitest';
import { fileName } from './file-name.ts';

describe('fileName', () => {
  it('goes from the network down to the channel', () => {
    expect(fileName(['kawasemi-mini', 'block3_conv2', 'channel17'], 'png')).toBe(
      'kawasemi-mini_block3_conv2_channel17.png',
    );
    expect(fileName(['vgg16', 'block5_pool', null, 'flatten'], 'npy')).toBe(
      'vgg16_block5_pool_flatten.npy',
    );
  });

  it.each([
    [['my model (v2).safetensors', 'conv/1'], 'my-model-v2-safetensors_conv-1.json'],
    [['../../etc', '..'], 'etc.json'],
    [['網 1'], '網-1.json'],
    [[null, ''], 'kawasemi.json'],
  ])('%j has no place for mischief', (parts, name) => {
    expect(fileName(parts, 'json')).toBe(name);
  });

  it('stays short', () => {
    expect(fileName(['x'.repeat(500)], 'png').length).toBeLessThan(80);
  });
});
