/** The bench in Node: ours alone, on Dawn. Bundled and driven by bench/forward.mjs. */
import { readFile } from 'node:fs/promises';
import { Gpu } from '../../src/gpu/index.ts';
import { openNodeGpu } from '../../src/gpu/testing/node-gpu.ts';
import { Course } from './course.ts';
import { denseTimes } from './dense.ts';
import { ownCeilings, ownFacts, prepareOwn } from './own.ts';
import { makeTask } from './task.ts';
import type { TaskName } from './task.ts';

/** What the command drives. `weights`: path of the file of Kawasemi-mini. */
export async function openNodeBench(weights: string) {
  const gpu = await Gpu.open(openNodeGpu());
  const kept = new Map<string, Float32Array>();
  const bench = new Course<TaskName>({
    makeTask: (name) =>
      makeTask(name, async () => {
        const { buffer, byteOffset, byteLength } = await readFile(weights);
        return buffer.slice(byteOffset, byteOffset + byteLength);
      }),
    openTeam: (_id, task) => prepareOwn(gpu, task),
    reference: {
      put: (layer, values) => {
        kept.set(layer, values);
        return Promise.resolve();
      },
      get: (layer) => Promise.resolve(kept.get(layer) ?? new Float32Array()),
    },
  });
  return {
    bench,
    device: {
      facts: () => Promise.resolve(ownFacts(gpu)),
      ceilings: () => ownCeilings(gpu),
      dense: () => denseTimes(gpu),
    },
  };
}
