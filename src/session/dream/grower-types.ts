/** What grows pictures, as the garden and the study use it: the class of that name, or what a test puts in its place. */
import type { Grower, GrowthRequest } from '../../insight/index.ts';

export type Growing = Pick<
  Grower,
  | 'slots'
  | 'steps'
  | 'plant'
  | 'clear'
  | 'stepOf'
  | 'isDone'
  | 'advance'
  | 'look'
  | 'observe'
  | 'save'
  | 'dispose'
>;

/** Where pictures grow. */
export interface Ground {
  /** Throws as `Grower.open`. */
  open(request: GrowthRequest): Promise<Growing>;
  /** Resolves when the device has done all that was asked. */
  finished(): Promise<void>;
  /** Memory that was given back is free for others. */
  trim(): void;
}
