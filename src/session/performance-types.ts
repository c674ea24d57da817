/** What the elements may see of measuring this device. No GPU type appears here. */
import type { LabFace, LabName } from './lab/lab-types.ts';
import type { ErrorValues, ReadonlySignal } from '../base/index.ts';
import type { TuningState } from './tuning-types.ts';
import type { Ceilings, DeviceFacts, PassPerformance } from '../insight/index.ts';

export type {
  Bound,
  Ceilings,
  DeviceFacts,
  LayerPerformance,
  PassPerformance,
  Spread,
} from '../insight/index.ts';

/** What was found. */
export interface PerformanceReport extends PassPerformance {
  /** When, as in ISO 8601. */
  readonly at: string;
  readonly device: DeviceFacts;
  readonly ceilings: Ceilings;
  /** Id and name of the network. */
  readonly model: { readonly id: string; readonly name: string };
  /** By which plan its convolutions ran. */
  readonly plan: TuningState['state'];
  /** Of the network's input, pixels. */
  readonly input: { readonly height: number; readonly width: number };
}

/** A measurement under way, or how the last one ended. */
export interface PerformanceState {
  /** `changed`: the network or its size did, meanwhile. */
  readonly state: 'running' | 'done' | 'stopped' | 'changed' | 'failed';
  /** First the device, then the layers of the network. */
  readonly phase: 'ceilings' | 'layers';
  /** Rounds of the second phase. */
  readonly done: number;
  readonly total: number;
  /** The newest there is: of a measurement before until another is done. */
  readonly report: PerformanceReport | null;
  /** Why it failed: to be said in words. */
  readonly reason: { readonly code: string; readonly values: ErrorValues } | null;
}

/** A page that an address may name, shown over the explorer. */
export type PageName = 'performance' | 'dreams' | `labs/${LabName}`;

/** How fast this device is with the network that is shown. */
export interface PerformanceFace {
  readonly device: DeviceFacts;
  /** Null before the first one. */
  readonly performance: ReadonlySignal<PerformanceState | null>;
  /** The page that is open over the explorer; null while none is. */
  readonly page: ReadonlySignal<PageName | null>;
  /**
   * Resolves to what was found; while one is under way, to its result. Rejects when stopped, when the network changes,
   * and when there is none.
   */
  measurePerformance(): Promise<PerformanceReport>;
  stopMeasuring(): void;
  /** `lab`: how the lab is, as a link says it. */
  openPage(page: PageName | null, lab?: string): void;
  /** A new lab, which follows `page` and its link, and is gone when the page is closed. */
  openLab(): Promise<LabFace>;
}
