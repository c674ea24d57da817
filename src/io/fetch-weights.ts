/** Fetches a small file whole; large ones are read in parts, see http-source. Knows nothing of what is inside. */
import { WeightsError } from '../base/index.ts';

/** Status told when no answer came at all. */
const NO_ANSWER = 0;

/** The bytes at `url`. Throws WeightsError `weights-http` {url, status}; status 0 means no answer. */
export async function fetchWeights(
  url: string,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<ArrayBuffer> {
  let response: Response;
  try {
    response = await fetch(url, signal ? { signal } : {});
  } catch (error) {
    if (signal?.aborted) throw error;
    throw httpError(url, NO_ANSWER, error);
  }
  if (!response.ok) throw httpError(url, response.status);
  return response.arrayBuffer();
}

function httpError(url: string, status: number, cause?: unknown): WeightsError {
  return new WeightsError(
    'weights-http',
    `The weights at ${url} could not be loaded: ` +
      (status === NO_ANSWER ? 'no answer.' : `the server answered ${String(status)}.`),
    { url, status },
    { cause },
  );
}
