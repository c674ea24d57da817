/** Random settings of padded convolutions that fit, the same in every run: for tests and checks. */
import { createRandom } from '../../base/index.ts';
import { OUTPUT_MODES, PADDING_MODES, paddedOutput, paddingFor } from '../padding.ts';
import type { PaddedGeometry } from '../padding.ts';
import type { Pair } from '../shapes.ts';
import type { Shape3 } from '../tensor.ts';

/** One setting. */
export interface PaddedSetting extends PaddedGeometry {
  readonly shape: Shape3;
  readonly outputs: number;
  readonly groups: number;
}

const MOST = { channels: 3, extent: 9, kernel: 5, step: 3, outputs: 2 };
/** How often padding is by number instead of by output mode. */
const BY_NUMBER = 0.3;

/** `count` settings. */
export function paddedSettings(count: number, seed: number): readonly PaddedSetting[] {
  const random = createRandom(seed);
  const whole = (most: number, least = 1): number =>
    least + Math.floor(random() * (most - least + 1));
  const pair = (most: number, least = 1): Pair => [whole(most, least), whole(most, least)];
  const oneOf = <Item>(items: readonly Item[]): Item => items[whole(items.length) - 1] as Item;
  const draw = (): PaddedSetting => {
    const channels = whole(MOST.channels);
    const isGrouped = random() < 1 / 2;
    const groups = isGrouped ? channels : 1;
    const [kernel, dilation] = [pair(MOST.kernel), pair(MOST.step)];
    const mode = oneOf(OUTPUT_MODES);
    const isFlipped = random() < 1 / 2;
    const byMode = ([0, 1] as const).map((axis) =>
      paddingFor(mode, kernel[axis], dilation[axis], isFlipped),
    );
    const isByNumber = random() < BY_NUMBER;
    const along = (side: 0 | 1): Pair =>
      isByNumber ? pair(MOST.kernel, 0) : [byMode[0]?.[side] ?? 0, byMode[1]?.[side] ?? 0];
    return {
      shape: [channels, whole(MOST.extent), whole(MOST.extent)],
      outputs: groups * whole(MOST.outputs),
      groups,
      kernel,
      dilation,
      stride: pair(MOST.step),
      before: along(0),
      after: along(1),
      padding: oneOf(PADDING_MODES),
      value: random() < 1 / 2 ? 0 : whole(5) / 4,
    };
  };
  const settings: PaddedSetting[] = [];
  while (settings.length < count) {
    const setting = draw();
    if (fits(setting)) settings.push(setting);
  }
  return settings;
}

/** In words. */
export function describeSetting(setting: PaddedSetting): string {
  const { shape, outputs, groups, kernel, stride, dilation, before, after, padding } = setting;
  const pairs = { kernel, stride, dilation, before, after };
  const told = Object.entries(pairs).map(([name, pair]) => `${name} ${pair.join(' x ')}`);
  return [`${shape.join(' x ')} to ${String(outputs)} in ${String(groups)}`, ...told, padding].join(
    ', ',
  );
}

function fits(setting: PaddedSetting): boolean {
  try {
    paddedOutput(setting.shape, setting.outputs, setting);
    return true;
  } catch {
    return false;
  }
}
