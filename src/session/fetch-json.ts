/** Fetches the JSON files that belong to the studio, with errors in words. */
import { WeightsError, messageOf } from '../base/index.ts';
import { fetchWeights } from '../io/index.ts';

/** The parsed file at `url`. Throws WeightsError: `weights-http`, or `weights-format` when it is not JSON. */
export async function fetchJson(url: URL, signal?: AbortSignal): Promise<unknown> {
  const bytes = await fetchWeights(url.href, signal ? { signal } : {});
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (cause) {
    const detail = `${url.href} is not JSON: ${messageOf(cause)}`;
    throw new WeightsError('weights-format', detail, { detail }, { cause });
  }
}
