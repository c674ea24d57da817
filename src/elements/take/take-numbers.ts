/** Layers, channels and vectors as files of numbers. */
import { writeJsonTensor, writeNpy } from '../../io/index.ts';
import type { SessionFace, VectorKind } from '../../session/index.ts';
import { fileName } from './file-name.ts';
import type { TakenFile } from './taken-file.ts';

/** How numbers are written. */
export type NumberFormat = 'npy' | 'json';

interface Numbers {
  readonly parts: readonly string[];
  readonly facts: Readonly<Record<string, string | number>>;
  readonly shape: readonly number[];
  readonly order: string;
  readonly data: Float32Array;
}

const MAP_ORDER = 'row, column';
const LAYER_ORDER = `channel, ${MAP_ORDER}`;

/** All values of a layer, [C, H, W]; of one channel, [H, W]. */
export async function numbersOfLayer(
  session: SessionFace,
  layer: string,
  channel: number | null,
  format: NumberFormat,
): Promise<TakenFile> {
  const { shape, data } = await session.values(layer);
  const [, height, width] = shape;
  if (channel === null) {
    const parts = [layer];
    return written(session, { parts, facts: { layer }, shape, order: LAYER_ORDER, data }, format);
  }
  const start = channel * height * width;
  const numbers = {
    parts: [layer, `channel${channel}`],
    facts: { layer, channel },
    shape: [height, width],
    order: MAP_ORDER,
    data: data.subarray(start, start + height * width),
  };
  return written(session, numbers, format);
}

/** A layer as one row of numbers that was read already. */
export function numbersOfVector(
  session: SessionFace,
  layer: string,
  kind: VectorKind,
  data: Float32Array,
  format: NumberFormat,
): TakenFile {
  const [channels, height, width] = session.layers.peek().find(({ name }) => name === layer)
    ?.shape ?? [data.length, 1, 1];
  const order =
    kind === 'flatten'
      ? `index = (row * ${width} + column) * ${channels} + channel; ${height} rows`
      : 'channel';
  const facts = { layer, vector: kind };
  const parts = [layer, kind];
  return written(session, { parts, facts, shape: [data.length], order, data }, format);
}

function written(
  session: SessionFace,
  { parts, facts, shape, order, data }: Numbers,
  format: NumberFormat,
): TakenFile {
  const model = session.model.peek()?.id ?? '';
  const picture = session.picture.peek()?.title.en ?? '';
  const name = fileName([model, ...parts], format);
  if (format === 'npy') return { name, blob: new Blob([writeNpy({ shape, data })]) };
  const told = { model, picture, inputSize: session.inputSize.peek(), ...facts };
  const pieces = writeJsonTensor({ facts: told, shape, order, data });
  return { name, blob: new Blob(pieces, { type: 'application/json' }) };
}
