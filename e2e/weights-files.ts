/** One small VGG-16 in the three formats that people have: Keras' HDF5, an .npz, safetensors. */
import { METADATA, randomTensors } from '../src/network/testing/random-weights.ts';
import { hdf5Of } from '../src/io/testing/hdf5-writer.ts';
import { npzOf, unicodeOf } from '../src/io/testing/npz-writer.ts';
import { writeSafetensors } from '../src/io/index.ts';
import type { TensorToWrite } from '../src/io/index.ts';
import { vgg } from '../src/network/architectures.ts';

const LAYERS = vgg({
  name: 'vgg16',
  width: 1 / 16,
  head: { kind: 'dense', classes: 10, units: 24, map: [2, 2] },
});
const LONGEST_WORD = 32;

/** File names and bytes; all hold the same numbers. */
export async function smallFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const tensors = randomTensors(LAYERS, 5);
  const arrays = [...tensors].map(([name, { shape, data }]) => ({
    name,
    descr: '<f4',
    shape,
    data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    deflate: name.includes('conv'),
  }));
  const words = Object.entries(METADATA).map(([name, text]) => ({
    name,
    descr: `<U${String(LONGEST_WORD)}`,
    shape: [],
    data: unicodeOf([text], LONGEST_WORD),
  }));
  return new Map([
    ['small.h5', await hdf5Of([...tensors].map(asKeras))],
    ['small.npz', npzOf([...arrays, ...words])],
    ['small.safetensors', new Uint8Array(writeSafetensors(tensors, METADATA))],
  ]);
}

/** `block1_conv1/block1_conv1_W_1:0`, with the output's index fastest. */
function asKeras([name, { shape, data }]: readonly [string, TensorToWrite]): {
  path: string;
  shape: readonly number[];
  data: Float32Array;
} {
  const [layer = '', half] = name.split('.');
  const path = `${layer}/${layer}_${half === 'weight' ? 'W' : 'b'}_1:0`;
  if (shape.length === 1) return { path, shape, data };
  const [outputs = 0, inputs = 0, rows = 1, columns = 1] = shape;
  const moved = new Float32Array(data.length);
  for (let o = 0; o < outputs; o += 1) {
    for (let i = 0; i < inputs; i += 1) {
      for (let tap = 0; tap < rows * columns; tap += 1) {
        moved[(tap * inputs + i) * outputs + o] =
          data[(o * inputs + i) * rows * columns + tap] ?? 0;
      }
    }
  }
  const isDense = shape.length === 2;
  return {
    path,
    shape: isDense ? [inputs, outputs] : [rows, columns, inputs, outputs],
    data: moved,
  };
}
