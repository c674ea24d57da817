/** What a build and the servers give of the weights, and of the models of this machine. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readLocalModels } from './local-models.ts';
import { serviceWorker } from './service-worker.ts';
import { weightsFolder } from './weights-folder.ts';

const PORT = 4271;
const WEIGHTS = 'a'.repeat(50) + 'b'.repeat(50);

let home: string;

function write(path: string, text: string): void {
  mkdirSync(join(home, path, '..'), { recursive: true });
  writeFileSync(join(home, path), text);
}

const modelNamed = (id: string): string => JSON.stringify({ id, file: `local/${id}.safetensors` });
const configOf = () => ({
  configFile: false as const,
  root: home,
  base: './',
  logLevel: 'silent' as const,
  publicDir: join(home, 'weights'),
  plugins: [weightsFolder(join(home, 'weights'))],
});
const built = (path: string): string => readFileSync(join(home, 'dist', path), 'utf8');

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kawasemi-weights-'));
  write('index.html', '<html><body><script type="module" src="/main.ts"></script></body></html>');
  write('main.ts', 'console.log(1);');
  write('weights/manifest.json', '{}');
  write('weights/samples/cat.jpg', 'cat');
  write('weights/own.safetensors', WEIGHTS);
  write('weights/local/vgg16.safetensors', WEIGHTS);
  write('weights/local/vgg16.json', modelNamed('vgg16'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

describe('the list of local models', () => {
  it('has the entries whose weights are there, and names the others', () => {
    write('weights/local/vgg19.json', modelNamed('vgg19'));
    write('weights/local/broken.json', '{');
    write('weights/local/outside.json', '{"id":"x","file":"../secret.safetensors"}');
    write('weights/local/vgg19.safetensors.part', 'x');
    const { models, complaints } = readLocalModels(join(home, 'weights/local'));
    expect(models).toEqual([JSON.parse(modelNamed('vgg16'))]);
    expect(complaints).toHaveLength(3);
    expect(complaints.join('\n')).toMatch(/broken[^]*outside\.json: its file must[^]*missing/);
  });

  it('is empty where there is no folder', () => {
    expect(readLocalModels(join(home, 'nowhere')).models).toEqual([]);
  });
});

describe('a build', () => {
  it('has what lies in the folder, and the local models with their list', async () => {
    await build(configOf());
    expect(built('samples/cat.jpg')).toBe('cat');
    expect(built('own.safetensors')).toBe(WEIGHTS);
    expect(built('local/vgg16.safetensors')).toBe(WEIGHTS);
    expect(JSON.parse(built('local.json'))).toEqual({ models: [JSON.parse(modelNamed('vgg16'))] });
    expect(existsSync(join(home, 'dist/local/vgg16.json'))).toBe(false);
  });

  it('tells which models have a gallery of dreams', async () => {
    write('weights/dreams/own/index.json', '{}');
    write('weights/dreams/begun/block1_conv1.webp', 'no index yet');
    await build(configOf());
    expect(JSON.parse(built('galleries.json'))).toEqual({ models: ['own'] });
  });

  it.each(['serve', 'off'])('has no local models when they are set to %s', async (use) => {
    vi.stubEnv('KAWASEMI_LOCAL_MODELS', use);
    await build(configOf());
    expect(built('manifest.json')).toBe('{}');
    expect(existsSync(join(home, 'dist/local'))).toBe(false);
    expect(JSON.parse(built('local.json'))).toEqual({ models: [] });
  });

  it('refuses a word that it does not know', async () => {
    vi.stubEnv('KAWASEMI_LOCAL_MODELS', 'maybe');
    await expect(build(configOf())).rejects.toThrow('KAWASEMI_LOCAL_MODELS is maybe');
  });
});

describe('a server', () => {
  async function serve(work: (address: string) => Promise<void>): Promise<void> {
    await build(configOf());
    const server = await preview({ ...configOf(), preview: { port: PORT, host: 'localhost' } });
    try {
      await work(server.resolvedUrls?.local[0] ?? '');
    } finally {
      await server.close();
    }
  }

  it('gives the list as it is now, and the weights from where they lie', async () => {
    vi.stubEnv('KAWASEMI_LOCAL_MODELS', 'serve');
    await serve(async (address) => {
      const list = async (): Promise<unknown> => (await fetch(`${address}local.json`)).json();
      expect(await list()).toEqual({ models: [JSON.parse(modelNamed('vgg16'))] });
      write('weights/local/vgg19.safetensors', 'later');
      write('weights/local/vgg19.json', modelNamed('vgg19'));
      expect(await list()).toMatchObject({ models: [{ id: 'vgg16' }, { id: 'vgg19' }] });
      expect(await (await fetch(`${address}local/vgg19.safetensors`)).text()).toBe('later');
      expect((await fetch(`${address}local/none.safetensors`)).status).toBe(404);
    });
  });

  it('tells of the galleries that are in what it serves', async () => {
    write('weights/dreams/own/index.json', '{}');
    await serve(async (address) => {
      write('dist/dreams/later/index.json', '{}');
      const list: unknown = await (await fetch(`${address}galleries.json`)).json();
      expect(list).toEqual({ models: ['later', 'own'] });
    });
  });

  it('gives none when they are off', async () => {
    vi.stubEnv('KAWASEMI_LOCAL_MODELS', 'off');
    await serve(async (address) => {
      expect(await (await fetch(`${address}local.json`)).json()).toEqual({ models: [] });
      expect((await fetch(`${address}local/vgg16.safetensors`)).status).toBe(404);
      expect((await fetch(`${address}own.safetensors`)).status).toBe(200);
    });
  });

  it('cuts ranges out of weights, unpacked', async () => {
    await serve(async (address) => {
      for (const path of ['own.safetensors', 'local/vgg16.safetensors']) {
        const ask = (headers: Record<string, string>): Promise<Response> =>
          fetch(address + path, { headers });
        const whole = await ask({ 'Accept-Encoding': 'gzip' });
        expect(whole.status).toBe(200);
        expect(whole.headers.get('content-encoding')).toBeNull();
        expect(whole.headers.get('accept-ranges')).toBe('bytes');
        expect(await whole.text()).toBe(WEIGHTS);
        const etag = whole.headers.get('etag') ?? '';

        for (const [range, text, content] of [
          ['bytes=48-51', 'aabb', 'bytes 48-51/100'],
          ['bytes=0-0', 'a', 'bytes 0-0/100'],
          ['bytes=98-', 'bb', 'bytes 98-99/100'],
          ['bytes=99-500', 'b', 'bytes 99-99/100'],
          ['bytes=-3', 'bbb', 'bytes 97-99/100'],
        ] as const) {
          const part = await ask({ Range: range, 'If-Range': etag });
          expect(part.status, range).toBe(206);
          expect(part.headers.get('content-range')).toBe(content);
          expect(await part.text()).toBe(text);
        }
        expect((await ask({ Range: 'bytes=100-' })).status).toBe(416);
        for (const headers of [
          { Range: 'bytes=1-2', 'If-Range': '"another"' },
          { Range: 'bytes=0-1,5-6' },
          { Range: 'lines=1-2' },
        ]) {
          const answer = await ask(headers);
          expect(answer.status).toBe(200);
          expect(await answer.text()).toBe(WEIGHTS);
        }
      }
    });
  });
});

describe('the service worker of a build', () => {
  it('knows every file of the page and its content, and no other', async () => {
    write('src/app/offline/service-worker.ts', 'console.log(KAWASEMI_BUILD);');
    write('weights/README.md', 'for readers');
    write(
      'weights/manifest.json',
      '{"models":[{"id":"own","file":"own.safetensors"},{"id":"far"}]}',
    );
    write('weights/dreams/own/index.json', '{}');
    write('weights/dreams/own/block1_conv1.webp', 'dreams');
    write('weights/dreams/far/index.json', '{}');
    const config = { ...configOf(), build: { sourcemap: true } };
    const list = async (): Promise<{
      version: string;
      files: { path: string; kind: string }[];
    }> => {
      await build({ ...config, plugins: [...config.plugins, serviceWorker()] });
      const [json = ''] = /\{.*\}/.exec(built('sw.js')) ?? [];
      return JSON.parse(json) as Awaited<ReturnType<typeof list>>;
    };
    const first = await list();
    const kinds = Object.fromEntries(
      first.files.map(({ path, kind }) => [path.replace(/-[\w-]{8}\.js$/, '.js'), kind]),
    );
    expect(kinds).toEqual({
      'assets/index.js': 'hashed',
      'dreams/own/block1_conv1.webp': 'late',
      'dreams/own/index.json': 'late',
      'galleries.json': 'live',
      'index.html': 'plain',
      'local.json': 'live',
      'manifest.json': 'plain',
      'own.safetensors': 'plain',
      'samples/cat.jpg': 'plain',
    });
    expect((await list()).version).toBe(first.version);
    write('weights/samples/cat.jpg', 'another cat');
    expect((await list()).version).not.toBe(first.version);
  });
});
