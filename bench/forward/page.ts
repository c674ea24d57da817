/** The bench in a page: one page for each library, so that none stands in another's way. Driven from outside. */
import { Gpu } from '../../src/gpu/index.ts';
import { alone } from './contender.ts';
import type { Team } from './contender.ts';
import { Course } from './course.ts';
import type { Reference } from './course.ts';
import { denseTimes } from './dense.ts';
import { prepareOrt } from './ort.ts';
import { ownCeilings, ownFacts, prepareOwn } from './own.ts';
import { makeTask } from './task.ts';
import type { Task, TaskName } from './task.ts';
import { prepareTfjs } from './tfjs.ts';

const REFERENCE = 'bench-reference';

let opened: Promise<Gpu> | null = null;

/** One device for all tasks of the page. */
function gpuHere(): Promise<Gpu> {
  return (opened ??= Gpu.open());
}

async function openTeam(id: string, task: Task): Promise<Team> {
  switch (id) {
    case 'ours':
      return prepareOwn(await gpuHere(), task);
    case 'tfjs-webgpu':
      return alone(id, () => prepareTfjs('webgpu', task));
    case 'tfjs-wasm':
      return alone(id, () => prepareTfjs('wasm', task));
    case 'ort-webgpu':
      return alone(id, () => prepareOrt('webgpu', task));
    case 'ort-wasm':
      return alone(id, () => prepareOrt('wasm', task));
    default:
      throw new Error(`The bench does not know ${id}.`);
  }
}

/** Kept by the browser, where the other pages find it. */
const reference: Reference = {
  put: async (layer, values) => {
    const cache = await caches.open(REFERENCE);
    await cache.put(`/${REFERENCE}/${layer}`, new Response(values as Float32Array<ArrayBuffer>));
  },
  get: async (layer) => {
    const found = await caches.match(`/${REFERENCE}/${layer}`);
    if (!found) throw new Error(`There is no reference for ${layer}.`);
    return new Float32Array(await found.arrayBuffer());
  },
};

const course = new Course<TaskName>({
  makeTask: (name) =>
    makeTask(name, async () => (await fetch('/weights/kawasemi-mini.safetensors')).arrayBuffer()),
  openTeam,
  reference,
});

Object.assign(globalThis, {
  bench: course,
  device: {
    facts: async () => ownFacts(await gpuHere()),
    ceilings: async () => ownCeilings(await gpuHere()),
    dense: async () => denseTimes(await gpuHere()),
  },
});
