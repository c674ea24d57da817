/** The command that puts models onto this machine, against a server that behaves well and badly. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Machine } from './weights/testing/machine.ts';
import { ModelServer } from './weights/testing/model-server.ts';
import {
  features,
  kerasFeaturesFile,
  kerasFile,
  sumOf,
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

describe('fetching safetensors', () => {
  it('takes the convolutions alone, in one range, and says that it could not compare', async () => {
    expect(await machine.get('vgg16')).toBe(0);
    const metadata = machine.expectModel('vgg16', 'features');
    expect(metadata.get('source')).toBe(`${server.address}/model.safetensors`);
    expect(metadata.has('sha256')).toBe(false);
    expect(server.sent).toBeLessThan(features * 4 + 10_000);
    // To meet, to look, the length, the header, the convolutions.
    expect(server.asked.length).toBeLessThanOrEqual(5);
    expect(machine.said()).toMatch(/was not compared[^]*npm start/);
    expect(machine.said()).toContain('100 %');
  });

  it('takes all with --dense, and compares the checksum', async () => {
    expect(await machine.get('vgg16', '--dense')).toBe(0);
    const metadata = machine.expectModel('vgg16', 'all');
    expect(metadata.get('sha256')).toBe(sumOf('sha256', timmFile));
    expect(machine.said()).toContain('The SHA-256 of its source is the one of the list.');
  });

  it.each([[[]], [['--dense']]])('reads a server without ranges as a stream %s', async (words) => {
    server.manners.ranges = false;
    expect(await machine.get('vgg16', ...words)).toBe(0);
    machine.expectModel('vgg16', words.length > 0 ? 'all' : 'features');
  });

  it('goes on by itself when the connection breaks off', async () => {
    Object.assign(server.manners, { breaksAfter: 50_000, breaks: 3 });
    expect(await machine.get('vgg16', '--dense')).toBe(0);
    machine.expectModel('vgg16', 'all');
    expect(server.manners.breaks).toBe(0);
    expect(server.sent).toBeLessThan(timmFile.length + 10_000);
  });

  it.each([true, false])('goes on where it was stopped (ranges: %s)', async (ranges) => {
    // Without ranges the answer to the first question is a stream that is left, and another begins.
    Object.assign(server.manners, { ranges, breaksAfter: 150_000, breaks: ranges ? 1 : 2 });
    machine.stopWhenWaiting();
    expect(await machine.get('vgg16', '--dense')).toBe(1);
    expect(machine.complaints).toEqual([
      'Stopped. What has come stays; the same command goes on from there.',
    ]);
    expect(existsSync(machine.local('vgg16.safetensors'))).toBe(false);
    expect(machine.downloads()).toHaveLength(2);

    machine.startAgain();
    const before = server.sent;
    expect(await machine.get('vgg16', '--dense')).toBe(0);
    machine.expectModel('vgg16', 'all');
    expect(machine.said()).toMatch(/Going on: 0\.[12] MB are here already/);
    if (ranges) expect(server.sent - before).toBeLessThan(timmFile.length - 140_000);
  });

  it('begins anew where the file has changed meanwhile', async () => {
    Object.assign(server.manners, { breaksAfter: 150_000, breaks: 1 });
    machine.stopWhenWaiting();
    await machine.get('vgg16', '--dense');
    const other = Buffer.from(timmFile);
    other.write('tf', other.indexOf('"pt"') + 1);
    server.files.set('/model.safetensors', other);
    machine.writeManifest(sumOf('sha256', other));
    machine.startAgain();
    expect(await machine.get('vgg16', '--dense')).toBe(0);
    machine.expectModel('vgg16', 'all');
    expect(machine.said()).not.toContain('Going on');
  });

  it('refuses a wrong checksum, and keeps nothing of it', async () => {
    machine.writeManifest('0'.repeat(64));
    expect(await machine.get('vgg16', '--dense')).toBe(1);
    expect(machine.complaints.join()).toMatch(
      /is not the one of the list: its checksum is \w+, not 0+/,
    );
    expect(existsSync(machine.local('vgg16.safetensors'))).toBe(false);
    expect(machine.downloads()).toEqual([]);
  });

  it.each([
    ['404', { status: 404 }, /answered 404/],
    ['403', { status: 403 }, /answered 403/],
    ['500 again and again', { status: 500 }, /answered 500/],
    ['a web page', { type: 'text/html' }, /is a web page/],
  ] as const)('fails with one line on %s', async (_what, change, reason) => {
    Object.assign(server.manners, change);
    expect(await machine.get('vgg16')).toBe(1);
    expect(machine.complaints).toHaveLength(1);
    expect(machine.complaints[0]).toMatch(reason);
    expect(machine.complaints[0]).not.toContain('\n');
    expect(existsSync(machine.local('vgg16.safetensors'))).toBe(false);
  });

  it('notices a file that is cut off', async () => {
    server.files.set('/model.safetensors', timmFile.subarray(0, -1000));
    expect(await machine.get('vgg16')).toBe(1);
    expect(machine.complaints.join()).toContain('is cut off');
  });

  it('fetches from a mirror, which must have the same file', async () => {
    expect(
      await machine.get('vgg16', '--dense', '--url', `${server.address}/mirror/model.safetensors`),
    ).toBe(0);
    const metadata = machine.expectModel('vgg16', 'all');
    expect(metadata.get('source')).toBe(`${server.address}/mirror/model.safetensors`);
    expect(await machine.get('vgg16', '--dense', '--url', `${server.address}/keras.h5`)).toBe(1);
    expect(machine.complaints.join()).toContain('is not the one of the list');
  });

  it('does not fetch what is here, unless it is damaged or lacks what is wanted', async () => {
    await machine.get('vgg16');
    server.asked.length = 0;
    expect(await machine.get('vgg16')).toBe(0);
    expect(server.asked).toEqual([]);
    expect(machine.said()).toContain('VGG-16 is here already');
    const bytes = readFileSync(machine.local('vgg16.safetensors'));
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    writeFileSync(machine.local('vgg16.safetensors'), bytes);
    expect(await machine.get('vgg16')).toBe(0);
    expect(machine.said()).toContain('is damaged; it is made anew');
    machine.expectModel('vgg16', 'features');
    expect(await machine.get('vgg16', '--dense')).toBe(0);
    machine.expectModel('vgg16', 'all');
  });
});

describe('fetching HDF5', () => {
  it.each([
    ['features', []],
    ['all', ['--dense']],
  ] as const)('takes the file with the wanted part: %s', async (part, words) => {
    expect(await machine.get('vgg16-keras', ...words)).toBe(0);
    const metadata = machine.expectModel('vgg16-keras', part);
    const file = part === 'all' ? kerasFile : kerasFeaturesFile;
    expect(metadata.get('md5')).toBe(sumOf('md5', file));
    expect(machine.said()).toContain('The MD5 of its source is the one of the list.');
    expect(server.sent).toBeLessThan(file.length + 1000);
  });

  it('needs to know how long the file is', async () => {
    Object.assign(server.manners, { ranges: false, tellsLength: false });
    expect(await machine.get('vgg16-keras', '--dense')).toBe(1);
    expect(machine.complaints.join()).toContain('does not say how long');
  });

  it('notices a file of another length than the list has', async () => {
    server.files.set('/keras-notop.h5', kerasFeaturesFile.subarray(0, -1));
    expect(await machine.get('vgg16-keras')).toBe(1);
    expect(machine.complaints.join()).toMatch(/has \d+ bytes instead of \d+/);
  });
});
