/** What keeping dense weights with fewer bits does to the scores: the same inputs through the same network, compared. */
import { createRandom } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import type { Gpu, WeightFormat } from '../../gpu/index.ts';
import { sizeOf } from '../../math/index.ts';
import { LOGITS } from '../forward-pass.ts';
import type { ForwardPass } from '../forward-pass.ts';
import { isLearned, tensorsOf } from '../layer.ts';
import type { DenseLayer, Layer } from '../layer.ts';
import { Network } from '../network.ts';
import { startUpload } from '../upload.ts';

/** The scores of one input. */
export interface Scores {
  readonly logits: Float32Array;
  readonly probabilities: Float32Array;
}

/** How far two sets of scores are apart, the worst of all inputs. */
export interface ScoreChange {
  readonly probability: number;
  /** Relative to the largest logit of the same input. */
  readonly logit: number;
  /** Share of inputs with the same best class. */
  readonly top1: number;
  /** Share of inputs with the same five best classes, in any order. */
  readonly top5: number;
}

/** Reads the scores of what the pass was fed last. */
export async function readScores(pass: ForwardPass): Promise<Scores> {
  const [logits, probabilities] = await Promise.all([
    pass.readActivations(LOGITS),
    pass.readActivations('predictions'),
  ]);
  return { logits: logits.data, probabilities: probabilities.data };
}

/** Compares input by input. */
export function changeOf(actual: readonly Scores[], expected: readonly Scores[]): ScoreChange {
  const changes = expected.map((wanted, index) => {
    const found = actual[index] ?? wanted;
    const [own, theirs] = [bestOf(found.logits), bestOf(wanted.logits)];
    const largest = wanted.logits.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return {
      probability: farthest(found.probabilities, wanted.probabilities),
      logit: farthest(found.logits, wanted.logits) / largest,
      top1: own[0] === theirs[0] ? 1 : 0,
      top5: own.every((index) => theirs.includes(index)) ? 1 : 0,
    };
  });
  const worst = (name: 'probability' | 'logit'): number =>
    Math.max(...changes.map((change) => change[name]));
  const share = (name: 'top1' | 'top5'): number =>
    changes.reduce((sum, change) => sum + change[name], 0) / changes.length;
  return {
    probability: worst('probability'),
    logit: worst('logit'),
    top1: share('top1'),
    top5: share('top5'),
  };
}

/** A line to be printed. */
export function lineOf(title: string, { probability, logit, top1, top5 }: ScoreChange): string {
  return (
    `${title.padEnd(28)} probability ${probability.toExponential(1)}, logit ${logit.toExponential(1)}` +
    ` of the largest; same best class ${String(100 * top1)} %, same five ${String(100 * top5)} %`
  );
}

function bestOf(values: Float32Array): number[] {
  return Array.from(values, (value, index) => ({ value, index }))
    .sort((a, b) => b.value - a.value || a.index - b.index)
    .slice(0, 5)
    .map(({ index }) => index);
}

function farthest(a: Float32Array, b: Float32Array): number {
  return b.reduce((most, value, i) => Math.max(most, Math.abs((a[i] ?? NaN) - value)), 0);
}

/** The dense part of a VGG on a map of `channels` x 7 x 7. */
export function denseHead(channels: number, units: number, classes: number): readonly Layer[] {
  const dense = (
    name: string,
    before: string,
    inputUnits: number,
    count: number,
    activation: DenseLayer['activation'],
  ): Layer => ({ kind: 'dense', name, inputs: [before], inputUnits, units: count, activation });
  return [
    { kind: 'input', name: 'input', inputs: [], channels },
    { kind: 'flatten', name: 'flatten', inputs: ['input'] },
    dense('fc1', 'flatten', channels * 49, units, 'relu'),
    dense('fc2', 'fc1', units, units, 'relu'),
    dense('predictions', 'fc2', units, classes, 'softmax'),
  ];
}

/** Values made at once. */
const PIECE = 2 ** 20;

/** A network with He's normal distribution of weights (arXiv:1502.01852), seeded; dense layers kept as told. */
export async function heNetwork(
  gpu: Gpu,
  layers: readonly Layer[],
  denseFormat: WeightFormat,
): Promise<Owned<Network>> {
  const network = new Network(gpu, layers);
  const random = createRandom(1);
  for (const layer of layers.filter(isLearned)) {
    const { weight, bias } = tensorsOf(layer);
    const channels = layer.kind === 'dense' ? layer.inputUnits : layer.inputChannels;
    const order = layer.kind === 'dense' ? 'rows' : 'oihw';
    const options = { order, channels, precision: 'f32', denseFormat } as const;
    const upload = await startUpload(gpu, layer, options);
    const total = sizeOf(weight.shape);
    const deviation = Math.sqrt(2 / sizeOf(weight.shape.slice(1)));
    for (let offset = 0; offset < total; offset += PIECE) {
      const length = Math.min(PIECE, total - offset);
      upload.writeWeights(
        Float32Array.from({ length }, () => deviation * normal(random)),
        offset,
      );
      await gpu.finished();
    }
    upload.writeBias(new Float32Array(sizeOf(bias.shape)));
    network.supply(layer.name, upload.finish());
  }
  return network;
}

/** What a ReLU leaves of a normal distribution. */
export function activationsOf(length: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => Math.max(0, normal(random)));
}

/** Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
