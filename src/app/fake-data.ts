/** Made-up models, samples and scores for the gallery. */
import type { ModelSummary, SamplePicture, Scores } from '../session/index.ts';

const TIMM = 'https://huggingface.co/timm/';
const KERAS = 'https://storage.googleapis.com/tensorflow/keras-applications/';
const DENSE_BYTES = 494_571_424;

export const FAKE_MODELS: readonly ModelSummary[] = [
  {
    id: 'kawasemi-mini',
    name: 'Kawasemi-mini',
    parameters: 946_584,
    licence: 'MIT',
    trainSize: 64,
    colorOrder: 'RGB',
    accuracy: { top1: 0.3793, top5: 0.6589 },
    origin: 'shipped',
    architecture: 'vgg16',
    bytes: { features: 1_898_448, dense: null },
    citation: null,
    url: null,
  },
  {
    id: 'vgg16',
    name: 'VGG-16',
    parameters: 138_357_544,
    licence: 'BSD-3-Clause',
    trainSize: 224,
    colorOrder: 'RGB',
    accuracy: { top1: 0.7159, top5: 0.9038 },
    origin: 'fetched',
    architecture: 'vgg16',
    bytes: { features: 58_858_752, dense: DENSE_BYTES },
    citation:
      'K. Simonyan and A. Zisserman, Very Deep Convolutional Networks for Large-Scale Image Recognition, 2014; weights by torchvision',
    url: `${TIMM}vgg16.tv_in1k/resolve/main/model.safetensors`,
  },
  {
    id: 'vgg19',
    name: 'VGG-19',
    parameters: 143_667_240,
    licence: 'BSD-3-Clause',
    trainSize: 224,
    colorOrder: 'RGB',
    accuracy: { top1: 0.7238, top5: 0.9088 },
    origin: 'fetched',
    architecture: 'vgg19',
    bytes: { features: 80_097_536, dense: DENSE_BYTES },
    citation:
      'K. Simonyan and A. Zisserman, Very Deep Convolutional Networks for Large-Scale Image Recognition, 2014; weights by torchvision',
    url: `${TIMM}vgg19.tv_in1k/resolve/main/model.safetensors`,
  },
  {
    id: 'vgg16-keras',
    name: 'VGG-16, Keras',
    parameters: 138_357_544,
    licence: 'CC-BY-4.0',
    trainSize: 224,
    colorOrder: 'BGR',
    accuracy: null,
    origin: 'brought',
    architecture: 'vgg16',
    bytes: { features: 58_889_256, dense: DENSE_BYTES },
    citation: 'Visual Geometry Group, University of Oxford; converted for Keras by F. Chollet',
    url: `${KERAS}vgg16/vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5`,
  },
];
export const FAKE_QUOTA = 4_180_000_000;

const TITLES: readonly (readonly [string, string, string, string, string])[] = [
  ['nuthatch', 'Nuthatch', 'ゴジュウカラ', 'Lukas Baubkus', 'CC BY-SA 3.0'],
  ['coffee', 'Coffee', 'コーヒー', 'Rachel Michetti', 'CC0'],
  ['spaniels', 'Friends', '仲よしの犬', 'Aitzol Berasategi', 'CC BY 4.0'],
  ['dragonfly', 'Dragonfly', 'トンボ', 'Bolly', 'CC BY-SA 4.0'],
  ['dandelion', 'Dandelion', 'タンポポ', 'Clemens Engelhardt', 'CC0'],
  ['fig', 'Fig', 'イチジク', 'Trevor “Freespace”', 'CC BY 4.0'],
  ['mountains', 'Picos de Europa', 'ピコス・デ・エウロパ山地', 'Aitzol Berasategi', 'CC BY 4.0'],
  ['cat', 'Chelsea the cat', '猫のチェルシー', 'Stéfan van der Walt', 'CC0'],
  ['astronaut', 'Eileen Collins', '宇宙飛行士アイリーン・コリンズ', 'NASA', 'public domain'],
  ['rocket', 'Rocket launch', 'ロケットの打ち上げ', 'SpaceX', 'public domain'],
];

/** `?photos=path/` names a folder with real pictures; else each sample is a drawing. */
const photos = new URLSearchParams(location.search).get('photos');

export const FAKE_SAMPLES: readonly SamplePicture[] = TITLES.map(
  ([id, en, ja, author, licence], index) => ({
    id,
    url: photos ? `${photos}${id}.jpg` : drawing(index),
    thumbnail: photos ? `${photos}${id}.jpg` : drawing(index),
    title: { en, ja },
    author,
    licence,
    source: 'Debian package lomiri-wallpapers',
    change: 'cropped, scaled',
  }),
);

function drawing(index: number): string {
  const hue = (index * 67) % 360;
  const shapes = Array.from({ length: 9 }, (_, i) => {
    const [x, y] = [(i * 97 + index * 31) % 320, (i * 53 + index * 71) % 240];
    return `<circle cx="${x}" cy="${y}" r="${12 + ((i * 17) % 40)}" fill="hsl(${hue + i * 25} 60% ${30 + i * 5}%)"/>`;
  }).join('');
  const markup = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240"><rect width="320" height="240" fill="hsl(${hue} 30% 20%)"/>${shapes}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(markup)}`;
}

const GUESSES = [
  [66, 'espresso', 'エスプレッソ', 0.9612, 14.0312],
  [12, 'ice cream, icecream', 'アイスクリーム', 0.0187, 10.0915],
  [140, 'plate', '皿', 0.0081, 9.2548],
  [9, 'Persian cat, longhaired domestic cat', 'ペルシャネコ', 0.0032, 8.3261],
  [3, 'wooden spoon', '木べら', 0.0011, -7.2583],
] as const;

export const FAKE_SCORES: Scores = {
  inputSize: 64,
  entries: GUESSES.map(([index, en, ja, probability, logit]) => ({
    index,
    label: { en, ja },
    probability,
    logit,
  })),
};
