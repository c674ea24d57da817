/** The proof on the page: green for what is sound; red, with the first layer that is wrong, for what is not. */
import type { Page } from '@playwright/test';
import type { VerifyReport } from '../src/session/index.ts';
import { expect, test } from './fixtures.ts';
import { openStudio } from './studio.ts';

const MINI = 'kawasemi-mini.safetensors';
const MINUTES_4 = 240_000;

/** What of a report is looked at. */
type Summary = Pick<VerifyReport, 'ok' | 'reference' | 'firstWrong'>;

/** The bytes of Kawasemi-mini with one 16-bit number of a tensor, or a word of the header, replaced by as long a one. */
interface Damage {
  readonly tensor?: readonly [name: string, index: number, half: number];
  readonly word?: readonly [from: string, to: string];
}

/** Loads damaged weights as a file that is still called what it is, and verifies. */
function verifyDamaged(page: Page, damage: Damage): Promise<Summary> {
  return page.evaluate(
    async ([address, { tensor, word }]) => {
      const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
      const view = new DataView(bytes.buffer);
      const start = 8 + Number(view.getBigUint64(0, true));
      const header = new TextDecoder().decode(bytes.subarray(8, start));
      if (tensor) {
        const [name, index, half] = tensor;
        const tensors = JSON.parse(header) as Record<string, { data_offsets: [number, number] }>;
        const [begin = 0] = tensors[name]?.data_offsets ?? [];
        view.setUint16(start + begin + 2 * index, half, true);
      }
      if (word) {
        const [from, to] = word;
        if (!header.includes(from)) throw new Error(`The header has no ${from}.`);
        bytes.set(new TextEncoder().encode(header.replace(from, to.padEnd(from.length))), 8);
      }
      await globalThis.studio.loadModel(new File([bytes], 'kawasemi-mini.safetensors'));
      const { ok, reference, firstWrong } = await globalThis.studio.verify();
      return { ok, reference, firstWrong };
    },
    [MINI, damage] as const,
  );
}

test('proves the kernels and Kawasemi-mini on this GPU, and the page answers meanwhile', async ({
  page,
}) => {
  test.setTimeout(MINUTES_4);
  await openStudio(page);
  const { report, turns } = await page.evaluate(async () => {
    let count = 0;
    const timer = setInterval(() => (count += 1), 10);
    const found = await globalThis.studio.verify();
    clearInterval(timer);
    return { report: found, turns: count };
  });
  expect(report.kernels.filter(({ failed }) => failed > 0)).toEqual([]);
  expect(report).toMatchObject({ ok: true, firstWrong: null, reference: 'kawasemi-mini' });
  expect(report.kernels.length).toBeGreaterThan(20);
  expect(report.kernels.reduce((sum, { passed }) => sum + passed, 0)).toBeGreaterThan(250);
  expect(report.layers).toHaveLength(22);
  expect(report.adapter).not.toBe('');
  // Every check leaves the page a turn.
  expect(turns).toBeGreaterThan(50);
  // What was shown is still there.
  const { shape } = await page.evaluate(() => globalThis.studio.activations('block1_conv1'));
  expect(shape).toEqual([16, 128, 128]);
});

test('turns red for a wrong weight, swapped channels and a forgotten mean', async ({ page }) => {
  test.setTimeout(MINUTES_4);
  await openStudio(page);
  // 1.5 as a half; all before it is right.
  const weight = await verifyDamaged(page, { tensor: ['block3_conv2.weight', 4000, 0x3e00] });
  expect(weight).toEqual({ ok: false, reference: 'kawasemi-mini', firstWrong: 'block3_conv2' });
  const swapped = await verifyDamaged(page, { word: ['"RGB"', '"BGR"'] });
  expect(swapped).toMatchObject({ ok: false, firstWrong: 'input' });
  const mean = await verifyDamaged(page, { word: ['"123.675,116.28,103.53"', '"0,0,0"'] });
  expect(mean).toMatchObject({ ok: false, firstWrong: 'input' });
});
