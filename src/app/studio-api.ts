/** `globalThis.studio`: the studio for scripts and tests. Every method is documented in the README. */
import type { Gpu, GpuStats, KernelTime } from '../gpu/index.ts';
import type { Lab } from '../insight/index.ts';
import type { Tensor3 } from '../math/index.ts';
import type {
  LayerSummary,
  ModelSummary,
  Score,
  Session,
  TuningState,
  UnitExplanation,
  VerifyReport,
} from '../session/index.ts';
import { labFor } from './script-lab.ts';
import type { PictureArgument } from './script-picture.ts';

/** A layer to show, and perhaps a cell of it. */
export interface Selection {
  readonly layer: string;
  /** A tile to point at; with `y` and `x` a cell of it, else its first. */
  readonly channel?: number;
  readonly y?: number;
  readonly x?: number;
}

/** A unit to explain: a cell of one channel. */
export interface UnitQuestion {
  readonly layer: string;
  readonly channel: number;
  /** Row and column; 0 if left out. */
  readonly y?: number;
  readonly x?: number;
}

/** What the studio has done and holds. */
export interface StudioStats {
  readonly adapter: GpuStats['adapter'];
  /** Bytes held on the GPU. */
  readonly bytes: number;
  /** Launches by kernel name since the page was opened. */
  readonly dispatches: GpuStats['dispatches'];
  readonly buffersCreated: number;
  readonly readBacks: GpuStats['readBacks'];
  /** Milliseconds of the last forward pass, from submit to done. */
  readonly forwardMs: number;
  /** Pictures computed so far. */
  readonly frames: number;
}

/** The studio as scripts see it. */
export interface StudioApi {
  readonly ready: Promise<void>;
  models(): readonly ModelSummary[];
  loadModel(source: string | File | URL): Promise<void>;
  fetchDense(): Promise<void>;
  layers(): readonly LayerSummary[];
  setPicture(picture: PictureArgument): Promise<void>;
  select(selection: Selection): Promise<void>;
  activations(layer: string): Promise<Tensor3>;
  explain(unit: UnitQuestion): Promise<UnitExplanation>;
  painted(): Promise<void>;
  timed(work: () => Promise<void>): Promise<readonly KernelTime[]>;
  link(): string;
  scores(count?: number): Promise<readonly Score[]>;
  verify(): Promise<VerifyReport>;
  tuning(): TuningState;
  tune(): Promise<boolean>;
  forgetTuning(): Promise<void>;
  stats(): StudioStats;
  readonly lab: Lab;
}

const DEFAULT_SCORES = 5;

/** What stands behind the interface once the page is up. */
export interface OpenStudio {
  readonly session: Session;
  readonly gpu: Gpu;
}

/**
 * The script interface, usable from the first moment: `opened` resolves once there is a session, `ready` when the
 * first maps are drawn. Before that, methods that answer at once throw, and the others wait.
 */
export function createStudioApi(opened: Promise<OpenStudio>, ready: Promise<void>): StudioApi {
  let open: OpenStudio | null = null;
  void opened.then(
    (studio) => (open = studio),
    () => null,
  );
  const now = (): OpenStudio => {
    if (open) return open;
    throw new Error('The studio is still opening: await studio.ready first.');
  };
  return {
    ready,
    models: () => now().session.models.value,
    layers: () => now().session.layers.value,
    loadModel: async (source) => (await opened).session.loadModel(source),
    fetchDense: async () => (await opened).session.loadDense(),
    setPicture: async (picture) => {
      const [{ session }, { setPicture }] = await Promise.all([
        opened,
        import('./script-picture.ts'),
      ]);
      await setPicture(session, picture);
    },
    select: async ({ layer, channel, y = 0, x = 0 }) => {
      const { session } = await opened;
      await session.showLayer(layer);
      session.point(channel === undefined ? null : { channel, row: y, column: x });
    },
    activations: async (layer) => (await opened).session.values(layer),
    explain: async ({ layer, channel, y = 0, x = 0 }) =>
      (await opened).session.explain({ layer, cell: { channel, row: y, column: x } }),
    painted: async () => (await opened).session.painted(),
    timed: async (work) => (await opened).gpu.timed(work),
    link: () => now().session.link(),
    scores: async (count = DEFAULT_SCORES) =>
      (await (await opened).session.bestClasses(count))?.entries ?? [],
    verify: async () => (await opened).session.verify(),
    tuning: () => now().session.tuning.value,
    tune: async () => (await opened).session.tune(),
    forgetTuning: async () => (await opened).session.forgetTuning(),
    stats: () => {
      const { gpu, session } = now();
      const { adapter, bytes, dispatches, buffersCreated, readBacks } = gpu.stats;
      return { adapter, bytes, dispatches, buffersCreated, readBacks, ...session.progress };
    },
    lab: labFor(opened),
  };
}
