/** `globalThis.studio` as scripts see it. Types only; every method is documented in the README. */
import type { Gpu, GpuStats, KernelTime } from '../gpu/index.ts';
import type { Lab } from '../insight/index.ts';
import type { Tensor3 } from '../math/index.ts';
import type {
  Dream,
  DreamWish,
  GradientQuestion,
  InputGradient,
  LayerSummary,
  ModelSummary,
  Score,
  Session,
  TuningState,
  UnitExplanation,
  VerifyReport,
} from '../session/index.ts';
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
  gradient(question: GradientQuestion): Promise<InputGradient>;
  dream(wish: DreamWish): Promise<Dream>;
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

/** What stands behind the interface once the page is up. */
export interface OpenStudio {
  readonly session: Session;
  readonly gpu: Gpu;
}

type AtOnce = 'ready' | 'models' | 'layers' | 'link' | 'tuning' | 'stats' | 'lab';

/** Name of a method whose answer a script waits for. */
export type LateName = Exclude<keyof StudioApi, AtOnce>;

/** What each takes. */
export type LateArguments = { [K in LateName]: Parameters<StudioApi[K]> };

/** What each answers in the end. */
export type LateAnswers = { [K in LateName]: Awaited<ReturnType<StudioApi[K]>> };

/** The methods whose answers a script waits for. */
export type LateMethods = {
  [K in LateName]: (...given: LateArguments[K]) => Promise<LateAnswers[K]>;
};
