/**
 * Test data too large for the project: ImageNet weights and values by PyTorch. They lie in the folder `shared` beside
 * the clone, or where KAWASEMI_SHARED says; tests that need them are skipped elsewhere, and their names say why.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT =
  process.env.KAWASEMI_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url));

/** Path of a file of the shared folder, whether it is there or not. */
export function sharedPath(name: string): string {
  return `${ROOT}/${name}`;
}

/** Whether all the files are there, and what to add to a test's name when they are not. */
export function sharedFiles(...names: string[]): {
  readonly missing: boolean;
  readonly note: string;
} {
  const absent = names.find((name) => !existsSync(sharedPath(name)));
  if (absent === undefined) return { missing: false, note: '' };
  return { missing: true, note: ` (skipped: ${sharedPath(absent)} is not there)` };
}
