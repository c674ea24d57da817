/** The plan before anything was measured: it fits the device, its memory, and what the person allows. */
import { expect, test } from 'vitest';
import { loadAlgorithms } from '../../gpu/index.ts';
import type { AdapterFacts } from '../../gpu/index.ts';
import type { PassConvolution } from '../pass-context.ts';
import { estimate, kindOf } from './cost-table.ts';
import { candidatesOf, createPlanner, plainBytes, shapeKey, waysFor } from './planner.ts';

const SOFTWARE: AdapterFacts = {
  vendor: 'google',
  architecture: 'swiftshader',
  description: '',
  isFallback: true,
  subgroupSize: { min: 4, max: 4 },
  features: { f16: false, subgroups: true, timestamps: true },
  limits: {
    maxBufferSize: 2 ** 30,
    maxStorageBufferBindingSize: 2 ** 30,
    maxComputeWorkgroupStorageSize: 32_768,
    maxComputeInvocationsPerWorkgroup: 256,
    maxTextureDimension2D: 8192,
  },
};
const GPU: AdapterFacts = {
  ...SOFTWARE,
  isFallback: false,
  subgroupSize: { min: 32, max: 32 },
  features: { f16: true, subgroups: true, timestamps: true },
};
const SMALL: AdapterFacts = {
  ...GPU,
  limits: { ...GPU.limits, maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 },
};

/** The convolutions of VGG-16 at a size. */
function vgg16(side: number): PassConvolution[] {
  const blocks = [
    [64, 2],
    [128, 2],
    [256, 3],
    [512, 3],
    [512, 3],
  ] as const;
  let channels = 3;
  return blocks.flatMap(([outputs, count], block) =>
    Array.from({ length: count }, (_, index) => {
      const here = side >> block;
      const input = [channels, here, here] as const;
      channels = outputs;
      return {
        name: `block${String(block + 1)}_conv${String(index + 1)}`,
        shape: {
          input,
          outputs,
          kernel: [3, 3],
          stride: [1, 1],
          padding: [1, 1],
          dilation: [1, 1],
        },
        poolFollows: index === count - 1,
      };
    }),
  );
}

/** Bytes of the forms that a plan wants besides the plain weights. */
async function formBytesOf(
  plan: ReadonlyMap<string, string>,
  convolutions: readonly PassConvolution[],
): Promise<number> {
  const { algorithmOf, formBytes } = await loadAlgorithms();
  return convolutions.reduce((sum, { name, shape }) => {
    const form = algorithmOf(plan.get(name) ?? '')?.form;
    if (!form) throw new Error(`${name} has no algorithm`);
    const isPlain = form.domain === 'plain' && form.storage === 'f32';
    return isPlain ? sum : sum + formBytes(form, shape.outputs, shape.input[0]);
  }, 0);
}

test('what a device is follows from what it can do', () => {
  expect(kindOf(SOFTWARE)).toBe('software');
  expect(kindOf({ ...SOFTWARE, isFallback: false })).toBe('software');
  expect(kindOf(GPU)).toBe('gpu');
  // A device that tells nothing of its subgroups is taken for a real one.
  expect(kindOf({ ...GPU, subgroupSize: { min: 0, max: 0 } })).toBe('gpu');
});

test.each([
  ['software', SOFTWARE],
  ['a GPU', GPU],
] as const)(
  'on %s every algorithm has a rate of its own, and costs more for more',
  async (_, facts) => {
    const { ALGORITHMS } = await loadAlgorithms();
    const [, small] = vgg16(64);
    const [, large] = vgg16(128);
    if (!small || !large) throw new Error('there are no shapes');
    for (const algorithm of ALGORITHMS) {
      const ms = estimate(facts, algorithm, small.shape);
      expect(ms, algorithm.id).toBeGreaterThan(0);
      expect(estimate(facts, algorithm, large.shape), algorithm.id).toBeGreaterThan(ms);
      // What is not in the table would be a thousand times slower than anything else.
      const { multiplyAdds } = algorithm.work(small.shape);
      expect(multiplyAdds / 1e6 / ms, algorithm.id).toBeGreaterThan(0.15);
    }
  },
);

test.each([64, 128, 224, 384])('at %i px a plan keeps to the memory for weights', async (side) => {
  const convolutions = vgg16(side);
  const { algorithmOf } = await loadAlgorithms();
  for (const facts of [SOFTWARE, GPU]) {
    for (const allowsHalves of [false, true]) {
      const planner = await createPlanner(facts, { allowsHalves });
      const plan = planner.plan(convolutions);
      expect([...plan.keys()]).toEqual(convolutions.map(({ name }) => name));
      for (const { name, shape } of convolutions) {
        const algorithm = algorithmOf(plan.get(name) ?? '');
        expect(algorithm?.fits(facts, shape), name).toBe(true);
        if (!allowsHalves) expect(algorithm?.precision, name).toBe('f32');
      }
      const bytes = await formBytesOf(plan, convolutions);
      expect(bytes).toBeLessThanOrEqual(2.5 * plainBytes(convolutions));
    }
  }
});

test.each([64, 224, 288, 384, 512])(
  'at %i px no choice of algorithms needs more than 64 MB of workspace, which all layers share',
  async (side) => {
    const { algorithmsFor } = await loadAlgorithms();
    for (const facts of [SOFTWARE, GPU]) {
      const all = vgg16(side).flatMap(({ shape }) =>
        algorithmsFor(facts, shape).map((algorithm) => algorithm.workspaceBytes(shape)),
      );
      // The two buffers hold the most that any layer wants of each.
      const first = Math.max(...all.map(([bytes]) => bytes));
      const second = Math.max(...all.map(([, bytes]) => bytes));
      expect(first).toBeGreaterThan(0);
      expect(first + second).toBeLessThanOrEqual(64e6);
    }
  },
);

test('two passes of one network keep to the memory together', async () => {
  const [shown, scoring] = [vgg16(384), vgg16(224)];
  const { algorithmOf, formBytes, nameOfForm } = await loadAlgorithms();
  for (const facts of [SOFTWARE, GPU]) {
    const planner = await createPlanner(facts);
    const first = planner.plan(shown);
    const second = planner.plan(scoring, [first]);
    const forms = new Map<string, number>();
    for (const plan of [first, second]) {
      for (const { name, shape } of shown) {
        const form = algorithmOf(plan.get(name) ?? '')?.form;
        if (!form || (form.domain === 'plain' && form.storage === 'f32')) continue;
        forms.set(`${name} ${nameOfForm(form)}`, formBytes(form, shape.outputs, shape.input[0]));
      }
    }
    const bytes = [...forms.values()].reduce((sum, it) => sum + it, 0);
    expect(bytes).toBeLessThanOrEqual(2.5 * plainBytes(shown));
  }
});

test('a small device keeps the plain weights only', async () => {
  const convolutions = vgg16(224);
  const plan = (await createPlanner(SMALL)).plan(convolutions);
  expect(await formBytesOf(plan, convolutions)).toBe(0);
});

test('software multiplies less where it can', async () => {
  const plan = (await createPlanner(SOFTWARE)).plan(vgg16(224));
  for (const name of ['block2_conv2', 'block3_conv2', 'block4_conv2']) {
    expect(plan.get(name), name).toContain('winograd');
  }
});

test('what was measured counts for more than the table', async () => {
  const [, , convolution] = vgg16(224);
  if (!convolution) throw new Error('there is no such convolution');
  const { name } = convolution;
  const measurements = new Map([
    [shapeKey(convolution), { 'direct/7': 2, general: 1, 'gone/9': 0.1 }],
  ]);
  const planner = await createPlanner(SOFTWARE, { measurements });
  expect(planner.plan([convolution]).get(name)).toBe('general');
  // Of ids that there are not any more nothing is left: the table decides again.
  const old = new Map([[shapeKey(convolution), { 'gone/9': 0.1 }]]);
  const fresh = await createPlanner(SOFTWARE);
  const again = await createPlanner(SOFTWARE, { measurements: old });
  expect(again.plan([convolution])).toEqual(fresh.plan([convolution]));
});

test('weights in 16 bits are chosen only where they save a lot', async () => {
  const algorithms = await loadAlgorithms();
  const rounded = vgg16(224).map(({ name, shape }) => {
    const ways = waysFor(algorithms, GPU, shape);
    const bits16 = ways.filter(({ form }) => form.storage === 'q16');
    expect(ways.length, name).toBeGreaterThan(bits16.length);
    return [name, new Set(bits16.map(({ form }) => form.domain)).size] as const;
  });
  const few = ['block1_conv1', 'block1_conv2', 'block2_conv1'];
  for (const [name, domains] of rounded) {
    if (few.includes(name)) expect(domains, name).toBe(0);
    else expect(domains, name).toBeGreaterThan(0);
  }
  // Whatever was measured: a small layer never has them.
  const [, small] = vgg16(224);
  if (!small) throw new Error('there is no such convolution');
  const measurements = new Map([
    [shapeKey(small), { 'winograd-4/direct-4/q16': 0.1, 'winograd-4/direct-4': 1, general: 9 }],
  ]);
  const planner = await createPlanner(SOFTWARE, { measurements, budget: Infinity });
  expect(planner.plan([small]).get(small.name)).toBe('winograd-4/direct-4');
});

test('shapes, poolings and halves have keys of their own', () => {
  const keys = [64, 224].flatMap((side) =>
    vgg16(side).flatMap((it) => [shapeKey(it), shapeKey(it, true)]),
  );
  // The second and the third of a block differ by the pooling only.
  const distinct = new Set(
    [64, 224].flatMap((side) =>
      vgg16(side).flatMap(({ shape, poolFollows }) =>
        [false, true].map((halves) => JSON.stringify([shape, poolFollows, halves])),
      ),
    ),
  );
  expect(new Set(keys).size).toBe(distinct.size);
});

test('what is tried begins with the best by the table, and has a way that takes no memory', async () => {
  const { algorithmsFor } = await loadAlgorithms();
  for (const facts of [SOFTWARE, GPU]) {
    for (const { name, shape } of vgg16(224)) {
      const fitting = algorithmsFor(facts, shape).filter(({ precision }) => precision === 'f32');
      const tried = candidatesOf(facts, fitting, shape, 5);
      const times = fitting.map((it) => estimate(facts, it, shape));
      expect(tried.length, name).toBe(Math.min(5, fitting.length));
      expect(new Set(tried).size, name).toBe(tried.length);
      const least = Math.min(...times);
      expect(tried.some((it) => estimate(facts, it, shape) === least)).toBe(true);
      expect(tried.some(({ form }) => form.domain === 'plain' && form.storage === 'f32')).toBe(
        true,
      );
    }
  }
});
