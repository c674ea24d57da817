/** Tables of layers and of growth, for the report. Measures nothing. */

/** @typedef {import('./forward-case.mjs').Case} Case */
/** @typedef {import('./forward-case.mjs').Result} Result */
/** @typedef {import('../../src/insight/performance/types.ts').Ceilings} Ceilings */

const PERCENT = 100;
/** Operations in one multiply-add. */
const OPERATIONS = 2;
const MEGA = 1e6;
/** What a plan may lose on the best single way of a layer. */
const SMALL_LOSS = 1.1;

/**
 * Layer by layer, a pooling together with the convolution before it, which may do it on the way.
 * @param {Case} one
 * @param {{ plan: Result; singles: readonly Result[]; ceilings: Ceilings; nameOf: (contender: Result) => string }} options
 */
export function layersOf(one, { plan, singles, ceilings, nameOf }) {
  if (plan.layers.length === 0) return '';
  const peers = one.contenders.filter((it) => it.team !== 'ours' && it.layers.length > 0);
  const losses = /** @type {{ name: string; ratio: number }[]} */ ([]);
  const rows = groupsOf(one.layers).map(({ name, shape, names, multiplyAdds }) => {
    const own = timeOf(plan, names);
    const rate = own ? (OPERATIONS * multiplyAdds) / own / MEGA : 0;
    const best = multiplyAdds > 0 ? bestOf(singles, names) : undefined;
    const least = multiplyAdds > 0 ? bestOf(singles, names, 'min') : undefined;
    const ownLeast = timeOf(plan, names, 'min');
    if (least && ownLeast) losses.push({ name, ratio: ownLeast / least.ms });
    return [
      name,
      shape.join(' x '),
      figure(own),
      plan.ways[names[0] ?? ''] ? `\`${plan.ways[names[0] ?? '']}\`` : '',
      rate > 0 ? figure(rate) : '',
      rate > 0 ? share(rate / ceilings.multiplyAdd) : '',
      boundOf(plan.work[names[0] ?? ''], own, ceilings),
      ...(singles.length > 0 ? [best ? `${figure(best.ms)} (\`${best.way}\`)` : ''] : []),
      ...peers.map((peer) => figure(timeOf(peer, names))),
    ];
  });
  const head = [
    'layer',
    'output',
    `${nameOf(plan)}, ms`,
    'way',
    'GFLOP/s',
    'of the ceiling',
    'least time of its work',
    ...(singles.length > 0 ? ['fastest algorithm alone, ms'] : []),
    ...peers.map((peer) => `${nameOf(peer)}, ms`),
  ];
  return [table(head, rows), lossOf(losses)].filter(Boolean).join('\n\n');
}

/** @param {readonly { name: string; ratio: number }[]} losses */
function lossOf(losses) {
  const worst = [...losses].sort((a, b) => b.ratio - a.ratio)[0];
  if (!worst) return '';
  const many = losses.filter(({ ratio }) => ratio > SMALL_LOSS).length;
  return (
    `By the least of their times, the plan takes ${worst.ratio.toFixed(2)} times as long as the fastest algorithm alone at the ` +
    `worst layer (${worst.name}); ${many} of ${losses.length} layers take more than ${SMALL_LOSS} times as long.`
  );
}

/**
 * How much of its time a layer needs at the least, by what its algorithm computes and moves and by the ceilings.
 * @param {{ multiplyAdds: number; bytes: number } | undefined} work
 * @param {number | null} ms
 * @param {Ceilings} ceilings
 */
function boundOf(work, ms, ceilings) {
  if (!work || !ms) return '';
  const arithmetic = (OPERATIONS * work.multiplyAdds) / ceilings.multiplyAdd / MEGA;
  const memory = work.bytes / ceilings.copy / MEGA;
  return arithmetic > memory
    ? `${share(arithmetic / ms)}, arithmetic`
    : `${share(memory / ms)}, memory`;
}

/** @param {Case['layers']} layers */
function groupsOf(layers) {
  /** @type {{ name: string; shape: readonly number[]; names: string[]; multiplyAdds: number }[]} */
  const groups = [];
  for (const { layer, shape, multiplyAdds } of layers) {
    const before = groups.at(-1);
    if (before && layer.endsWith('_pool') && layer.startsWith('block')) {
      before.names.push(layer);
      before.name += ' and pooling';
    } else groups.push({ name: layer, shape, names: [layer], multiplyAdds });
  }
  return groups;
}

/**
 * Null where the first of the layers has no time.
 * @param {Result} contender
 * @param {readonly string[]} names
 * @param {'median' | 'min'} [which]
 */
function timeOf(contender, names, which = 'median') {
  const times = names.map(
    (name) => contender.layers.find((it) => it.layer === name)?.[which] ?? null,
  );
  return times[0] === null || times[0] === undefined
    ? null
    : times.reduce((/** @type {number} */ sum, time) => sum + (time ?? 0), 0);
}

/**
 * The fastest of the algorithms that ran a layer themselves.
 * @param {readonly Result[]} singles
 * @param {readonly string[]} names
 * @param {'median' | 'min'} [which]
 */
function bestOf(singles, names, which = 'median') {
  return singles
    .flatMap((it) => {
      const ms = timeOf(it, names, which);
      const way = it.ways[names[0] ?? ''];
      return ms === null || way !== it.id ? [] : [{ ms, way }];
    })
    .sort((a, b) => a.ms - b.ms)[0];
}

/**
 * From the smallest size of a network to the largest: time against work.
 * @param {readonly Case[]} cases
 * @param {(contender: Result) => string} nameOf
 */
export function growthOf(cases, nameOf) {
  const rows = cases.flatMap((large) => {
    const small = cases.find(({ model, side }) => model === large.model && side < large.side);
    if (!small) return [];
    const work = large.multiplyAdds / small.multiplyAdds;
    return large.contenders
      .filter((it) => !it.isSingle)
      .flatMap((it) => {
        const before = small.contenders.find((other) => other.id === it.id);
        if (!before) return [];
        const time = it.median / before.median;
        const sizes = `${large.model}, ${small.side} to ${large.side} px`;
        return [[sizes, nameOf(it), ...[time, work, time / work].map((n) => n.toFixed(2))]];
      });
  });
  if (rows.length === 0) return '';
  const head = ['', 'who', 'time grows by', 'work grows by', 'quotient'];
  return `### Growth\n\n${table(head, rows)}`;
}

/** @param {number | null} value */
export function figure(value) {
  if (value === null || !Number.isFinite(value)) return '';
  const digits = value >= PERCENT ? 0 : value >= PERCENT / 10 ? 1 : 2;
  return value.toFixed(digits);
}

/** @param {number} part */
export function share(part) {
  return `${(part * PERCENT).toFixed(0)} %`;
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly unknown[])[]} rows
 */
export function table(head, rows) {
  const line = (/** @type {readonly unknown[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
