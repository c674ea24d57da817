/** The results as Markdown. Measures nothing and writes no file. */

const NAMES = /** @type {Record<string, string>} */ ({
  mini: 'Kawasemi-mini',
  vgg16: 'VGG-16, convolutions',
  'tfjs-webgpu': 'TensorFlow.js, WebGPU',
  'tfjs-wasm': 'TensorFlow.js, WASM',
  'ort-webgpu': 'ONNX Runtime Web, WebGPU',
  'ort-wasm': 'ONNX Runtime Web, WASM',
});
/** Of ours, what the others are compared with: the first of these that ran. */
const PLANS = ['tuned', 'start'];
const PERCENT = 100;
/** Operations in one multiply-add. */
const OPERATIONS = 2;

/**
 * @param {any} results
 * @returns {string}
 */
export function reportOf(results) {
  return [
    headOf(results),
    ...results.cases.map((/** @type {any} */ one) => caseOf(one, results)),
  ].join('\n\n');
}

/** @param {any} results */
function headOf({ date, program, adapter, platform, cpu, load, ceilings }) {
  const device = [adapter.vendor, adapter.architecture, adapter.description].filter(Boolean);
  const lines = [
    `${date.slice(0, 16).replace('T', ' ')} UTC, ${program}, adapter ${device.join(' ')}` +
      `${adapter.isFallback ? ' (a software driver)' : ''}, ${platform}, ` +
      `${cpu.count} x ${cpu.model}; load of the machine before the run ${load.toFixed(1)}.`,
  ];
  if (ceilings) {
    const half = ceilings.multiplyAddF16
      ? `, f16 ${figure(ceilings.multiplyAddF16)} GFLOP/s`
      : ', no f16';
    lines.push(
      `Ceilings of the device, measured before the run: multiply-add f32 ` +
        `${figure(ceilings.multiplyAdd)} GFLOP/s${half}; copy ${figure(ceilings.copy)} GB/s read and written.`,
    );
  }
  return lines.join('\n\n');
}

/**
 * @param {any} one
 * @param {any} results
 */
function caseOf(one, results) {
  const title = `### ${NAMES[one.model]}, ${one.side} px`;
  const work = `${(one.multiplyAdds / 1e9).toFixed(2)} G multiply-adds.`;
  const parts = [title, work, totals(one, results), layers(one, results)];
  if (one.failures.length > 0) {
    const told = one.failures.map(
      (/** @type {{ id: string; reason: string }} */ { id, reason }) =>
        `${NAMES[id] ?? id}: ${reason}`,
    );
    parts.push(`Not measured: ${told.join('; ')}.`);
  }
  return parts.filter(Boolean).join('\n\n');
}

/** @param {any} one */
function planOf({ contenders }) {
  return PLANS.map((id) => contenders.find((/** @type {any} */ it) => it.id === id)).find(Boolean);
}

/**
 * @param {any} one
 * @param {any} results
 */
function totals(one, { ceilings }) {
  const plan = planOf(one);
  const rows = one.contenders.map((/** @type {any} */ it) => {
    const rate = (OPERATIONS * one.multiplyAdds) / it.median / 1e6;
    return [
      nameOf(it),
      figure(it.median),
      `${figure(it.min)} to ${figure(it.max)}`,
      it.times.length,
      figure(rate),
      ...(ceilings ? [isOnGpu(it) ? share(rate / ceilings.multiplyAdd) : ''] : []),
      it.error === 0 ? '0' : it.error.toExponential(1),
      it === plan || !plan ? '' : (it.median / plan.median).toPrecision(3),
    ];
  });
  return table(
    [
      'who',
      'median ms',
      'least to most',
      'runs',
      'GFLOP/s',
      ...(ceilings ? ['of the ceiling'] : []),
      'largest error',
      plan ? `${nameOf(plan)} is x times as fast` : '',
    ],
    rows,
  );
}

/** @param {any} it */
function isOnGpu({ id }) {
  return !id.endsWith('-wasm');
}

/** @param {any} it */
function nameOf({ team, id, facts }) {
  const threads = facts.threads ? `, ${facts.threads} thread${facts.threads === 1 ? '' : 's'}` : '';
  if (team === 'ours') return id.includes('/') ? `ours: ${id}` : `ours, ${id} plan`;
  return `${NAMES[id] ?? id} ${facts.version ?? ''}${threads}`;
}

/**
 * @param {any} one
 * @param {any} results
 */
function layers(one, { ceilings }) {
  const plan = planOf(one);
  if (!plan || plan.layers.length === 0) return '';
  const singles = one.contenders.filter(
    (/** @type {any} */ it) => it.team === 'ours' && it !== plan,
  );
  const peers = one.contenders.filter(
    (/** @type {any} */ it) => it.team !== 'ours' && it.layers.length > 0,
  );
  const rows = one.layers.map((/** @type {any} */ { layer, shape, multiplyAdds }) => {
    const own = timeOf(plan, layer);
    const rate = own ? (OPERATIONS * multiplyAdds) / own / 1e6 : 0;
    const best = bestOf(singles, layer);
    return [
      layer,
      shape.join(' x '),
      figure(own),
      plan.ways[layer] ?? '',
      rate > 0 ? figure(rate) : '',
      ...(ceilings ? [rate > 0 ? share(rate / ceilings.multiplyAdd) : ''] : []),
      ...(singles.length > 0 ? [best ? `${figure(best.ms)} (${best.way})` : ''] : []),
      ...peers.map((/** @type {any} */ peer) => figure(timeOf(peer, layer))),
    ];
  });
  return table(
    [
      'layer',
      'output',
      `${nameOf(plan)}, ms`,
      'way',
      'GFLOP/s',
      ...(ceilings ? ['of the ceiling'] : []),
      ...(singles.length > 0 ? ['best single way, ms'] : []),
      ...peers.map((/** @type {any} */ peer) => `${NAMES[peer.id]}, ms`),
    ],
    rows,
  );
}

/**
 * @param {any} contender
 * @param {string} layer
 */
function timeOf(contender, layer) {
  return contender.layers.find((/** @type {any} */ it) => it.layer === layer)?.median ?? null;
}

/**
 * The fastest of our ways for a layer, among those that ran it.
 * @param {readonly any[]} contenders
 * @param {string} layer
 */
function bestOf(contenders, layer) {
  return contenders
    .flatMap((it) => {
      const ms = timeOf(it, layer);
      const way = it.ways[layer];
      return ms === null || way === undefined ? [] : [{ ms, way }];
    })
    .sort((a, b) => a.ms - b.ms)[0];
}

/** @param {number | null} value */
function figure(value) {
  if (value === null || !Number.isFinite(value)) return '';
  const digits = value >= PERCENT ? 0 : value >= OPERATIONS * 5 ? 1 : 2;
  return value.toFixed(digits);
}

/** @param {number} part */
function share(part) {
  return `${(part * PERCENT).toFixed(0)} %`;
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly unknown[])[]} rows
 */
function table(head, rows) {
  const line = (/** @type {readonly unknown[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
