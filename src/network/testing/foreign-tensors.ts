/** A small VGG-16 with all its parts, in the studio's names and orders and in those of others; by loops that share nothing with the code under test. */
import { createRandom } from '../../base/index.ts';
import type { TensorToWrite } from '../../io/index.ts';
import { sizeOf } from '../../math/index.ts';
import { vgg } from '../architectures.ts';
import { isLearned, tensorsOf } from '../layer.ts';

const WIDTH = 1 / 16;
const LAYERS = vgg({
  name: 'vgg16',
  width: WIDTH,
  head: { kind: 'dense', classes: 6, units: 10, map: [2, 2] },
});
/** Own tensors with values that tell their place apart. */
export function ownTensors(): Map<string, TensorToWrite> {
  const random = createRandom(5);
  return new Map(
    LAYERS.filter(isLearned)
      .flatMap((layer) => Object.values(tensorsOf(layer)))
      .map(({ name, shape }) => [
        name,
        { shape, data: Float32Array.from({ length: sizeOf(shape) }, () => random() - 0.5) },
      ]),
  );
}

/** Names, shapes and orders of timm. */
export function asTimm(own: ReadonlyMap<string, TensorToWrite>): Map<string, TensorToWrite> {
  const places = [0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28];
  const heads = ['pre_logits.fc1', 'pre_logits.fc2', 'head.fc'];
  const tensors = new Map<string, TensorToWrite>();
  [...own].forEach(([name, tensor], index) => {
    const layer = index >> 1;
    const theirs = layer < 13 ? `features.${String(places[layer])}` : heads[layer - 13]!;
    const theirName = `${theirs}.${name.split('.')[1]!}`;
    tensors.set(theirName, tensor);
    if (theirName !== 'pre_logits.fc1.weight') return;
    const [units = 0, inputs = 0] = tensor.shape;
    const channels = inputs / 4;
    const data = new Float32Array(tensor.data.length);
    for (let unit = 0; unit < units; unit += 1)
      for (let c = 0; c < channels; c += 1)
        for (let y = 0; y < 2; y += 1)
          for (let x = 0; x < 2; x += 1)
            data[unit * inputs + c * 4 + y * 2 + x] =
              tensor.data[unit * inputs + (y * 2 + x) * channels + c]!;
    tensors.set(theirName, { shape: [units, channels, 2, 2], data });
  });
  return tensors;
}

/** Names, shapes and orders of Keras. */
export function asKeras(own: ReadonlyMap<string, TensorToWrite>): Map<string, TensorToWrite> {
  const tensors = new Map<string, TensorToWrite>();
  for (const [name, { shape, data }] of own) {
    const [layer = '', what] = name.split('.');
    const theirs = `${layer}/${layer}_${what === 'bias' ? 'b' : 'W'}_1:0`;
    const turned = new Float32Array(data.length);
    const [o = 0, i = 1, h = 1, w = 1] = shape;
    if (shape.length === 4) {
      for (let a = 0; a < o; a += 1)
        for (let b = 0; b < i; b += 1)
          for (let y = 0; y < h; y += 1)
            for (let x = 0; x < w; x += 1)
              turned[((y * w + x) * i + b) * o + a] = data[((a * i + b) * h + y) * w + x]!;
      tensors.set(theirs, { shape: [h, w, i, o], data: turned });
    } else if (shape.length === 2) {
      for (let a = 0; a < o; a += 1)
        for (let b = 0; b < i; b += 1) turned[b * o + a] = data[a * i + b]!;
      tensors.set(theirs, { shape: [i, o], data: turned });
    } else tensors.set(theirs, { shape, data });
  }
  return tensors;
}
