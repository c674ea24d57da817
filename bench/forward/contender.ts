/** What takes part in the bench: a library, or one of our plans, ready to run one task. Knows no library. */

/** Time of one layer. */
export interface LayerTime {
  readonly layer: string;
  /** Milliseconds. */
  readonly ms: number;
}

/** What the device has to do for one layer. */
export interface LayerWork {
  /** Carried out, not by definition. */
  readonly multiplyAdds: number;
  /** Through memory, at the least. */
  readonly bytes: number;
}

/** What is told of a contender beside its times. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

/** One contender with weights and input in place. */
export interface Contender {
  readonly facts: Facts;
  /** A forward pass; resolves when the output of the last layer has been read. The outputs of all layers stay. */
  run(): Promise<void>;
  /** What a layer wrote in the last run, CHW. */
  output(layer: string): Promise<Float32Array>;
  /** Times of single layers; null where they cannot be had. */
  layers(): Promise<readonly LayerTime[] | null>;
  /** Which way each layer takes, where there is a choice. */
  readonly ways: Readonly<Record<string, string>>;
  /** Of the layers of which it is known. */
  readonly work: Readonly<Record<string, LayerWork>>;
  dispose(): Promise<void>;
}

/** One of a team. */
export interface Member {
  readonly id: string;
  /** One algorithm alone, of which there are many: made anew for each run, so that they need not all be held. */
  readonly isSingle: boolean;
}

/** Several contenders that share a device. */
export interface Team {
  readonly members: readonly Member[];
  prepare(id: string): Promise<Contender>;
  dispose(): Promise<void>;
}

/** A team of one. */
export function alone(id: string, prepare: () => Promise<Contender>): Team {
  return { members: [{ id, isSingle: false }], prepare, dispose: () => Promise.resolve() };
}

/** NHWC, batch 1, to CHW. */
export function channelsFirst(data: Float32Array, channels: number, cells: number): Float32Array {
  const result = new Float32Array(data.length);
  for (let cell = 0; cell < cells; cell += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      result[channel * cells + cell] = data[cell * channels + channel] ?? NaN;
    }
  }
  return result;
}

/** CHW to NHWC, batch 1. */
export function channelsLast(data: Float32Array, channels: number, cells: number): Float32Array {
  const result = new Float32Array(data.length);
  for (let channel = 0; channel < channels; channel += 1) {
    for (let cell = 0; cell < cells; cell += 1) {
      result[cell * channels + channel] = data[channel * cells + cell] ?? NaN;
    }
  }
  return result;
}
