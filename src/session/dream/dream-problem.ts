/** What went wrong with a picture, as something that can be said in words. */
import { StudioError, messageOf } from '../../base/index.ts';
import type { DreamProblem } from './dream-types.ts';

/** See the head of the file. */
export function problemOf(error: unknown): DreamProblem {
  if (error instanceof StudioError) return { code: error.code, values: error.values };
  return { code: 'unexpected', values: { detail: messageOf(error) } };
}
