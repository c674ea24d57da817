/** Public face of dreams: a part of its own, loaded when they are wanted. */
import { effect, signal } from '../../base/index.ts';
import type { ReadonlySignal } from '../../base/index.ts';
import { readTensor } from '../../gpu/index.ts';
import type { BlockedTensor, Gpu } from '../../gpu/index.ts';
import { loadDreaming } from '../../insight/index.ts';
import type { ConvolutionPlanner } from '../../network/index.ts';
import type { LoadedModel, ModelLibrary } from '../model-library.ts';
import type { Notice } from '../types.ts';
import { DreamDesk } from './dream-desk.ts';
import { DreamFolder } from './dream-folder.ts';
import type { DreamStorage } from './dream-folder.ts';
import { dreamModel } from './dream-model.ts';
import type { DreamModel } from './dream-model.ts';
import { paintDream } from './dream-paint.ts';
import type { PaintDream } from './dream-paint.ts';
import type { RoomHost } from './dream-room.ts';
import { GALLERY_READER } from './gallery.ts';
import type { GalleryReader } from './gallery.ts';
import { pageClock } from './page-clock.ts';
import type { PageClock } from './page-clock.ts';
import type { StartPicture } from './study.ts';

export type { DreamDesk } from './dream-desk.ts';
export type * from './dream-types.ts';

/** What dreams ask of the session they belong to. */
export interface DreamHost {
  readonly gpu: Gpu;
  readonly library: Pick<ModelLibrary, 'base' | 'entries'>;
  readonly hold: (work: () => Promise<void>) => Promise<void>;
  /** The network at this moment; null before there is one. */
  readonly loaded: () => LoadedModel | null;
  /** How its convolutions are to run, as measured; undefined: by the cost table of the device. */
  readonly planner?: (model: LoadedModel) => Promise<ConvolutionPlanner | undefined>;
  /** RGB 0..255 as the network receives it; null before there is one. */
  readonly picture: () => BlockedTensor | null;
  /** Each changes when the network has changed, or more of it is there. */
  readonly session: RoomHost & {
    readonly model: ReadonlySignal<unknown>;
    readonly arriving: ReadonlySignal<unknown>;
    readonly scoring: ReadonlySignal<unknown>;
    readonly notice: { value: Notice | null };
  };
}

/** What tests put in place of the page's. */
export interface DreamPage {
  readonly clock: PageClock;
  readonly paint: PaintDream;
  readonly storage: DreamStorage | undefined;
  readonly reader: GalleryReader;
}

const LARGEST_COLOR = 255;

/** The dreams of a session, once it has a network. */
export async function openDreams(
  host: DreamHost,
  page: Partial<DreamPage> = {},
): Promise<DreamDesk> {
  const { gpu, session, library } = host;
  const kit = await loadDreaming();
  const model = signal<DreamModel | null>(null);
  const arriving = signal(0);
  const { model: shown, arriving: lacking, scoring } = session;
  const stops = [shown, lacking, scoring].map((one) =>
    one.subscribe(() => {
      model.value = modelOf(host, model.peek());
      arriving.value = arriving.peek() + 1;
    }),
  );
  const first = await modelIn(model);
  const clock = page.clock ?? pageClock();
  const desk = new DreamDesk(
    {
      model,
      arriving,
      hold: host.hold,
      groundOf: ({ subject, loaded }) => ({
        open: async (request) => {
          const planner = await host.planner?.(loaded);
          return kit.Grower.open(gpu, { ...subject, ...(planner && { planner }) }, request);
        },
        finished: () => gpu.finished(),
        trim: () => gpu.trim(),
      }),
      recipes: kit.RECIPE_IDS,
      recipeFor: kit.recipeFor,
      startPicture: () => startPicture(host),
      clock,
      paint: page.paint ?? paintDream,
      folder: new DreamFolder('storage' in page ? page.storage : storageOfBrowser()),
      base: library.base,
      reader: page.reader ?? GALLERY_READER,
      room: session,
      onUnread: (parts) => {
        const values = { parts: parts.join(', ') };
        session.notice.value = { severity: 'info', code: 'link-unread', values };
      },
    },
    first,
  );
  for (const stop of stops) desk.defer(stop);
  return desk;
}

/** The network with what depends on it; the same one as long as its layers are. */
function modelOf({ loaded, library }: DreamHost, before: DreamModel | null): DreamModel | null {
  const now = loaded();
  if (!now) return null;
  const isSame = before?.loaded === now && before.count === now.network.layers.length;
  if (isSame) return before;
  return dreamModel(now, library.entries.find(({ id }) => id === now.summary.id) ?? null);
}

function modelIn(model: ReadonlySignal<DreamModel | null>): Promise<DreamModel> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (!model.value) return;
      resolve(model.value);
      queueMicrotask(() => stop());
    });
  });
}

async function startPicture({ gpu, picture }: DreamHost): Promise<StartPicture | null> {
  const tensor = picture();
  if (!tensor) return null;
  const { shape, data } = await readTensor(gpu, tensor);
  const [, height, width] = shape;
  return { shape: [3, height, width], data: data.map((value) => value / LARGEST_COLOR) };
}

/** Undefined in Node, and in browsers that keep nothing. */
function storageOfBrowser(): DreamStorage | undefined {
  const { navigator } = globalThis as { readonly navigator?: Partial<Navigator> };
  return navigator?.storage;
}
