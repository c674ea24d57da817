/** Made-up pictures of dreams: a few coloured waves that come out of noise step by step. Nothing is computed by a network. */
import { createRandom } from '../base/index.ts';
import type { DreamPicture } from '../session/index.ts';

const SIDE = 64;
const BYTES = 4;
const WHITE = 255;
const MIDDLE = 128;
const WAVES = 3;
const COLORS = 3;
const STRONG = 90;
const NOISE = 18;
/** How fast a picture gets its contrast. */
const HASTE = 3.5;

interface Wave {
  readonly across: number;
  readonly down: number;
  readonly phase: number;
  readonly bend: number;
  readonly color: readonly number[];
}

/** The picture of `seed` after a share (0..1) of its steps. */
export function fakeDreamPicture(seed: number, share: number): DreamPicture {
  const random = createRandom(seed);
  const waves = Array.from({ length: WAVES }, (): Wave => {
    const angle = 2 * Math.PI * random();
    const speed = (2 * Math.PI * (2 + 6 * random())) / SIDE;
    return {
      across: speed * Math.cos(angle),
      down: speed * Math.sin(angle),
      phase: 2 * Math.PI * random(),
      bend: 2 * random(),
      color: Array.from({ length: COLORS }, () => random() * 2 - 1),
    };
  });
  const contrast = (STRONG * (1 - Math.exp(-HASTE * share))) / WAVES;
  const pixels = new ImageData(SIDE, SIDE);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    const heights = waves.map(({ across, down, phase, bend }) =>
      Math.sin(across * x + down * y + phase + bend * Math.sin((x + y) / SIDE + phase)),
    );
    for (let color = 0; color < COLORS; color++) {
      const sum = waves.reduce((all, wave, at) => {
        return all + (heights[at] ?? 0) * (wave.color[color] ?? 0);
      }, 0);
      const noise = NOISE * (1 - share / 2) * (random() - 0.5);
      pixels.data[BYTES * i + color] = MIDDLE + 2 * contrast * sum + noise;
    }
    pixels.data[BYTES * i + COLORS] = WHITE;
  }
  const image = document.createElement('canvas');
  image.width = SIDE;
  image.height = SIDE;
  image.getContext('2d')?.putImageData(pixels, 0, 0);
  return { image, x: 0, y: 0, size: SIDE };
}
