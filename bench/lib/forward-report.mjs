/** The results as Markdown. Measures nothing and writes no file. */
import { denseOf } from './dense-table.mjs';
import { figure, growthOf, layersOf, share, table } from './forward-tables.mjs';

/** @typedef {import('./forward-case.mjs').Case} Case */
/** @typedef {import('./forward-case.mjs').Result} Result */
/** @typedef {import('./forward-results.mjs').Results} Results */

const NAMES = /** @type {Record<string, string>} */ ({
  mini: 'Kawasemi-mini',
  vgg16: 'VGG-16, convolutions',
  'tfjs-webgpu': 'TensorFlow.js, WebGPU',
  'tfjs-wasm': 'TensorFlow.js, WASM',
  'ort-webgpu': 'ONNX Runtime Web, WebGPU',
  'ort-wasm': 'ONNX Runtime Web, WASM',
});
/** Of ours, what the others are compared with: the first of these that ran. */
const PLANS = ['tuned', 'start', 'built-in'];
/** Operations in one multiply-add. */
const OPERATIONS = 2;
const MEGA = 1e6;
const GIGA = 1e9;

/**
 * @param {Results} results
 * @returns {string}
 */
export function reportOf(results) {
  const { cases } = results;
  return [
    headOf(results),
    ...cases.map((one) => caseOf(one, results)),
    growthOf(cases, nameOf),
    results.dense && denseOf(results.dense, results.ceilings),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** @param {Results} results */
function headOf({ date, program, adapter, platform, cpu, load, ceilings }) {
  const device = [adapter.vendor, adapter.architecture, adapter.description].filter(Boolean);
  const half = ceilings.multiplyAddF16
    ? `, f16 ${figure(ceilings.multiplyAddF16)} GFLOP/s`
    : ', no f16';
  return [
    `${date.slice(0, 16).replace('T', ' ')} UTC, ${program}, adapter ${device.join(' ')}` +
      `${adapter.isFallback ? ' (a software driver)' : ''}, ${platform}, ` +
      `${cpu.count} x ${cpu.model}; load of the machine before the run ${load.toFixed(1)}.`,
    'Ceilings of the device, the larger of before and after the run: multiply-add f32 ' +
      `${figure(ceilings.multiplyAdd)} GFLOP/s${half}; copy ${figure(ceilings.copy)} GB/s read and written.`,
  ].join('\n\n');
}

/**
 * @param {Case} one
 * @param {Results} results
 */
function caseOf(one, { ceilings }) {
  const plan = planOf(one);
  const all = one.contenders.filter((it) => it.isSingle);
  const singles = all.filter((it) => it.times.length > 0);
  singles.sort((a, b) => a.median - b.median);
  const parts = [
    `### ${NAMES[one.model]}, ${one.side} px`,
    `${(one.multiplyAdds / GIGA).toFixed(2)} G multiply-adds.${memoryOf(plan)}`,
    totals(
      one.contenders.filter((it) => !it.isSingle),
      one,
      ceilings,
    ),
    failuresOf(one),
    plan && layersOf(one, { plan, singles: all, ceilings, nameOf }),
    singles.length > 0 &&
      `Each of our algorithms alone, the fastest first:\n\n${totals(singles, one, ceilings)}`,
    hopelessOf(all.filter((it) => it.times.length === 0)),
  ];
  return parts.filter(Boolean).join('\n\n');
}

/** @param {readonly Result[]} contenders */
function hopelessOf(contenders) {
  if (contenders.length === 0) return '';
  const told = contenders.map(
    ({ id, firstMs, error }) =>
      `\`${id}\` (${figure(firstMs)} ms, error ${error.toExponential(1)})`,
  );
  return `Run only once, to be compared, as the first run took too long: ${told.join(', ')}.`;
}

/** @param {Result | undefined} plan */
function memoryOf(plan) {
  if (plan?.facts.passBytes === undefined) return '';
  const { passBytes, formBytes, plainBytes } = plan.facts;
  const megabytes = (/** @type {unknown} */ bytes) => `${(Number(bytes) / MEGA).toFixed(0)} MB`;
  return (
    ` The ${plan.id} plan takes ${megabytes(passBytes)} for activations and workspace, and ` +
    `${megabytes(formBytes)} for weights in other forms, ` +
    `${(Number(formBytes) / Number(plainBytes)).toFixed(1)} times the ${megabytes(plainBytes)} of the plain ones.`
  );
}

/** @param {Case} one */
function failuresOf({ failures }) {
  if (failures.length === 0) return '';
  const told = failures.map(({ id, reason }) => `${NAMES[id] ?? id}: ${reason}`);
  return `Not measured: ${told.join('; ')}.`;
}

/** @param {Case} one */
function planOf({ contenders }) {
  return PLANS.map((id) => contenders.find((it) => it.id === id)).find(Boolean);
}

/**
 * @param {readonly Result[]} contenders
 * @param {Case} one
 * @param {Results['ceilings']} ceilings
 */
function totals(contenders, one, ceilings) {
  const plan = planOf(one);
  const rows = contenders.map((it) => {
    const rate = (OPERATIONS * one.multiplyAdds) / it.median / MEGA;
    return [
      nameOf(it),
      figure(it.median),
      `${figure(it.min)} to ${figure(it.max)}`,
      it.times.length,
      figure(rate),
      it.id.endsWith('-wasm') ? '' : share(rate / ceilings.multiplyAdd),
      it.error === 0 ? '0' : it.error.toExponential(1),
      plan && it !== plan ? (it.median / plan.median).toPrecision(3) : '',
    ];
  });
  return table(
    [
      'who',
      'median ms',
      'least to most',
      'runs',
      'GFLOP/s',
      'of the ceiling',
      'largest error',
      plan ? `${nameOf(plan)} is x times as fast` : '',
    ],
    rows,
  );
}

/** @param {Result} it */
function nameOf({ team, id, isSingle, facts }) {
  if (isSingle) return `\`${id}\``;
  if (team === 'ours') return `our ${id} plan`;
  const threads = facts.threads ? `, ${facts.threads} thread${facts.threads === 1 ? '' : 's'}` : '';
  return `${NAMES[id] ?? id} ${facts.version ?? ''}${threads}`;
}
