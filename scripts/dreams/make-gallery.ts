/** Grows what is wanted round by round, keeps each picture, and makes the sheets after each round. */
import { join, relative } from 'node:path';
import type { Owned } from '../../src/base/index.ts';
import type { Gpu } from '../../src/gpu/index.ts';
import { RECIPE_IDS, recipeFor } from '../../src/insight/dream/index.ts';
import type { DreamSubject } from '../../src/insight/dream/index.ts';
import { isLearned } from '../../src/network/index.ts';
import type { Layer } from '../../src/network/index.ts';
import { Gallery } from './gallery.ts';
import { grow } from './grow.ts';
import { KeptDreams } from './kept-dreams.ts';
import type { FinishedDream, LayerGrowth } from './kept-dreams.ts';
import { findModel, loadSubject } from './model.ts';
import type { ModelOnDisk } from './model.ts';
import { UsageError } from './options.ts';
import type { GalleryWish } from './options.ts';
import { countOf, roundsOf, shareOf } from './places.ts';
import type { LayerChannels } from './places.ts';
import { showProgress } from './progress.ts';
import type { DreamProgress } from './progress.ts';
import type { Surroundings } from './surroundings.ts';

const GALLERIES = 'dreams';
/** A graphics processor has more to do at once than one small picture; a program that stands in for one has not. */
const SLOTS_OF_GPU = 4;
const CLASSES = 'predictions';

/** What pictures are grown with. */
interface Means {
  readonly gpu: Gpu;
  readonly subject: DreamSubject;
  /** Throws what the device has complained of, if anything: pictures are worth nothing then. */
  readonly expectSound: () => void;
}

/** What the work is done with. */
interface Works extends Means {
  readonly kept: KeptDreams;
  readonly growths: ReadonlyMap<string, LayerGrowth>;
  readonly slots: number;
  readonly around: Surroundings;
}

/** Fulfils the wish. Throws UsageError, what the network and its growth throw, and the signal's reason. */
export async function makeGallery(
  wish: GalleryWish,
  openGpu: () => Promise<Owned<Gpu>>,
  around: Surroundings,
): Promise<void> {
  const model = await findModel(wish.model, around);
  const gpu = await openGpu();
  const faults: Error[] = [];
  gpu.onError((error) => faults.push(error));
  const expectSound = (): void => {
    if (faults[0]) throw faults[0];
  };
  try {
    const { subject, network } = await loadSubject(gpu, model, around);
    try {
      await makeAll(wish, { model, gpu, subject, expectSound }, around);
    } finally {
      network.dispose();
    }
  } finally {
    gpu.dispose();
  }
}

async function makeAll(
  wish: GalleryWish,
  { model, ...means }: Means & { readonly model: ModelOnDisk },
  around: Surroundings,
): Promise<void> {
  const { gpu, subject } = means;
  const wanted = wantedOf(subject.network.layers, wish);
  const growths = new Map(
    wanted.map(({ layer }) => [
      layer,
      { layer, recipe: recipeOf(subject, layer, wish), seed: wish.seed },
    ]),
  );
  const folder = wish.out ?? join(around.weights, GALLERIES, model.id);
  const kept = new KeptDreams(join(wish.work ?? around.work, model.id), model.sha256);
  const gallery = new Gallery(
    { ...wish, folder, model: model.id, weights: model.sha256, kept },
    around,
  );
  const order = subject.network.layers.map(({ name }) => name);
  const write = (): Promise<void> => gallery.write([...growths.values()], order);

  if (!wish.merge) {
    const slots = wish.slots ?? (gpu.facts.isFallback ? 1 : SLOTS_OF_GPU);
    const works: Works = { ...means, kept, growths, slots, around };
    const all = roundsOf(wanted);
    const rounds = await missingOf(wish.shard ? shareOf(all, wish.shard) : all, works);
    await growAll(rounds, works, wish.shard ? () => Promise.resolve() : write);
  }
  const { screen } = around;
  if (wish.shard) {
    screen.line(`This part is done. Its pictures are in ${relative(process.cwd(), kept.folder)}.`);
    return;
  }
  await write();
  screen.line(`The gallery is in ${relative(process.cwd(), folder)}.`);
}

/** Layers of the network and their channels. Throws UsageError for what it has not. */
function wantedOf(
  layers: readonly Layer[],
  { layers: names, channels, first }: GalleryWish,
): readonly LayerChannels[] {
  const learned = layers.filter(isLearned);
  for (const name of names ?? []) {
    if (!learned.some((layer) => layer.name === name)) {
      const known = learned.map((layer) => layer.name).join(', ');
      throw new UsageError(`There is no layer ${name} with filters; there are ${known}.`);
    }
  }
  return learned
    .filter(
      ({ kind, name }) => names?.includes(name) ?? (kind === 'convolution' || name === CLASSES),
    )
    .map((layer) => {
      const count = layer.kind === 'dense' ? layer.units : layer.channels;
      const all = Array.from({ length: count }, (_, channel) => channel);
      const chosen = channels ? all.filter((channel) => channels.includes(channel)) : all;
      return { layer: layer.name, channels: chosen.slice(0, first ?? undefined) };
    });
}

function recipeOf(
  subject: DreamSubject,
  layer: string,
  { recipe, size, steps }: GalleryWish,
): LayerGrowth['recipe'] {
  if (!RECIPE_IDS.includes(recipe)) {
    throw new UsageError(`There is no recipe ${recipe}; there are ${RECIPE_IDS.join(', ')}.`);
  }
  const { layers } = subject.network;
  const end = layers.findIndex(({ name }) => name === layer);
  const block = layers.slice(0, end).filter(({ kind }) => kind === 'max-pool').length;
  const ofBlock = steps?.[block] ?? steps?.at(-1);
  return recipeFor(subject, recipe, layer, {
    ...(size !== null && { size }),
    ...(ofBlock !== undefined && { steps: ofBlock }),
  });
}

/** What is not kept yet. */
async function missingOf(
  rounds: readonly (readonly LayerChannels[])[],
  { kept, growths }: Works,
): Promise<readonly (readonly LayerChannels[])[]> {
  const there = new Map<string, ReadonlyMap<number, FinishedDream>>();
  for (const [layer, growth] of growths) there.set(layer, await kept.read(growth));
  return rounds.map((round) =>
    round.map(({ layer, channels }) => ({
      layer,
      channels: channels.filter((channel) => !there.get(layer)?.has(channel)),
    })),
  );
}

async function growAll(
  rounds: readonly (readonly LayerChannels[])[],
  works: Works,
  afterRound: () => Promise<void>,
): Promise<void> {
  const { around } = works;
  const left = rounds.flat().filter(({ channels }) => channels.length > 0);
  const total = countOf(left);
  around.screen.line(
    total === 0 ? 'All pictures are here already.' : `${total} pictures are to be grown.`,
  );
  const progress = showProgress(total, around.screen);
  try {
    for (const round of rounds) {
      for (const part of round) {
        if (part.channels.length === 0) continue;
        await growPart(part, left, works, progress);
        left.shift();
      }
      if (countOf(round) > 0) await afterRound();
    }
  } finally {
    progress.end();
  }
}

async function growPart(
  { layer, channels }: LayerChannels,
  left: LayerChannels[],
  { gpu, subject, expectSound, kept, growths, slots, around }: Works,
  progress: DreamProgress,
): Promise<void> {
  const growth = growths.get(layer);
  if (!growth) return;
  const rest = left.slice(1);
  let here = channels;
  let began = performance.now();
  await grow(gpu, subject, {
    growth,
    channels,
    slots,
    signal: around.signal,
    onDream: async (channel, dream) => {
      expectSound();
      if (Number.isFinite(dream.first) && Number.isFinite(dream.last)) {
        await kept.write(growth, channel, dream);
      } else around.complain(`${layer}, ${channel}: the objective is no number; it is left out.`);
      here = here.filter((one) => one !== channel);
      const now = performance.now();
      const unfinished = here.length > 0 ? [{ layer, channels: here }, ...rest] : rest;
      progress.add(layer, now - began, unfinished);
      began = now;
    },
  });
}
