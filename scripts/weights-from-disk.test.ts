/** The command that puts models onto this machine: files that are on a disk already, and the words that it understands. */
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeSafetensors } from '../src/io/index.ts';
import { npzOf } from '../src/io/testing/npz-writer.ts';
import { Machine } from './weights/testing/machine.ts';
import { ModelServer } from './weights/testing/model-server.ts';
import {
  keras,
  kerasFeaturesFile,
  kerasFile,
  sumOf,
  timm,
  timmFile,
} from './weights/testing/small-files.ts';

let server: ModelServer;
let machine: Machine;
beforeEach(async () => {
  server = await ModelServer.start();
  machine = new Machine(server.address);
});
afterEach(async () => {
  await server.stop();
  machine.dispose();
});

describe('a file on disk', () => {
  it('may be safetensors, whole or not the one of the list', async () => {
    expect(await machine.get('vgg16', '--from', machine.put('a.bin', timmFile))).toBe(0);
    expect(machine.expectModel('vgg16', 'features').get('sha256')).toBe(sumOf('sha256', timmFile));
    const other = Buffer.from(writeSafetensors(timm));
    expect(await machine.get('vgg16', '--dense', '--from', machine.put('b.bin', other))).toBe(0);
    const metadata = machine.expectModel('vgg16', 'all');
    expect(metadata.get('source')).toBe('b.bin');
    expect(metadata.has('sha256')).toBe(false);
    expect(server.asked).toEqual([]);
  });

  it('may be HDF5', async () => {
    expect(
      await machine.get('vgg16-keras', '--dense', '--from', machine.put('top.h5', kerasFile)),
    ).toBe(0);
    machine.expectModel('vgg16-keras', 'all');
  });

  it.each([false, true])(
    'may be .npz, which has the colours the other way round',
    async (deflate) => {
      const heads: Record<string, string> = { fc1: 'fc6', fc2: 'fc7', predictions: 'fc8' };
      const arrays = [...keras].map(([name, { shape, data }]) => {
        const [, layer = '', what = ''] = /^(\w+)\/\w+_([Wb])_1:0$/.exec(name) ?? [];
        const theirs = heads[layer] ?? layer.replace('block', 'conv').replace('_conv', '_');
        const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
        return { name: `${theirs}_${what}`, shape, data: bytes, deflate };
      });
      const path = machine.put('vgg.npz', npzOf(arrays));
      expect(await machine.get('vgg16-keras', '--dense', '--from', path)).toBe(0);
      const metadata = machine.expectModel('vgg16-keras', 'all');
      expect(metadata.get('color_order')).toBe('RGB');
      expect(metadata.get('mean')).toBe('123.68,116.779,103.939');
    },
  );

  it.each([
    ['missing', () => machine.path('nowhere'), /There is no file/],
    ['another network', () => machine.put('keras.h5', kerasFile), /it is another network/],
    ['a web page', () => machine.put('page.html', Buffer.from('<!doctype html>')), /HTML/],
    ['cut off', () => machine.put('cut', timmFile.subarray(0, -100)), /cut off/],
  ])('is refused with one line when it is %s', async (_what, path, reason) => {
    expect(await machine.get('vgg16', '--from', path())).toBe(1);
    expect(machine.complaints).toHaveLength(1);
    expect(machine.complaints[0]).toMatch(reason);
    expect(existsSync(machine.local('vgg16.safetensors'))).toBe(false);
  });

  it('is refused when it ends early', async () => {
    const blocks = [...timm].filter(([name]) =>
      /^features\.[0-9]\.|^features\.1[0-5]\./.test(name),
    );
    const path = machine.put('three.bin', Buffer.from(writeSafetensors(new Map(blocks))));
    expect(await machine.get('vgg16', '--from', path)).toBe(1);
    expect(machine.complaints).toEqual(['three.bin has only 3 of the 5 blocks.']);
  });

  it('is refused when it lacks the dense layers that are wanted, or is of another depth', async () => {
    const path = machine.put('notop.h5', kerasFeaturesFile);
    expect(await machine.get('vgg16-keras', '--dense', '--from', path)).toBe(1);
    expect(machine.complaints.join()).toContain('has no dense layers');
    expect(await machine.get('vgg19', '--from', machine.put('a.bin', timmFile))).toBe(1);
    expect(machine.complaints.join()).toContain('holds vgg16, but vgg19 is vgg19');
  });
});

describe('the command line', () => {
  it('lists the models, and which are here', async () => {
    expect(await machine.get('--list')).toBe(0);
    expect(machine.lines.map((line) => line.split(/\s+/)[0])).toEqual(
      expect.arrayContaining(['kawasemi-mini', 'vgg16', 'vgg16-keras', 'vgg19']),
    );
    expect(machine.said()).not.toContain('here,');
    await machine.get('vgg16');
    machine.lines.length = 0;
    await machine.get('--list');
    expect(machine.said()).toMatch(/^vgg16 .*here, without dense layers/m);
  });

  it('explains itself', async () => {
    expect(await machine.run('--help')).toBe(0);
    expect(machine.said()).toContain('--from FILE');
  });

  it.each([
    [['vgg17'], /There is no model vgg17; there are vgg16/],
    [['kawasemi-mini'], /comes with the studio/],
    [[], /Which model/],
    [['vgg16', 'vgg19'], /One model at a time/],
    [['vgg16', '--form', 'x'], /Unknown option '--form'/],
    [['vgg16', '--from'], /Option '--from' argument/],
    [['vgg16', '--from', 'x', '--url', 'https://x'], /not both/],
    [['vgg16', '--url', 'ftp://x'], /is not an address/],
    [['--list', 'vgg16'], /takes no model/],
  ])('does not understand %j', async (words, reason) => {
    expect(await machine.get(...words)).toBe(2);
    expect(machine.complaints).toHaveLength(1);
    expect(machine.complaints[0]).toMatch(reason);
    expect(machine.complaints[0]).not.toContain('\n');
  });
});
