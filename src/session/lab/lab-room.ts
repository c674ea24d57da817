/** Opens a lab and keeps it in step with the address: a link that is followed changes the lab, and the lab its link. */
import { effect } from '../../base/index.ts';
import type { ReadonlySignal, Signal } from '../../base/index.ts';
import type { Gpu } from '../../gpu/index.ts';
import { loadLab } from '../../insight/index.ts';
import type { PageName } from '../performance-types.ts';
import type { LayerSummary, ModelSummary, PictureSummary, SamplePicture } from '../types.ts';
import type { Photo, WeightsFacts } from '../unit-types.ts';
import { hasCamera } from './lab-camera.ts';
import { LabDesk } from './lab-desk.ts';
import { readLabLink, writeLabLink } from './lab-link.ts';
import { LabPictures } from './lab-pictures.ts';
import type { LabFace, LabFilters, LabName } from './lab-types.ts';

/** What a lab asks of the session it belongs to, and where it says how it is. */
export interface LabHost {
  readonly page: Signal<PageName | null>;
  readonly labLink: Signal<string>;
  readonly samples: readonly SamplePicture[];
  /** The network and the picture that are shown; left out where there is no explorer. */
  readonly explorer?: {
    readonly model: ReadonlySignal<ModelSummary | null>;
    readonly layers: ReadonlySignal<readonly LayerSummary[]>;
    readonly picture: ReadonlySignal<PictureSummary | null>;
    readonly photo: ReadonlySignal<Photo | null>;
    weightsFacts(layer: string): WeightsFacts | null;
    kernelOf(layer: string, output: number, input: number): Promise<Float32Array>;
  };
}

type Explorer = NonNullable<LabHost['explorer']>;

/** A lab on the GPU, or on the references where `gpu` is null. It is gone when `host.page` names none any more. */
export async function openLab(gpu: Gpu | null, host: LabHost): Promise<LabFace> {
  const kit = await loadLab();
  const pictures = new LabPictures(host.samples, hasCamera());
  const desk = new LabDesk({
    kit,
    engine: gpu ? new kit.GpuEngine(gpu) : new kit.ReferenceEngine(),
    lab: kit.createLab(gpu ? kit.gpuBackend(gpu) : kit.REFERENCE_BACKEND),
    pictures,
    filters: host.explorer ? filtersOf(host.explorer) : null,
  });
  if (host.explorer) await takePicture(host.explorer, pictures);
  const isNew = host.labLink.peek() === '';
  follow(host, desk);
  const wantsCalm = globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (isNew && !wantsCalm) void desk.greet();
  return desk;
}

/** Runs until the page is closed. */
function follow({ page, labLink }: LabHost, desk: LabDesk): void {
  let written: string | null = null;
  const stops: (() => void)[] = [];
  const stop = (): void => {
    for (const one of stops) one();
    desk.dispose();
  };
  stops.push(
    effect(() => {
      const lab = labOf(page.value);
      const link = labLink.value;
      if (!lab) queueMicrotask(stop);
      else if (`${lab}?${link}` !== written) {
        const { settings, cursor, tour, unread } = readLabLink(lab, link);
        written = `${lab}?${link}`;
        desk.open(settings, cursor, tour);
        if (unread.length > 0) desk.say('link-unread', { parts: unread.join(', ') });
      }
    }),
    effect(() => {
      const settings = desk.settings.value;
      const link = writeLabLink(settings, desk.cursor.value, desk.tour.value);
      if (!labOf(page.peek())) return;
      written = `${settings.lab}?${link}`;
      labLink.value = link;
      page.value = `labs/${settings.lab}`;
    }),
  );
}

function labOf(page: PageName | null): LabName | null {
  return page === 'labs/convolution' ? 'convolution' : page === 'labs/pooling' ? 'pooling' : null;
}

/** A picture of the person's own that the explorer shows can be had in the lab too. */
async function takePicture(explorer: Explorer, pictures: LabPictures): Promise<void> {
  const photo = explorer.photo.peek();
  const summary = explorer.picture.peek();
  if (!photo || !summary || summary.sample) return;
  pictures.use(await createImageBitmap(photo.image), summary.title);
}

function filtersOf(explorer: Explorer): LabFilters | null {
  const model = explorer.model.peek();
  if (!model) return null;
  const layers = explorer.layers.peek().flatMap(({ name, kind }) => {
    const facts = kind === 'convolution' ? explorer.weightsFacts(name) : null;
    if (!facts) return [];
    const [filters, channels, rows, columns] = facts.shape;
    return [{ name, filters, channels, size: [rows, columns] as const }];
  });
  const first = layers[0]?.name;
  return {
    model: model.name,
    layers,
    read: (layer, filter, channel) => {
      // The first layer reads colours in the order of its model.
      const place = layer === first && model.colorOrder === 'BGR' ? 2 - channel : channel;
      return explorer.kernelOf(layer, filter, place);
    },
  };
}
