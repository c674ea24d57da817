/** The one error of unreadable files. Knows no format. */
import { WeightsError } from '../base/index.ts';

/** WeightsError `weights-format` {detail}; the detail is a half sentence in English that names what was found. */
export function formatError(detail: string, cause?: unknown): WeightsError {
  return new WeightsError(
    'weights-format',
    `The weights could not be read: ${detail}.`,
    { detail },
    { cause },
  );
}
