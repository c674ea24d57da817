/**
 * `npm run test:dreams`: grows dreams of fixed channels of the embedded network, measures them, compares with the limits and
 * with what is stored. Bundled for Node by scripts/test-dreams.mjs.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Owned } from '../../src/base/index.ts';
import { Gpu } from '../../src/gpu/index.ts';
import { openNodeGpu } from '../../src/gpu/testing/node-gpu.ts';
import type { DreamSubject } from '../../src/insight/dream/index.ts';
import type { DreamRecipe } from '../../src/math/dream/index.ts';
import { parseSafetensors } from '../../src/io/index.ts';
import type { Tensor3 } from '../../src/math/index.ts';
import { Network, isLearned, readManifest, recogniseModel } from '../../src/network/index.ts';
import { fixedChannels } from './channels.ts';
import { cellGainOf, gainOf, judge, medianOf } from './figures.ts';
import type { DreamFigures, Verdict } from './figures.ts';
import { KeptDreams } from '../dreams/kept-dreams.ts';
import { SEED, grow, measureLayer, recipesOf } from './measure.ts';
import type { LayerWish } from './measure.ts';
import { readTable, tableOf } from './table.ts';
import type { Around } from './around.ts';

const HELP = `npm run test:dreams -- [options]     what the dreams of the embedded network are worth

  --channels 64     how many, spread over all layers
  --steps A,B,..    of each block, the last for all that follow; the recipe's if left out
  --naive 14        for so many of them the naive recipe is grown as well
  --kept            takes what npm run dreams -- kawasemi-mini has grown already (of the same steps)
  --write           keep the results in scripts/dream-quality/table.json`;

const ALL_CHANNELS = 64;
const NAIVE_CHANNELS = 14;
const LARGEST_BYTE = 255;
/** Of a stored median at least this must be left. */
const KEPT_SHARE = 0.9;
const TABLE = 'table.json';

/** Returns the exit status. */
export async function runDreamQuality(words: readonly string[], around: Around): Promise<number> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      channels: { type: 'string', default: String(ALL_CHANNELS) },
      steps: { type: 'string' },
      naive: { type: 'string', default: String(NAIVE_CHANNELS) },
      kept: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    around.line(HELP);
    return 0;
  }
  const count = Number(values.channels);
  const steps = values.steps?.split(',').map(Number) ?? null;
  const gpu = await Gpu.open(openNodeGpu());
  const faults: Error[] = [];
  gpu.onError((error) => faults.push(error));
  const { subject, network, model } = await embedded(gpu, around.weights);
  try {
    const dreams = await measureAll(
      gpu,
      subject,
      {
        count,
        steps,
        naive: Number(values.naive),
        kept: values.kept ? new KeptDreams(join(around.dreams, model.id), model.sha256) : null,
      },
      around,
    );
    const isRepeatable = await repeats(gpu, subject);
    if (faults[0]) throw faults[0];
    const verdicts = judge(dreams);
    const complaints = [
      ...verdicts.filter(({ isMet }) => !isMet).map(({ name }) => `Not met: ${name}.`),
      ...(isRepeatable ? [] : ['The same seed made another picture.']),
    ];
    for (const one of verdicts) around.line(lineOf(one));
    around.line(
      `gain in deviations of all cells, median: ${medianOf(dreams.map(cellGainOf)).toFixed(2)}`,
    );
    around.line(`equal seeds, equal bytes: ${isRepeatable ? 'yes' : 'no'}`);
    const path = join(around.kept, TABLE);
    if (values.write) {
      const { vendor, architecture } = gpu.facts;
      const table = tableOf({ adapter: `${vendor} ${architecture}`, dreams, verdicts });
      writeFileSync(path, table);
      around.line(`written: ${path}`);
    } else if (existsSync(path) && count === ALL_CHANNELS && values.steps === undefined) {
      complaints.push(...fallen(verdicts, readTable(readFileSync(path, 'utf8')).verdicts));
    }
    for (const complaint of complaints) around.line(complaint);
    return complaints.length > 0 ? 1 : 0;
  } finally {
    network.dispose();
    gpu.dispose();
  }
}

interface QualityWish {
  readonly count: number;
  /** By block; null: the recipe's. */
  readonly steps: readonly number[] | null;
  readonly naive: number;
  readonly kept: KeptDreams | null;
}

async function measureAll(
  gpu: Gpu,
  subject: DreamSubject,
  { count, steps, naive, kept }: QualityWish,
  around: Around,
): Promise<readonly DreamFigures[]> {
  const layers = subject.network.layers.filter(isLearned).map((layer) => ({
    name: layer.name,
    channels: layer.kind === 'dense' ? layer.units : layer.channels,
  }));
  const fixed = fixedChannels(layers, count);
  const pictures = picturesOf(around.samples, around.side);
  const dreams: DreamFigures[] = [];
  const began = performance.now();
  for (const [place, { name: layer }] of layers.entries()) {
    const details = detailsOf(subject, layer, steps);
    const channels = fixed.filter((one) => one.layer === layer).map(({ channel }) => channel);
    const own: DreamFigures[] = [];
    const { studio } = recipesOf(subject, { layer, details });
    await measureLayer(gpu, subject, {
      layer,
      channels,
      samples: pictures,
      details,
      naive: Math.floor(naive / layers.length) + (place < naive % layers.length ? 1 : 0),
      kept: kept ? await keptOf(kept, studio, layer) : new Map(),
      onDream: (figures) => {
        own.push(figures);
      },
    });
    if (own.length === 0) continue;
    const told = (of: (one: DreamFigures) => number): string => medianOf(own.map(of)).toFixed(2);
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    around.line(
      `${layer}, ${String(studio.steps)} steps, ${channels.join(' ')}: gain ${told(gainOf)} ` +
        `(cells ${told(cellGainOf)}), ahead ${own.map(({ ahead }) => ahead).join(' ')}, robust ` +
        `${own.map(({ robust }) => robust.toFixed(2)).join(' ')} (naive ${told(({ naive }) => naive?.robust ?? NaN)}), ` +
        `fine ${told(({ fine }) => fine)} (naive ${told(({ naive }) => naive?.fine ?? NaN)}), ${seconds} s`,
    );
    dreams.push(...own);
  }
  return dreams;
}

/** Whether two growths with one seed come to the same bytes. */
async function repeats(gpu: Gpu, subject: DreamSubject): Promise<boolean> {
  const layer = 'block3_conv2';
  const { studio: recipe } = recipesOf(subject, { layer, details: { steps: REPEATED_STEPS } });
  const hash = async (): Promise<string> => {
    const { picture } = await grow(gpu, subject, { layer, channel: 1, recipe });
    return createHash('sha256').update(picture.data).digest('hex');
  };
  return (await hash()) === (await hash());
}

const REPEATED_STEPS = 16;

/** Steps of the block that the layer belongs to, as `npm run dreams` counts them. */
function detailsOf(
  { network: { layers } }: DreamSubject,
  name: string,
  steps: QualityWish['steps'],
): { readonly steps?: number } {
  const end = layers.findIndex((layer) => layer.name === name);
  const block = layers.slice(0, end).filter(({ kind }) => kind === 'max-pool').length;
  const own = steps?.[block] ?? steps?.at(-1);
  return own === undefined ? {} : { steps: own };
}

/** What a gallery has grown by this very recipe. */
async function keptOf(
  dreams: KeptDreams,
  recipe: DreamRecipe,
  layer: string,
): Promise<LayerWish['kept']> {
  const kept = await dreams.read({ layer, recipe, seed: SEED });
  return new Map(
    [...kept].map(([channel, { size, pixels, first }]) => {
      const cells = size * size;
      const data = Float32Array.from(
        pixels,
        (_, index) => (pixels[(index % cells) * 3 + Math.floor(index / cells)] ?? 0) / LARGEST_BYTE,
      );
      return [
        channel,
        { picture: { shape: [3, size, size] as const, data }, start: first },
      ] as const;
    }),
  );
}

/** What has fallen against the table, though it may still be within the limits. */
function fallen(now: readonly Verdict[], before: readonly Verdict[]): readonly string[] {
  return now.flatMap(({ name, value, isAtLeast }) => {
    const stored = before.find((one) => one.name === name)?.value;
    if (stored === undefined) return [];
    const isWorse = isAtLeast ? value < KEPT_SHARE * stored : value > stored / KEPT_SHARE;
    return isWorse
      ? [`Worse than it was (${stored.toFixed(3)}): ${name}, ${value.toFixed(3)}.`]
      : [];
  });
}

function lineOf({ name, value, limit, isAtLeast, isMet }: Verdict): string {
  const demand = `${isAtLeast ? 'at least' : 'below'} ${String(limit)}`;
  return `${isMet ? 'met' : 'NOT MET'}: ${name}: ${value.toFixed(3)} (${demand})`;
}

function picturesOf(bytes: Uint8Array, side: number): readonly Tensor3[] {
  const length = 3 * side * side;
  return Array.from({ length: bytes.length / length }, (_, place) => ({
    shape: [3, side, side] as const,
    data: Float32Array.from(
      bytes.subarray(place * length, (place + 1) * length),
      (value) => value / LARGEST_BYTE,
    ),
  }));
}

async function embedded(
  gpu: Gpu,
  weights: string,
): Promise<{
  readonly subject: DreamSubject;
  readonly network: Owned<Network>;
  readonly model: { readonly id: string; readonly sha256: string };
}> {
  const [entry] = readManifest(JSON.parse(readFileSync(join(weights, 'manifest.json'), 'utf8')));
  const [listed] = entry?.files ?? [];
  if (!entry || !listed) throw new Error('The list of models is empty.');
  const bytes = readFileSync(join(weights, listed.url));
  const file = parseSafetensors(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
  );
  const network = await Network.load(gpu, recogniseModel(file).layers, file);
  const { scoreSize, trainSize } = entry.input;
  return {
    subject: { network, spec: entry.input, denseSize: scoreSize, trainSize },
    network,
    model: { id: entry.id, sha256: createHash('sha256').update(bytes).digest('hex') },
  };
}
