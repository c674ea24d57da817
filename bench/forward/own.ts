/** The studio's own forward pass, by one plan after the other, on one device. Runs in the browser and in Node. */
import type { Owned } from '../../src/base/index.ts';
import { loadAlgorithms, readTensor, writeTensor } from '../../src/gpu/index.ts';
import type { AdapterFacts, Gpu } from '../../src/gpu/index.ts';
import { measureCeilings } from '../../src/insight/performance/index.ts';
import type { Ceilings } from '../../src/insight/performance/types.ts';
import { Network, timeOfLayer } from '../../src/network/index.ts';
import type { ForwardPass } from '../../src/network/index.ts';
import type { Contender, Facts, LayerTime, LayerWork, Team } from './contender.ts';
import { plansFor } from './plans.ts';
import { comparedLayers } from './task.ts';
import type { Task } from './task.ts';

const BYTES_PER_FLOAT = 4;

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
  const size = { height: task.side, width: task.side };
  const first = await network.pass(size);
  const plans = await plansFor(gpu, first.convolutions);
  first.dispose();
  gpu.trim();
  return {
    members: plans.map(({ id, isSingle }) => ({ id, isSingle })),
    prepare: async (id) => {
      const plan = plans.find((one) => one.id === id);
      if (!plan) throw new Error(`There is no plan ${id}.`);
      const before = { live: gpu.stats.liveBytes, forms: network.formBytes };
      const pass = await network.pass(size, plan.planner ? { planner: plan.planner } : {});
      await plan.tune?.(pass);
      gpu.trim();
      // Plans share weights in a form: those of this plan are counted from it, whoever made them.
      const passBytes = gpu.stats.liveBytes - before.live - (network.formBytes - before.forms);
      const bytes = { passBytes, ...(await formBytesOf(pass)) };
      return contender(gpu, task, pass, bytes);
    },
    dispose: () => {
      network.dispose();
      gpu.trim();
      return Promise.resolve();
    },
  };
}

async function contender(
  gpu: Gpu,
  task: Task,
  pass: Owned<ForwardPass>,
  bytes: Facts,
): Promise<Contender> {
  const last = pass.output(task.layers.at(-1)?.name ?? '');
  writeTensor(gpu, pass.input, task.input);
  const { work, precision } = await workOf(pass);
  return {
    facts: { precision, ...bytes },
    ways: Object.fromEntries(pass.algorithms),
    work,
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
      // Without a clock on the device nothing has been waited for.
      await gpu.read(last.buffer);
      const found = comparedLayers(task).flatMap((layer): LayerTime[] => {
        const ms = timeOfLayer(times, layer);
        return ms === null ? [] : [{ layer, ms }];
      });
      return found.length > 0 ? found : null;
    },
    dispose: () => {
      pass.dispose();
      gpu.trim();
      return Promise.resolve();
    },
  };
}

/** Bytes of the weights that a plan reads in other forms than the plain one, and of all in the plain one. */
async function formBytesOf({ convolutions, algorithms }: ForwardPass): Promise<Facts> {
  const { algorithmOf, formBytes } = await loadAlgorithms();
  let [inOther, inPlain] = [0, 0];
  for (const { name, shape } of convolutions) {
    const [rows, columns] = shape.kernel;
    inPlain += shape.input[0] * shape.outputs * rows * columns * BYTES_PER_FLOAT;
    const form = algorithmOf(algorithms.get(name) ?? '')?.form;
    if (!form || (form.domain === 'plain' && form.storage === 'f32')) continue;
    inOther += formBytes(form, shape.outputs, shape.input[0]);
  }
  return { formBytes: inOther, plainBytes: inPlain };
}

/** What the algorithms of a pass have to do, and the coarsest of their precisions. */
async function workOf(
  pass: ForwardPass,
): Promise<{ work: Record<string, LayerWork>; precision: 'f32' | 'f16' }> {
  const { algorithmOf } = await loadAlgorithms();
  const work: Record<string, LayerWork> = {};
  let precision: 'f32' | 'f16' = 'f32';
  for (const { name, shape } of pass.convolutions) {
    const algorithm = algorithmOf(pass.algorithms.get(name) ?? '');
    if (!algorithm) continue;
    work[name] = algorithm.work(shape);
    if (algorithm.precision === 'f16') precision = 'f16';
  }
  return { work, precision };
}
