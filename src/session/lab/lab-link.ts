/**
 * The state of a lab as the query of a link, and back. What is as usual is left out, where the tour is open what is as its step
 * has it; what cannot be read is named and stays as usual. A drawn gradient, a file of one's own and the camera are not in it.
 */
import { OUTPUT_MODES, PADDING_MODES } from '../../math/index.ts';
import { KERNEL_PRESETS, LAB_DISPLAYS, presetSizes } from '../../math/lab/index.ts';
import type { LabCell } from '../../math/lab/index.ts';
import { flag, name, oneOf, readQuery, writeQuery } from '../link-values.ts';
import type { Taker, Writer } from '../link-values.ts';
import { LARGEST_KERNEL, SLICE_MARK, f32, kernelText, kernelValues } from './kernel-text.ts';
import { DEFAULT_LAB } from './lab-defaults.ts';
import { fitted, kernelOf, slicesOf } from './lab-kernels.ts';
import { CAMERA, OWN_PICTURE } from './lab-pictures.ts';
import { LAB_TOUR, tourSettings } from './lab-tour.ts';
import type { TourStep } from './lab-tour.ts';
import type {
  LabChannels,
  LabKernel,
  LabName,
  LabSettings,
  LabTask,
  LabUnit,
  LabUpstream,
} from './lab-types.ts';

/** What a link says of a lab. */
export interface ReadLabLink {
  readonly settings: LabSettings;
  readonly cursor: LabCell | null;
  /** Number of the step of the tour. */
  readonly tour: number | null;
  /** Keys whose value made no sense. */
  readonly unread: readonly string[];
}

const TASKS: Readonly<Record<LabName, readonly LabTask[]>> = {
  convolution: ['forward', 'backward', 'learn'],
  pooling: ['forward', 'backward', 'shift'],
};
const UNITS: readonly LabUnit[] = ['byte', 'unit'];
const CHANNELS: readonly LabChannels[] = ['grey', 'each', 'sum'];
const POOLS: readonly LabSettings['pool']['kind'][] = ['max', 'average'];
const UPSTREAMS: readonly LabUpstream['kind'][] = ['one', 'constant', 'random'];
/** Pictures that only the person can give. */
const PRIVATE = [OWN_PICTURE, CAMERA];

const SIDE = [2, 512] as const;
const STEP = [1, 16] as const;
const SEED = [0, 0xffff_ffff] as const;
const CELL = [0, 9999] as const;
const SHIFT = [-9999, 9999] as const;

/** The query, without its question mark. `tour`: number of the step that is open. */
export function writeLabLink(
  settings: LabSettings,
  cursor: LabCell | null,
  tour: number | null,
): string {
  const { put, text } = writeQuery();
  const step = stepOf(settings.lab, tour === null ? undefined : LAB_TOUR[tour]?.id);
  const usual = step ? tourSettings(step) : DEFAULT_LAB[settings.lab];
  if (step) put('tour', step.id);
  put('task', settings.task, usual.task);
  if (!PRIVATE.includes(settings.picture)) put('picture', settings.picture, usual.picture);
  put('side', settings.side, usual.side);
  put('unit', settings.unit, usual.unit);
  put('channels', settings.channels, usual.channels);
  writeKernel(settings, usual, put);
  put('stride', settings.stride, usual.stride);
  put('dilation', settings.dilation, usual.dilation);
  put('padding', settings.padding, usual.padding);
  put('value', settings.value, usual.value);
  put('mode', settings.mode, usual.mode);
  put('flip', settings.flip ? 1 : 0, usual.flip ? 1 : 0);
  put('display', settings.display, usual.display);
  put('pool', settings.pool.kind, usual.pool.kind);
  put('window', settings.pool.size, usual.pool.size);
  put('step', settings.pool.stride, usual.pool.stride);
  const { upstream } = settings;
  if (upstream.kind !== 'drawn') put('upstream', upstream.kind, usual.upstream.kind);
  put('seed', upstream.seed, usual.upstream.seed);
  put('goal', settings.goal, usual.goal);
  put('shift', settings.shift.join(','), usual.shift.join(','));
  if (cursor) put('at', cellText(cursor), step?.cursor && cellText(step.cursor));
  return text().replaceAll('%2F', SLICE_MARK);
}

/** Reads a query that `writeLabLink` has written, or a person. */
export function readLabLink(lab: LabName, query: string): ReadLabLink {
  const { take, unread } = readQuery(query);
  const step = take('tour', (text) => stepOf(lab, text));
  const usual = step ? tourSettings(step) : DEFAULT_LAB[lab];
  const [rows, columns] = take('shift', whole2(SHIFT)) ?? usual.shift;
  const [row, column] = take('at', whole2(CELL)) ?? [];
  const channels = take('channels', oneOf(CHANNELS)) ?? usual.channels;
  const settings: LabSettings = fitted({
    lab,
    task: take('task', oneOf(TASKS[lab])) ?? usual.task,
    picture: take('picture', picture) ?? usual.picture,
    side: take('side', whole(SIDE)) ?? usual.side,
    unit: take('unit', oneOf(UNITS)) ?? usual.unit,
    channels,
    kernel: readKernel(usual.kernel, channels, take),
    stride: take('stride', whole(STEP)) ?? usual.stride,
    dilation: take('dilation', whole(STEP)) ?? usual.dilation,
    padding: take('padding', oneOf(PADDING_MODES)) ?? usual.padding,
    value: take('value', f32) ?? usual.value,
    mode: take('mode', oneOf(OUTPUT_MODES)) ?? usual.mode,
    flip: take('flip', flag) ?? usual.flip,
    display: take('display', oneOf(LAB_DISPLAYS)) ?? usual.display,
    pool: {
      kind: take('pool', oneOf(POOLS)) ?? usual.pool.kind,
      size: take('window', whole(STEP)) ?? usual.pool.size,
      stride: take('step', whole(STEP)) ?? usual.pool.stride,
    },
    upstream: {
      kind: take('upstream', oneOf(UPSTREAMS)) ?? usual.upstream.kind,
      seed: take('seed', whole(SEED)) ?? usual.upstream.seed,
    },
    goal: take('goal', oneOf(KERNEL_PRESETS)) ?? usual.goal,
    shift: [rows, columns],
  });
  const at = row === undefined || column === undefined ? null : { row, column };
  const tour = step ? LAB_TOUR.indexOf(step) : null;
  return { settings, cursor: at ?? step?.cursor ?? null, tour, unread };
}

function writeKernel(
  { kernel, channels }: LabSettings,
  { kernel: usual }: LabSettings,
  put: Writer,
): void {
  const { preset, size, source } = kernel;
  const text = kernelText(kernel);
  if (preset && text === kernelText(kernelOf(preset, size[0], channels))) {
    put('preset', preset, usual.preset);
    put('k', size[0], usual.size[0]);
    return;
  }
  if (usual.preset !== null || text !== kernelText(usual)) put('kernel', text);
  if (source) put('filter', `${source.layer}:${String(source.filter)}`);
}

function readKernel(usual: LabKernel, channels: LabChannels, take: Taker): LabKernel {
  const given = take('kernel', (text) => kernelValues(text, slicesOf(channels)));
  const source = take('filter', filter) ?? null;
  const preset = take('preset', oneOf(KERNEL_PRESETS)) ?? usual.preset;
  const size = take('k', (text) => {
    const found = whole([1, LARGEST_KERNEL])(text);
    return preset && found !== undefined && presetSizes(preset).includes(found) ? found : undefined;
  });
  if (given) return { ...given, preset: null, source };
  return preset ? kernelOf(preset, size ?? usual.size[0], channels) : usual;
}

function filter(text: string): LabKernel['source'] | undefined {
  const [layer = '', place = '', ...more] = text.split(':');
  const found = whole(CELL)(place);
  const isRight = name(layer) !== undefined && found !== undefined && more.length === 0;
  return isRight ? { layer, filter: found } : undefined;
}

function picture(text: string): string | undefined {
  return PRIVATE.includes(text) ? undefined : name(text);
}

function stepOf(lab: LabName, id: string | undefined): TourStep | undefined {
  return LAB_TOUR.find((step) => step.id === id && step.lab === lab);
}

function cellText({ row, column }: LabCell): string {
  return `${String(row)},${String(column)}`;
}

type Limits = readonly [least: number, most: number];

/** A whole number within limits. */
function whole([least, most]: Limits): (text: string) => number | undefined {
  return (text) => {
    const value = /^-?\d{1,10}$/.test(text) ? Number(text) : NaN;
    return value >= least && value <= most ? value : undefined;
  };
}

/** Two of them. */
function whole2(limits: Limits): (text: string) => readonly [number, number] | undefined {
  return (text) => {
    const [first, second, ...more] = text.split(',').map(whole(limits));
    return first !== undefined && second !== undefined && more.length === 0
      ? [first, second]
      : undefined;
  };
}
