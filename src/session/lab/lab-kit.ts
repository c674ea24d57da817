/** What a lab computes with: loaded as one by whoever opens it. */
import type { loadLab } from '../../insight/index.ts';

/** The module that `loadLab` resolves to. */
export type LabKit = Awaited<ReturnType<typeof loadLab>>;
