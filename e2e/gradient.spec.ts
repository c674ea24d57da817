/** Gradients for scripts: they are of what is shown, they point upwards, and they leave nothing behind. */
import { expect, test } from './fixtures.ts';
import { openStudio } from './studio.ts';

test('a script gets the gradient of a unit and of a channel', async ({ page }) => {
  await openStudio(page);
  const found = await page.evaluate(async () => {
    const { studio } = globalThis;
    const unit = { layer: 'block3_conv2', channel: 7, y: 5, x: 9 };
    const { preActivation } = await studio.explain(unit);
    const before = studio.stats().bytes;
    const ofUnit = await studio.gradient(unit);
    const mean = { layer: 'block3_conv2', channel: 7 };
    const ofMean = await studio.gradient(mean);
    const guided = await studio.gradient({ ...mean, rule: 'guided' });
    const after = studio.stats().bytes;
    const refusals = [];
    for (const wrong of [
      { layer: 'block9', channel: 0 },
      { ...mean, channel: 1e6 },
    ]) {
      refusals.push(await studio.gradient(wrong).catch((error: unknown) => String(error)));
    }

    // A step along the gradient raises the value by the step times the gradient's length.
    const input = await studio.activations('input');
    const length = Math.hypot(...ofMean.data.filter((value) => value !== 0));
    const step = 0.05;
    const moved = input.data.map((value, i) => value + (step * (ofMean.data[i] ?? 0)) / length);
    await studio.setPicture({ shape: input.shape, data: moved });
    const there = await studio.gradient(mean);
    return {
      preActivation,
      unit: ofUnit.value,
      shapes: [input.shape, ofUnit.shape, ofMean.shape],
      values: [ofMean.value, there.value],
      expected: step * length,
      differs: guided.data.some((value, i) => value !== ofMean.data[i]),
      sameValue: guided.value === ofMean.value,
      left: after - before,
      refusals,
    };
  });
  expect(found.unit).toBeCloseTo(found.preActivation, 4);
  const [inputShape, ...others] = found.shapes;
  for (const shape of others) expect(shape).toEqual(inputShape);
  const [before = NaN, there = NaN] = found.values;
  expect(found.expected).toBeGreaterThan(0);
  expect((there - before) / found.expected).toBeGreaterThan(0.8);
  expect((there - before) / found.expected).toBeLessThan(1.2);
  expect(found.differs).toBe(true);
  expect(found.sameValue).toBe(true);
  expect(found.left).toBeLessThanOrEqual(0);
  expect(found.refusals[0]).toContain('block9');
  expect(found.refusals[1]).toContain('channel 1000000');
});
