/**
 * How other people name the tensors of a VGG, and in which order their numbers stand: Keras, timm and torchvision, and the
 * .npz that many TensorFlow examples use. Knows shapes only as far as they tell the width.
 */
import type { InputSpec } from '../math/index.ts';
import { VGG_BLOCKS, convolutionsOf, VGG_NAMES } from './architectures.ts';
import type { VggName } from './architectures.ts';
import type { WeightOrder } from './upload.ts';

/** Where a learned tensor stands at its source. */
export interface TensorSource {
  readonly name: string;
  readonly order: WeightOrder;
}

/** Where the learned values of one layer stand at their source. */
export interface LayerSource {
  readonly weight: TensorSource;
  readonly bias: string;
}

/** Names of a file read in somebody's way. */
export interface NamedTensors {
  readonly architecture: VggName;
  readonly blocks: number;
  /** Of every layer that the names tell of, by its own name. */
  readonly layers: ReadonlyMap<string, LayerSource>;
  /** What the network wants its pictures to be, as whoever uses these names does it. */
  readonly input: InputSpec;
}

/** A tensor's role, read off its name. */
interface Role {
  readonly layer: string;
  readonly isBias: boolean;
  readonly order: WeightOrder;
}

/** One way of naming. */
interface Naming {
  /** Null for a name that is not of this way. */
  readonly read: (name: string) => Role | null;
  readonly input: InputSpec;
}

const IMAGENET_0_1: InputSpec = {
  order: 'RGB',
  range: '0..1',
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
};
const OXFORD_BGR: InputSpec = {
  order: 'BGR',
  range: '0..255',
  mean: [103.939, 116.779, 123.68],
  std: [1, 1, 1],
};
const OXFORD_RGB: InputSpec = { ...OXFORD_BGR, order: 'RGB', mean: [123.68, 116.779, 103.939] };

/** Layers of a dense head, as timm and as torchvision name them. */
const TORCH_HEAD: Readonly<Record<string, string>> = {
  'pre_logits.fc1': 'fc1',
  'pre_logits.fc2': 'fc2',
  'head.fc': 'predictions',
  'classifier.0': 'fc1',
  'classifier.3': 'fc2',
  'classifier.6': 'predictions',
};
const NPZ_HEAD: Readonly<Record<string, string>> = { fc6: 'fc1', fc7: 'fc2', fc8: 'predictions' };

/** Reads the names of a file; null when they are in no way that is known. */
export function readSourceNames(names: readonly string[]): NamedTensors | null {
  for (const naming of [KERAS, NPZ, ...VGG_NAMES.map(torchNaming)]) {
    const layers = collect(names, naming);
    const built = layers && architectureOf([...layers.keys()]);
    if (layers && built) return { ...built, layers, input: naming.input };
  }
  return null;
}

/** Keras: `block1_conv1/block1_conv1_W_1:0`, `block1_conv1/block1_conv1/kernel:0`; whatever else a file holds is no weight. */
const KERAS: Naming = {
  input: OXFORD_BGR,
  read: (name) => {
    const match =
      /(?:^|\/)(block\d_conv\d|fc1|fc2|predictions)(?:\/[^/]+)*?[/_](kernel|bias|W|b)(?:_\d+)?(?::0)?$/.exec(
        name,
      );
    if (!match || /optimizer/i.test(name)) return null;
    const [, layer = '', what = ''] = match;
    const isBias = what === 'bias' || what === 'b';
    return { layer, isBias, order: layer.startsWith('block') ? 'hwio' : 'columns' };
  },
};

/** `conv1_1_W`, `fc6_b`: the weights of Keras in RGB. */
const NPZ: Naming = {
  input: OXFORD_RGB,
  read: (name) => {
    const [, block, index, dense, what] = /^(?:conv(\d)_(\d)|(fc[678]))_([Wb])$/.exec(name) ?? [];
    if (what === undefined) return null;
    const isBias = what === 'b';
    if (dense !== undefined) {
      return { layer: NPZ_HEAD[dense] ?? dense, isBias, order: 'columns' };
    }
    return { layer: `block${block ?? ''}_conv${index ?? ''}`, isBias, order: 'hwio' };
  },
};

/** `features.N`, where ReLU and pooling count as well. */
function torchNaming(architecture: VggName): Naming {
  const places = new Map<string, string>();
  let place = 0;
  for (const [block, convolutions] of convolutionsOf(architecture).entries()) {
    for (let i = 1; i <= convolutions; i += 1) {
      places.set(`features.${String(place)}`, `block${String(block + 1)}_conv${String(i)}`);
      place += 2;
    }
    place += 1;
  }
  return {
    input: IMAGENET_0_1,
    read: (name) => {
      const [, path = '', what] = /^(.+)\.(weight|bias)$/.exec(name) ?? [];
      const isBias = what === 'bias';
      const layer = places.get(path);
      if (layer !== undefined) return { layer, isBias, order: 'oihw' };
      const dense = Object.hasOwn(TORCH_HEAD, path) ? TORCH_HEAD[path] : undefined;
      if (dense === undefined) return null;
      return { layer: dense, isBias, order: dense === 'fc1' ? 'rows-channel-first' : 'rows' };
    },
  };
}

/** Null when no name, or a convolution's name, is not of this way, or a layer lacks a half. */
function collect(names: readonly string[], { read }: Naming): Map<string, LayerSource> | null {
  const halves = new Map<string, { weight?: TensorSource; bias?: string }>();
  for (const name of names) {
    const role = read(name);
    if (!role) {
      if (name.startsWith('features.')) return null;
      continue;
    }
    const { layer, isBias, order } = role;
    const half = isBias ? { bias: name } : { weight: { name, order } };
    halves.set(layer, { ...halves.get(layer), ...half });
  }
  const layers = new Map<string, LayerSource>();
  for (const [layer, { weight, bias }] of halves) {
    layers.set(layer, {
      weight: weight ?? { name: `${layer}.weight`, order: 'oihw' },
      bias: bias ?? `${layer}.bias`,
    });
  }
  return layers.size > 0 ? layers : null;
}

const MOST_BLOCKS_FIRST = Array.from({ length: VGG_BLOCKS }, (_, i) => VGG_BLOCKS - i);

/** The VGG whose first blocks have exactly these convolutions; the article's one where several have. */
function architectureOf(
  layers: readonly string[],
): { readonly architecture: VggName; readonly blocks: number } | null {
  const found = new Set(layers.filter((name) => name.startsWith('block')));
  const inOrder: readonly VggName[] = ['vgg16', 'vgg19', 'vgg13', 'vgg11'];
  for (const architecture of inOrder) {
    for (const blocks of MOST_BLOCKS_FIRST) {
      const wanted = convolutionsOf(architecture)
        .slice(0, blocks)
        .flatMap((count, block) =>
          Array.from({ length: count }, (_, i) => `block${String(block + 1)}_conv${String(i + 1)}`),
        );
      if (wanted.length === found.size && wanted.every((name) => found.has(name))) {
        return { architecture, blocks };
      }
    }
  }
  return null;
}
