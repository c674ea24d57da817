/** A picture to begin with in place of noise, enlarged or reduced to the size that grows. */
import { prepareTransform } from '../../gpu/index.ts';
import type { BlockedTensor, Gpu } from '../../gpu/index.ts';
import { restingPlacement } from '../../math/dream/index.ts';

/** A picture, and the pixels of it on every side that are a margin: what grows round what is shown. */
export interface StartPicture {
  readonly picture: BlockedTensor;
  readonly margin: number;
}

/**
 * Brings what is shown of `start` to what is shown of `picture`, which has a margin of its own: the surroundings of the start, or
 * where it has too few its mirror image.
 */
export async function fitStart(
  gpu: Gpu,
  start: StartPicture,
  picture: BlockedTensor,
  margin: number,
): Promise<void> {
  const shownOf = ({ shape: [, height, width] }: BlockedTensor, border: number) => ({
    height: height - 2 * border,
    width: width - 2 * border,
  });
  const resting = restingPlacement({
    picture: shownOf(start.picture, start.margin),
    output: shownOf(picture, margin),
    framing: 'resize',
  });
  const placement = {
    ...resting,
    x0: resting.x0 + start.margin - resting.xx * margin,
    y0: resting.y0 + start.margin - resting.yy * margin,
  };
  const launch = await prepareTransform(gpu, 'Dream.start', {
    picture: start.picture,
    output: picture,
    placement,
    surroundings: { kind: 'mirror' },
    gain: 1,
  });
  gpu.submit('Dream.start', (commands) => {
    commands.dispatch(launch);
  });
  launch.dispose();
}
