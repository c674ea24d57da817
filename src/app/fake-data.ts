/** Made-up models, samples and scores for the gallery. */
import type { ModelSummary, SamplePicture, Scores } from '../session/index.ts';

export const FAKE_MODELS: readonly ModelSummary[] = [
  {
    id: 'kawasemi-mini',
    name: 'Kawasemi-mini',
    parameters: 946_584,
    licence: 'MIT',
    trainSize: 64,
    colorOrder: 'RGB',
    accuracy: { top1: 0.3793, top5: 0.6589 },
  },
  {
    id: 'vgg16',
    name: 'VGG-16, ImageNet, convolutions only',
    parameters: 14_714_688,
    licence: 'CC-BY-4.0',
    trainSize: 224,
    colorOrder: 'RGB',
    accuracy: null,
  },
];

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

export const FAKE_SCORES: Scores = {
  inputSize: 64,
  entries: [
    { index: 66, label: { en: 'espresso', ja: 'エスプレッソ' }, probability: 0.9612 },
    { index: 12, label: { en: 'ice cream, icecream', ja: 'アイスクリーム' }, probability: 0.0187 },
    { index: 140, label: { en: 'plate', ja: '皿' }, probability: 0.0081 },
    {
      index: 9,
      label: { en: 'Persian cat, longhaired domestic cat', ja: 'ペルシャネコ' },
      probability: 0.0032,
    },
    { index: 3, label: { en: 'wooden spoon', ja: '木べら' }, probability: 0.0011 },
  ],
};
