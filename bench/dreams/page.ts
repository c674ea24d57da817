/** The bench of dreams in a page: ours, or TensorFlow.js, one in a page. Driven from outside with plain values. */
import { Gpu } from '../../src/gpu/index.ts';
import type { AdapterFacts } from '../../src/gpu/index.ts';
import { makeTask } from '../forward/task.ts';
import type { Task, TaskName } from '../forward/task.ts';
import type { Gradient, GradientWish, Times } from './gradient.ts';
import { prepareOwnRuns } from './own.ts';
import type { OwnRuns } from './own.ts';
import { prepareTfjsGradient } from './tfjs-gradient.ts';

/** Times of one layer at one size, in turn. */
export interface LayerTimes {
  readonly forward: Times;
  readonly step: Times;
}

/** What the command asks for. */
export interface DreamsBench {
  facts(): Promise<AdapterFacts>;
  prepare(name: TaskName, wish: GradientWish): Promise<void>;
  gradient(): Promise<Gradient>;
  step(): Promise<number>;
  inTurn(rounds: number): Promise<LayerTimes>;
  prepareTfjs(name: TaskName, wish: GradientWish): Promise<void>;
  tfjsGradient(): Promise<Gradient>;
}

let opened: Promise<Gpu> | null = null;
let own: OwnRuns | null = null;
let tfjs: (() => Promise<Gradient>) | null = null;

function gpuHere(): Promise<Gpu> {
  return (opened ??= Gpu.open());
}

function taskOf(name: TaskName): Promise<Task> {
  return makeTask(name, async () =>
    (await fetch('/weights/kawasemi-mini.safetensors')).arrayBuffer(),
  );
}

function prepared<T>(thing: T | null): T {
  if (thing === null) throw new Error('Nothing is prepared.');
  return thing;
}

const bench: DreamsBench = {
  facts: async () => (await gpuHere()).facts,
  prepare: async (name, wish) => {
    own = await prepareOwnRuns(await gpuHere(), await taskOf(name), wish);
  },
  gradient: () => prepared(own).gradient(),
  step: () => prepared(own).step(),
  inTurn: async (rounds) => {
    const { forward, step } = prepared(own);
    const times = { forward: [] as number[], step: [] as number[] };
    await forward();
    await step();
    for (let round = 0; round < rounds; round += 1) {
      // Every second round the other way round, so that nobody always follows the same neighbour.
      if (round % 2 === 0) times.forward.push(await forward());
      times.step.push(await step());
      if (round % 2 === 1) times.forward.push(await forward());
    }
    return times;
  },
  prepareTfjs: async (name, wish) => {
    tfjs = await prepareTfjsGradient(await taskOf(name), wish);
  },
  tfjsGradient: () => prepared(tfjs)(),
};

Object.assign(globalThis, { bench });
