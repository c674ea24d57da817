/** Pictures grown for scripts: they excite what they are for, can be stopped, and leave nothing behind. */
import { expect, test } from './fixtures.ts';
import { openStudio } from './studio.ts';

test('a script grows a picture for a channel', async ({ page }) => {
  await openStudio(page);
  const found = await page.evaluate(async () => {
    const { studio } = globalThis;
    const before = studio.stats();
    const wish = { layer: 'block1_conv1', channel: 0, steps: 16 };
    const { shape, data, objective } = await studio.dream(wish);
    const left = studio.stats().bytes - before.bytes;

    // The page goes on while a picture grows, and a picture that is stopped leaves nothing behind either.
    const controller = new AbortController();
    const long = studio.dream({ ...wish, steps: 1e6, signal: controller.signal });
    const stopped = long.catch((error: unknown) => String(error));
    await studio.setPicture({ shape, data });
    controller.abort();
    const refusals = [await stopped];
    const restored = studio.dream({ ...wish, steps: 1e6 }).catch((error: unknown) => String(error));
    await studio.loadModel('kawasemi-mini');
    refusals.push(await restored);
    for (const wrong of [
      { ...wish, layer: 'block9_conv1' },
      { ...wish, channel: 1e6 },
      { ...wish, recipe: 'none' },
    ]) {
      refusals.push(await studio.dream(wrong).catch((error: unknown) => String(error)));
    }
    return {
      shape,
      isPicture: data.every((value) => value >= 0 && value <= 1),
      differs: new Set(data).size,
      objective,
      left,
      frames: studio.stats().frames - before.frames,
      refusals,
    };
  });
  expect(found.shape).toEqual([3, 64, 64]);
  expect(found.isPicture).toBe(true);
  expect(found.differs).toBeGreaterThan(1000);
  expect(found.objective).toHaveLength(16);
  // Each step sees the picture shifted by chance, so single steps may go down: the quarters must not.
  const quarters = [0, 4, 8, 12].map((first) =>
    found.objective.slice(first, first + 4).reduce((sum, value) => sum + value / 4, 0),
  );
  for (let next = 1; next < quarters.length; next += 1) {
    expect(quarters[next]).toBeGreaterThan(quarters[next - 1] ?? NaN);
  }
  expect(found.left).toBeLessThanOrEqual(0);
  expect(found.frames).toBeGreaterThan(0);
  expect(found.refusals[0]).toContain('AbortError');
  expect(found.refusals[1]).toContain('AbortError: Another network');
  expect(found.refusals[2]).toContain('There is no layer block9_conv1.');
  expect(found.refusals[3]).toContain('There is no channel 1000000 in block1_conv1');
  expect(found.refusals[4]).toContain('There is no recipe none, only studio');
});
