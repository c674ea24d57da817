/** A machine for the command `weights`: a folder of its own, what the command says there, and what it leaves. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import { parseSafetensors } from '../../../src/io/index.ts';
import { readManifest, recogniseModel } from '../../../src/network/index.ts';
import { hdf5Threads } from '../../lib/hdf5-thread.mjs';
import { readLocalModels } from '../../vite/local-models.ts';
import { runWeights } from '../main.ts';
import type { Surroundings } from '../surroundings.ts';
import {
  all,
  features,
  isFeature,
  kerasFeaturesFile,
  kerasFile,
  own,
  sumOf,
  timmFile,
} from './small-files.ts';

const MANIFEST = resolve(import.meta.dirname, '../../../weights/manifest.json');

/** See the head of the file. */
export class Machine {
  /** What the command said, and what it complained of. */
  readonly lines: string[] = [];
  readonly complaints: string[] = [];
  readonly #home = mkdtempSync(join(tmpdir(), 'kawasemi-command-'));
  readonly #address: string;
  #stop = new AbortController();
  #stopsWhenWaiting = false;

  /** Its list of models leads to the server at this address. */
  constructor(address: string) {
    this.#address = address;
    this.writeManifest();
  }

  dispose(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }

  /** Runs the command with these words. */
  run(...words: string[]): Promise<number> {
    return runWeights(words, this.#surroundings());
  }

  /** The same with the list of this machine. */
  get(...words: string[]): Promise<number> {
    return this.run(...words, '--manifest', join(this.#home, 'list.json'));
  }

  /** All that was said. */
  said(): string {
    return this.lines.join('\n');
  }

  /** Ctrl+C while the command waits for another attempt. */
  stopWhenWaiting(): void {
    this.#stopsWhenWaiting = true;
  }

  /** Nobody stops it any more, and nothing was complained of. */
  startAgain(): void {
    this.#stopsWhenWaiting = false;
    this.#stop = new AbortController();
    this.complaints.length = 0;
  }

  /** The path of a file of the folder that models are put into. */
  local(name: string): string {
    return join(this.#home, 'weights', 'local', name);
  }

  /** The names of what is half done. */
  downloads(): string[] {
    const folder = join(this.#home, 'downloads');
    return existsSync(folder) ? readdirSync(folder) : [];
  }

  /** The path of a file that may be there. */
  path(name: string): string {
    return join(this.#home, name);
  }

  /** Puts a file onto the disk, and gives its path. */
  put(name: string, bytes: Uint8Array): string {
    writeFileSync(this.path(name), bytes);
    return this.path(name);
  }

  /** The real list, with the server's addresses and the small network's numbers. */
  writeManifest(sha256 = sumOf('sha256', timmFile)): void {
    const { models } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as {
      models: Record<string, unknown>[];
    };
    for (const model of models) {
      if (model.id === 'kawasemi-mini') continue;
      model.parameters = all;
      model.bytes = { features: features * 4, dense: (all - features) * 4 };
      model.sources =
        model.id === 'vgg16-keras'
          ? [
              {
                part: 'features',
                url: `${this.#address}/keras-notop.h5`,
                bytes: kerasFeaturesFile.length,
                md5: sumOf('md5', kerasFeaturesFile),
              },
              { part: 'all', url: `${this.#address}/keras.h5`, md5: sumOf('md5', kerasFile) },
            ]
          : [{ part: 'all', url: `${this.#address}/model.safetensors`, sha256 }];
    }
    writeFileSync(this.path('list.json'), JSON.stringify({ models }));
  }

  /** The model is there, as the page will find it, and its numbers are the own ones. Gives its metadata. */
  expectModel(id: string, part: 'features' | 'all'): ReadonlyMap<string, string> {
    expect(this.complaints).toEqual([]);
    const { models, complaints: faults } = readLocalModels(this.local(''));
    expect(faults).toEqual([]);
    const [entry] = readManifest({ models: models.filter(({ file }) => file.includes(`${id}.`)) });
    expect(entry).toMatchObject({ id, origin: 'local', tensors: null });
    const bytes = readFileSync(this.local(`${id}.safetensors`));
    expect(entry?.files).toEqual([
      {
        part: 'all',
        url: `local/${id}.safetensors`,
        bytes: bytes.length,
        checksum: { kind: 'sha256', hex: sumOf('sha256', bytes) },
      },
    ]);
    expect(entry?.accuracy.length).toBe(part === 'all' ? 1 : 0);
    const file = parseSafetensors(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    );
    const recognised = recogniseModel(file);
    expect(recognised.architecture).toBe('vgg16');
    expect(recognised.input).toEqual({
      order: entry?.input.order,
      range: entry?.input.range,
      mean: entry?.input.mean,
      std: entry?.input.std,
    });
    const names = [...own.keys()].filter((name) => part === 'all' || isFeature(name));
    expect([...file.tensors.keys()]).toEqual(names);
    for (const name of names) expect(file.tensors.get(name)?.values()).toEqual(own.get(name)?.data);
    expect(entry?.parameters).toBe(part === 'all' ? all : features);
    // Nothing half done is left.
    expect(readdirSync(this.local(''))).toEqual([`${id}.json`, `${id}.safetensors`]);
    expect(this.downloads()).toEqual([]);
    return file.metadata;
  }

  #surroundings(): Surroundings {
    const stop = this.#stop;
    return {
      weights: join(this.#home, 'weights'),
      downloads: join(this.#home, 'downloads'),
      screen: { isTerminal: false, line: (text) => this.lines.push(text) },
      complain: (line) => this.complaints.push(line),
      signal: stop.signal,
      http: {
        wait: () => {
          if (this.#stopsWhenWaiting) stop.abort();
          return Promise.resolve();
        },
      },
      hdf5: hdf5Threads,
    };
  }
}
