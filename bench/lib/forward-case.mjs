/**
 * Measures one network at one size: every contender is prepared, runs once, is compared with the first of ours, and then
 * all run in turn, round after round. Knows no library, no file and no page.
 */
import { summary } from './statistics.mjs';

/** @typedef {import('./forward-hosts.mjs').Hosts} Hosts */
/** @typedef {import('./forward-hosts.mjs').Host} Host */
/** @typedef {import('./forward-options.mjs').Options} Options */
/** @typedef {import('../forward/task.ts').TaskName} TaskName */
/** @typedef {import('../forward/course.ts').Prepared} Prepared */

/** From this long a first run on, a contender is slow. */
const SLOW_MS = 10_000;
/** From this long a first run on, one more run before an algorithm alone is timed changes nothing. */
const SLOW_SINGLE_MS = 1000;
/** Largest error relative to the layer's largest value, by the precision of the factors. */
const ALLOWED_ERROR = { f32: 1e-3, f16: 2e-2 };

/**
 * @typedef {object} Entry
 * @property {string} team
 * @property {string} id
 * @property {boolean} isSingle
 * @property {Host} host
 * @property {number} rounds
 * @property {number[]} times
 * @property {Map<string, number[]>} layerTimes
 * @property {Omit<Prepared, 'firstLayers'>} prepared
 * @property {{ error: number; layer: string }} difference
 */

/**
 * What was not measured, and whether that was asked for.
 * @typedef {{ id: string; reason: string; isAsked: boolean }} Failure
 */

/** @typedef {ReturnType<typeof resultOf>} Result of a contender */
/** @typedef {Awaited<ReturnType<typeof measureCase>>} Case all results of a network at a size */

/**
 * @param {Hosts} hosts
 * @param {TaskName} task
 * @param {Options} options
 */
export async function measureCase(hosts, task, options) {
  const name = `${task.model} at ${task.side} px`;
  console.log(`\n${name}`);
  const tooLarge = task.side > options.webGpuPeersUpTo;
  const leftOut = options.peers.filter((peer) => tooLarge && peer.endsWith('-webgpu'));
  /** @type {Entry[]} */
  const entries = [];
  /** @type {Failure[]} */
  const failures = leftOut.map((id) => ({
    id,
    reason: 'left out at this size, as asked',
    isAsked: true,
  }));
  /** @type {Host[]} */
  const open = [];
  try {
    /** @type {readonly import('../forward/course.ts').LayerFacts[]} */
    let layers = [];
    for (const team of ['ours', ...options.peers.filter((peer) => !leftOut.includes(peer))]) {
      const host = await hosts.open(team);
      open.push(host);
      try {
        const members = await host.ask('bench', 'open', team, task);
        if (team === 'ours') {
          layers = await host.ask('bench', 'describe');
          failures.push(...strangers(members, task, options));
        }
        for (const member of members) {
          if (member.isSingle && !isWanted(member.id, task, options)) continue;
          await enter({ team, ...member, host, options, entries, failures });
        }
      } catch (error) {
        failures.push({ id: team, reason: firstLine(error), isAsked: false });
        console.log(`  ${team}: ${firstLine(error)}`);
      }
    }
    await runInTurn(entries, options);
    await timeLayers(entries, options);
    return {
      ...task,
      layers,
      multiplyAdds: layers.reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0),
      contenders: entries.map(resultOf),
      failures,
    };
  } finally {
    for (const host of open) {
      await host.ask('bench', 'close').catch(() => undefined);
      await host.close();
    }
  }
}

/**
 * @param {string} id
 * @param {{ side: number }} task
 * @param {Options} options
 */
function isWanted(id, { side }, { algorithms, algorithmsUpTo }) {
  if (side > algorithmsUpTo) return false;
  return algorithms === null || algorithms.some((word) => id.includes(word));
}

/**
 * Words of `--algorithms` that name nothing.
 * @param {readonly { id: string; isSingle: boolean }[]} members
 * @param {{ side: number }} task
 * @param {Options} options
 * @returns {Failure[]}
 */
function strangers(members, { side }, { algorithms, algorithmsUpTo }) {
  if (side > algorithmsUpTo) return [];
  return (algorithms ?? [])
    .filter((word) => !members.some(({ id, isSingle }) => isSingle && id.includes(word)))
    .map((word) => ({ id: word, reason: 'no algorithm of this name fits', isAsked: false }));
}

/** @param {{ team: string; id: string; isSingle: boolean; host: Host; options: Options; entries: Entry[]; failures: Failure[] }} options */
async function enter({ team, id, isSingle, host, options, entries, failures }) {
  try {
    const { firstLayers, ...prepared } = await host.ask('bench', 'prepare', id, isSingle);
    if (entries.length === 0) await host.ask('bench', 'keep', id);
    const difference = await host.ask('bench', 'compare', id);
    if (isSingle) await host.ask('bench', 'drop', id);
    const best = Math.min(...entries.map((entry) => entry.prepared.firstMs));
    const isHopeless =
      isSingle && prepared.firstMs > Math.max(SLOW_SINGLE_MS, options.hopeless * best);
    const rounds = isHopeless ? 0 : roundsOf(isSingle, prepared.firstMs, options);
    const empty = { times: [], layerTimes: new Map() };
    const entry = { team, id, isSingle, host, rounds, ...empty, prepared, difference };
    // The whole is hopeless; a single layer of it need not be.
    if (isHopeless) keepLayers(entry, firstLayers);
    entries.push(entry);
    console.log(
      `  ${id}: prepared in ${ms(prepared.prepareMs)}, first run ${ms(prepared.firstMs)}, ` +
        `error ${difference.error.toExponential(1)} (${difference.layer || 'none'})` +
        (isHopeless ? ', hopeless' : ''),
    );
  } catch (error) {
    failures.push({ id, reason: firstLine(error), isAsked: false });
    console.log(`  ${id}: ${firstLine(error)}`);
    await host.ask('bench', 'drop', id).catch(() => undefined);
  }
}

/**
 * @param {boolean} isSingle
 * @param {number} firstMs
 * @param {Options} options
 */
function roundsOf(isSingle, firstMs, { rounds, slowRounds, singleRounds }) {
  const usual = isSingle ? Math.min(rounds, singleRounds) : rounds;
  return firstMs > SLOW_MS ? Math.min(usual, slowRounds) : usual;
}

/**
 * @param {readonly Entry[]} entries
 * @param {Options} options
 */
async function runInTurn(entries, { rounds }) {
  for (let round = 0; round < rounds; round += 1) {
    // Every second round backwards, so that nobody always follows the same neighbour.
    const order = round % 2 === 0 ? entries : [...entries].reverse();
    /** @type {string[]} */
    const told = [];
    for (const entry of order.filter((it) => takesPart(it, round, rounds))) {
      const time = await runOnce(entry);
      entry.times.push(time);
      told.push(`${entry.id} ${ms(time)}`);
    }
    console.log(`  round ${round + 1}: ${told.join(', ')}`);
  }
}

/** @param {Entry} entry */
async function runOnce(entry) {
  const { team, id, isSingle, host, prepared } = entry;
  if (isSingle) {
    const one = await host.ask('bench', 'once', id, prepared.firstMs > SLOW_SINGLE_MS);
    keepLayers(entry, one.layers);
    return one.ms;
  }
  const time = await host.ask('bench', 'run', id);
  if (team === 'ours') await addLayers(entry);
  return time;
}

/**
 * Whether a contender with fewer rounds runs in this one; they are spread evenly.
 * @param {Entry} entry
 * @param {number} round
 * @param {number} all
 */
function takesPart({ rounds }, round, all) {
  return Math.floor(((round + 1) * rounds) / all) > Math.floor((round * rounds) / all);
}

/**
 * Single layers of the peers, in one more run.
 * @param {readonly Entry[]} entries
 * @param {Options} options
 */
async function timeLayers(entries, { peerLayers }) {
  for (const entry of entries.filter(({ team }) => team !== 'ours')) {
    if (entry.prepared.firstMs <= SLOW_MS || peerLayers) await addLayers(entry);
  }
}

/** @param {Entry} entry */
async function addLayers(entry) {
  keepLayers(entry, await entry.host.ask('bench', 'layers', entry.id));
}

/**
 * @param {Entry} entry
 * @param {readonly { layer: string; ms: number }[] | null} layers
 */
function keepLayers({ layerTimes }, layers) {
  for (const { layer, ms: time } of layers ?? []) {
    const times = layerTimes.get(layer) ?? [];
    times.push(time);
    layerTimes.set(layer, times);
  }
}

/** @param {Entry} entry */
function resultOf({ team, id, isSingle, times, layerTimes, prepared, difference }) {
  const allowed = prepared.facts.precision === 'f16' ? ALLOWED_ERROR.f16 : ALLOWED_ERROR.f32;
  return {
    team,
    id,
    isSingle,
    ...summary(times),
    times,
    ...prepared,
    error: difference.error,
    errorLayer: difference.layer,
    isExact: difference.error <= allowed,
    layers: [...layerTimes].map(([layer, list]) => ({ layer, ...summary(list) })),
  };
}

/** @param {unknown} error */
function firstLine(error) {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^page\.evaluate: /, '').split('\n')[0] ?? '';
}

/** @param {number} time */
function ms(time) {
  return time >= 1000 ? `${(time / 1000).toFixed(2)} s` : `${time.toFixed(time < 10 ? 2 : 0)} ms`;
}
