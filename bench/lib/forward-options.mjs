/** Reads the words after `npm run bench --`. Knows what may be asked for, and nothing of how it is done. */
import { parseArgs } from 'node:util';

/** All libraries that are measured beside ours. */
export const PEERS = ['tfjs-webgpu', 'tfjs-wasm', 'ort-webgpu', 'ort-wasm'];

/** @typedef {import('../forward/task.ts').TaskName} TaskName */

/** @type {readonly TaskName['model'][]} */
const MODELS = ['mini', 'vgg16'];
/** @type {readonly TaskName[]} */
const CASES = [
  { model: 'mini', side: 128 },
  { model: 'vgg16', side: 224 },
  { model: 'vgg16', side: 384 },
];
/** @type {readonly TaskName[]} */
const QUICK_CASES = [
  { model: 'mini', side: 64 },
  { model: 'vgg16', side: 64 },
];

export const HELP = `npm run bench -- [options]     forward time: ours, and the libraries of others, in one browser

  --models mini,vgg16          networks: Kawasemi-mini; the convolutions of VGG-16 with random weights
  --sizes 224,384              sides of the input in pixels; else 128 for mini, 224 and 384 for vgg16
  --peers ${PEERS.join(',')}, or none
  --algorithms A,B             of ours only these, besides the plans; all if left out, none for the plans alone
  --algorithms-up-to 224       no algorithm alone above this size
  --rounds 5                   times each is measured, in turn with the others
  --single-rounds 2            the same for algorithms alone
  --slow-rounds 2              the same for what takes longer than 10 s a run
  --hopeless 6                 an algorithm whose first run takes this many times as long as the best one is not run again
  --webgpu-peers-up-to 224     leave the WebGPU peers out above this size
  --peer-layers                times of single layers of slow peers, too: one more run each
  --quick                      both networks at 64 px, two rounds
  --node                       ours alone, in Node on Dawn
  --real-gpu                   the machine's own GPU on Linux, not the software driver
  --out FILE                   where the results go, besides bench/results/latest.json (latest-node.json)
  --write, --no-write          whether docs/performance.md and the latest results are written; not after --quick`;

/**
 * @typedef {object} Options
 * @property {readonly TaskName[]} cases
 * @property {readonly string[]} peers
 * @property {readonly string[] | null} algorithms null: all
 * @property {number} rounds
 * @property {number} slowRounds
 * @property {number} singleRounds
 * @property {number} hopeless
 * @property {number} webGpuPeersUpTo
 * @property {number} algorithmsUpTo
 * @property {boolean} peerLayers
 * @property {boolean} node
 * @property {boolean} realGpu
 * @property {string | null} out
 * @property {boolean} write
 * @property {boolean} help
 */

/**
 * Throws an Error with a sentence for people.
 * @param {readonly string[]} words
 * @returns {Options}
 */
export function readOptions(words) {
  const { values } = parseArgs({
    args: [...words],
    options: {
      models: { type: 'string' },
      sizes: { type: 'string' },
      peers: { type: 'string' },
      algorithms: { type: 'string' },
      rounds: { type: 'string' },
      'slow-rounds': { type: 'string' },
      'single-rounds': { type: 'string' },
      hopeless: { type: 'string' },
      'webgpu-peers-up-to': { type: 'string' },
      'algorithms-up-to': { type: 'string' },
      'peer-layers': { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      node: { type: 'boolean', default: false },
      'real-gpu': { type: 'boolean', default: false },
      out: { type: 'string' },
      write: { type: 'boolean', default: false },
      'no-write': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const usual = values.quick ? QUICK_CASES : CASES;
  const wanted = list(values.models) ?? MODELS;
  known('network', wanted, MODELS);
  const models = wanted.flatMap((word) => MODELS.filter((model) => model === word));
  const sizes = list(values.sizes)?.map((word) => whole('--sizes', word));
  const peers = values.node ? [] : (list(values.peers) ?? PEERS);
  known('peer', peers, PEERS);
  return {
    cases: sizes
      ? models.flatMap((model) => sizes.map((side) => ({ model, side })))
      : usual.filter(({ model }) => models.includes(model)),
    peers,
    algorithms: list(values.algorithms) ?? null,
    rounds: whole('--rounds', values.rounds ?? (values.quick ? '2' : '5')),
    slowRounds: whole('--slow-rounds', values['slow-rounds'] ?? '2'),
    singleRounds: whole('--single-rounds', values['single-rounds'] ?? '2'),
    hopeless: whole('--hopeless', values.hopeless ?? '6'),
    webGpuPeersUpTo: limit('--webgpu-peers-up-to', values['webgpu-peers-up-to']),
    algorithmsUpTo: limit('--algorithms-up-to', values['algorithms-up-to']),
    peerLayers: values['peer-layers'],
    node: values.node,
    realGpu: values['real-gpu'],
    out: values.out ?? null,
    write: !values['no-write'] && (values.write || !values.quick),
    help: values.help,
  };
}

/** @param {string | undefined} words */
function list(words) {
  if (words === undefined) return undefined;
  return words === 'none' ? [] : words.split(',').map((word) => word.trim());
}

/**
 * @param {string} option
 * @param {string | undefined} word
 */
function limit(option, word) {
  return word === undefined ? Infinity : whole(option, word);
}

/**
 * @param {string} option
 * @param {string} word
 */
function whole(option, word) {
  const number = Number(word);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`${option} takes whole numbers from 1, not ${word}.`);
}

/**
 * @param {string} what
 * @param {readonly string[]} words
 * @param {readonly string[]} all
 */
function known(what, words, all) {
  const stranger = words.find((word) => !all.includes(word));
  if (stranger !== undefined) {
    throw new Error(`There is no ${what} ${stranger}; there are ${all.join(', ')}.`);
  }
}
