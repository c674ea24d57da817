/** Plants one forbidden import after another, and expects the rule of the layers to bite. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cruise } from 'dependency-cruiser';
import type { ICruiseOptions, ICruiseResult, IFlattenedRuleSet } from 'dependency-cruiser';

const root = resolve(import.meta.dirname, '..');

/** Each planted import: from a file, of something, and the rule that must bite (or none). */
const PLANTED: readonly (readonly [from: string, of: string, rule: string | undefined])[] = [
  ['src/gpu/up.ts', '../network/index.ts', 'no-higher-layer-than-gpu'],
  ['src/network/up.ts', '../insight/index.ts', 'no-higher-layer-than-network'],
  ['src/insight/up.ts', '../session/index.ts', 'no-higher-layer-than-insight'],
  ['src/session/up.ts', '../elements/index.ts', 'no-higher-layer-than-session'],
  ['src/elements/up.ts', '../app/index.ts', 'no-higher-layer-than-elements'],
  ['src/base/up.ts', '../math/index.ts', 'base-is-a-leaf'],
  ['src/math/up.ts', '../gpu/index.ts', 'math-is-a-leaf'],
  ['src/io/up.ts', '../gpu/index.ts', 'io-is-a-leaf'],
  ['src/i18n/up.ts', '../io/index.ts', 'i18n-is-a-leaf'],
  ['src/network/words.ts', '../i18n/index.ts', 'messages-only-for-talkers'],
  ['src/network/inside.ts', '../gpu/private.ts', 'only-through-the-face'],
  ['src/network/product.ts', '../gpu/testing/helper.ts', 'no-test-code-in-the-product'],
  ['src/session/page.ts', 'lit', 'lit-only-in-elements-and-app'],
  ['src/session/page2.ts', '@lit/context', 'lit-only-in-elements-and-app'],
  ['src/session/state.ts', '@preact/signals-core', 'signals-only-in-base-signal'],
  ['src/network/shader.ts', '../../shaders/a.wgsl?raw', 'shaders-only-in-gpu'],
  ['src/network/shader2.ts', 'wgsl-preprocessor/wgsl-preprocessor.js', 'shaders-only-in-gpu'],
  ['src/io/disk.ts', 'node:fs', 'no-node-in-the-page'],
  ['src/io/picture.ts', 'pngjs', 'no-development-packages'],
  ['src/io/gone.ts', './nowhere.ts', 'no-unresolvable'],
  ['src/gpu/circle.ts', './circle-back.ts', 'no-circles'],
  ['src/insight/checks.ts', '../gpu/checks/index.ts', 'checks-only-through-gpu'],
  ['src/gpu/kernel.ts', './checks/index.ts', 'checks-only-through-gpu'],
  ['src/gpu/index.ts', './checks/index.ts', 'checks-only-when-asked-for'],
  ['src/gpu/kernel2.ts', './checks/check.ts', 'no-test-code-in-the-product'],
  ['src/gpu/checks/a.ts', '../testing/helper.ts', 'checks-run-in-the-page'],
  ['src/gpu/checks/b.ts', 'node:fs', 'checks-run-in-the-page'],
  ['src/gpu/checks/c.ts', 'pngjs', 'checks-run-in-the-page'],
  ['src/gpu/checks/tint-main.ts', '../testing/helper.ts', undefined],
  ['src/network/fine.ts', '../gpu/index.ts', undefined],
  ['src/network/fine2.ts', '../math/reference/index.ts', undefined],
  ['src/network/fine.test.ts', '../gpu/testing/helper.ts', undefined],
  ['src/base/signal.ts', '@preact/signals-core', undefined],
  ['src/elements/fine.ts', 'lit', undefined],
  ['src/app/fine.ts', '../elements/index.ts', undefined],
];
const FOLDERS = 'base math io i18n gpu network insight session elements app'.split(' ');

describe('the rule of the layers', () => {
  let house: string;
  let violations: ICruiseResult['summary']['violations'];

  beforeAll(async () => {
    mkdirSync(join(root, '.cache'), { recursive: true });
    house = mkdtempSync(join(root, '.cache', 'layers-'));
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(house, path)), { recursive: true });
      writeFileSync(join(house, path), text);
    };
    const others = [
      'src/gpu/private.ts',
      'src/gpu/testing/helper.ts',
      'src/gpu/checks/index.ts',
      'src/gpu/checks/check.ts',
      'src/math/reference/index.ts',
    ];
    for (const path of [...FOLDERS.map((name) => `src/${name}/index.ts`), ...others]) {
      write(path, 'export const x = 1;\n');
    }
    write('shaders/a.wgsl', '');
    write('package.json', '{ "type": "module", "devDependencies": { "pngjs": "1" } }');
    for (const [from, of] of PLANTED) write(from, `import * as y from '${of}';\nexport { y };\n`);
    write('src/gpu/circle-back.ts', "export * from './circle.ts';\n");

    const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
      forbidden: IFlattenedRuleSet['forbidden'];
      options: ICruiseOptions;
    };
    const result = await cruise(['src'], {
      ...options,
      tsConfig: {},
      baseDir: house,
      validate: true,
      ruleSet: { forbidden: forbidden ?? [] },
    });
    violations = (result.output as ICruiseResult).summary.violations;
  });

  afterAll(() => {
    rmSync(house, { recursive: true, force: true });
  });

  it.each(PLANTED)('%s importing %s: %s', (from, _of, rule) => {
    const bites = violations.filter(
      (violation) =>
        violation.from === from || violation.cycle?.some(({ name }) => name === from) === true,
    );
    expect(bites.map((violation) => violation.rule.name)).toEqual(
      rule === undefined ? [] : expect.arrayContaining([rule]),
    );
  });
});
