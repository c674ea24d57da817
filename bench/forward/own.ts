/** The studio's own forward pass, by one plan after the other, on one device. Runs in the browser and in Node. */
import type { Owned } from '../../src/base/index.ts';
import type { AdapterFacts, Gpu } from '../../src/gpu/index.ts';
import { readTensor, writeTensor } from '../../src/gpu/index.ts';
import { measureCeilings } from '../../src/insight/performance/index.ts';
import type { Ceilings } from '../../src/insight/performance/types.ts';
import { Network, timeOfLayer } from '../../src/network/index.ts';
import type { ForwardPass } from '../../src/network/index.ts';
import type { Contender, LayerTime, Team } from './contender.ts';
import { comparedLayers } from './task.ts';
import type { Task } from './task.ts';

/** The plan that the studio starts with. */
export const START_PLAN = 'start';

/** What is told of the device. */
export function ownFacts({ facts }: Gpu): AdapterFacts {
  return facts;
}

/** The ceilings of the device, as the studio measures them. */
export function ownCeilings(gpu: Gpu): Promise<Ceilings> {
  return measureCeilings(gpu);
}

/** Uploads the weights once for all plans. */
export async function prepareOwn(gpu: Gpu, task: Task): Promise<Team> {
  const network = await Network.load(gpu, task.layers, task.weights);
  return {
    ids: [START_PLAN],
    prepare: async () =>
      contender(gpu, task, await network.pass({ height: task.side, width: task.side })),
    dispose: () => {
      network.dispose();
      return Promise.resolve();
    },
  };
}

function contender(gpu: Gpu, task: Task, pass: Owned<ForwardPass>): Contender {
  const last = pass.output(task.layers.at(-1)?.name ?? '');
  writeTensor(gpu, pass.input, task.input);
  return {
    facts: {},
    ways: {},
    run: async () => {
      gpu.submit('bench', (commands) => {
        pass.encode(commands);
      });
      await gpu.read(last.buffer);
    },
    output: async (name) => (await readTensor(gpu, pass.output(name))).data,
    layers: async () => {
      const times = await gpu.profile('bench', (commands) => {
        pass.encode(commands);
      });
      const found = comparedLayers(task).flatMap((layer): LayerTime[] => {
        const ms = timeOfLayer(times, layer);
        return ms === null ? [] : [{ layer, ms }];
      });
      return found.length > 0 ? found : null;
    },
    dispose: () => {
      pass.dispose();
      return Promise.resolve();
    },
  };
}
