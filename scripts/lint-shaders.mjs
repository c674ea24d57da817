/**
 * `npm run lint:shaders`: the style of every `.wgsl` file, then every kernel in every variant
 * through Tint, the compiler of Chromium, on Dawn's null back end: no GPU is needed.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundleForScript } from './lib/bundle.mjs';
import { ensureDependencies } from './lib/install.mjs';
import { root } from './lib/paths.mjs';
import { runMain, runNode } from './lib/run.mjs';
import { complaintsAbout } from './lib/shader-style.mjs';

const ENTRY = 'src/gpu/checks/tint-main.ts';

await runMain(async () => {
  await ensureDependencies();
  const files = readdirSync(join(root, 'shaders'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.wgsl'))
    .map((path) => join('shaders', path));
  const complaints = files.flatMap((path) =>
    complaintsAbout(readFileSync(join(root, path), 'utf8')).map((text) => `${path}:${text}`),
  );
  if (complaints.length > 0) console.log(complaints.join('\n'));
  console.log(`Style: ${files.length} shader files, ${complaints.length} complaints.`);

  const bundle = await bundleForScript(ENTRY);
  const { code } = await runNode(bundle, [], { env: { KAWASEMI_DAWN: 'backend=null' } });
  process.exitCode = complaints.length > 0 || code !== 0 ? 1 : 0;
});
