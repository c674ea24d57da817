/**
 * Compiles every pipeline with Tint, in Node on Dawn. KAWASEMI_DAWN holds Dawn's options: `backend=null` needs no
 * graphics device. Prints `ok NAME`, `skipped NAME: reason` or `FAILED NAME: message`; exits with 1 on a failure.
 */
import { messageOf } from '../../base/index.ts';
import { Gpu } from '../gpu.ts';
import { openNodeGpu } from '../testing/node-gpu.ts';
import { PIPELINES, missingFeature } from './pipelines.ts';

const options = (process.env.KAWASEMI_DAWN ?? '').split(' ').filter(Boolean);
const gpu = await Gpu.open(openNodeGpu(options));
let failed = 0;
for (const { name, needs, create } of PIPELINES) {
  const missing = missingFeature(gpu, needs);
  if (missing) {
    console.log(`skipped ${name}: the device has no ${missing}`);
    continue;
  }
  try {
    await create(gpu);
    console.log(`ok ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}: ${messageOf(error)}`);
  }
}
console.log(`${String(PIPELINES.length)} pipelines, ${String(failed)} failed`);
gpu.dispose();
// Dawn's own threads would keep the process alive.
process.exit(failed > 0 ? 1 : 0);
