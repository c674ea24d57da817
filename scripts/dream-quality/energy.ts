/** How much of a picture is fine: the share of its energy in waves of high frequency. */
import type { Tensor3 } from '../../src/math/index.ts';

/** Cycles a pixel above which a wave is fine: a period of four pixels. */
const FINE = 0.25;

/**
 * Share of the energy of a square picture, without the mean of each colour, in waves of more than 0.25 cycles a pixel. Hann's
 * window keeps the jump from one border to the other out of it.
 */
export function fineShare({ shape, data }: Tensor3): number {
  const [colors, side] = shape;
  const cells = side * side;
  const window = Float64Array.from(
    { length: side },
    (_, place) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (place + 0.5)) / side),
  );
  const turns = Array.from({ length: side }, (_, n) => {
    const angle = (2 * Math.PI * n) / side;
    return [Math.cos(angle), Math.sin(angle)] as const;
  });
  let [fine, all] = [0, 0];
  for (let color = 0; color < colors; color += 1) {
    const own = data.subarray(color * cells, (color + 1) * cells);
    const mean = own.reduce((sum, value) => sum + value, 0) / cells;
    const real = Float64Array.from(
      own,
      (value, cell) =>
        (value - mean) * (window[cell % side] ?? 0) * (window[Math.floor(cell / side)] ?? 0),
    );
    const imaginary = new Float64Array(cells);
    transformLines(real, imaginary, turns, { lines: side, between: 1 });
    transformLines(real, imaginary, turns, { lines: 1, between: side });
    for (let cell = 1; cell < cells; cell += 1) {
      const energy = (real[cell] ?? 0) ** 2 + (imaginary[cell] ?? 0) ** 2;
      const x = frequency(cell % side, side);
      const y = frequency(Math.floor(cell / side), side);
      all += energy;
      if (Math.hypot(x, y) > FINE) fine += energy;
    }
  }
  return all > 0 ? fine / all : 0;
}

function frequency(place: number, side: number): number {
  return Math.min(place, side - place) / side;
}

/** A Fourier transform of every line, by its definition; `lines` is what lies between their starts. */
function transformLines(
  real: Float64Array,
  imaginary: Float64Array,
  turns: readonly (readonly [number, number])[],
  { lines, between }: { readonly lines: number; readonly between: number },
): void {
  const side = turns.length;
  for (let line = 0; line < side; line += 1) {
    const start = line * lines;
    const at = (place: number): number => start + place * between;
    const made = Array.from({ length: side }, (_, wave) => {
      let [a, b] = [0, 0];
      for (let place = 0; place < side; place += 1) {
        const [cos, sin] = turns[(wave * place) % side] ?? [0, 0];
        const [x, y] = [real[at(place)] ?? 0, imaginary[at(place)] ?? 0];
        a += x * cos + y * sin;
        b += y * cos - x * sin;
      }
      return [a, b] as const;
    });
    made.forEach(([a, b], wave) => {
      real[at(wave)] = a;
      imaginary[at(wave)] = b;
    });
  }
}
