/** Fetches a file of weights with progress. Knows nothing of what is inside. */
import { WeightsError } from '../base/index.ts';

/** Bytes so far, and in all where the server says so. */
export interface FetchProgress {
  readonly received: number;
  readonly total: number | null;
}

/** How to fetch. */
export interface FetchOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FetchProgress) => void;
}

/** Status told when no answer came at all. */
const NO_ANSWER = 0;

/** The bytes at `url`. Throws WeightsError `weights-http` {url, status}; status 0 means no answer. */
export async function fetchWeights(
  url: string,
  { signal, onProgress }: FetchOptions = {},
): Promise<ArrayBuffer> {
  let response: Response;
  try {
    response = await fetch(url, signal ? { signal } : {});
  } catch (error) {
    if (signal?.aborted) throw error;
    throw httpError(url, NO_ANSWER, error);
  }
  if (!response.ok) throw httpError(url, response.status);
  if (!response.body || !onProgress) return response.arrayBuffer();
  return collect(response.body, totalOf(response), onProgress);
}

/** A compressed answer has no useful length: the header counts the bytes on the wire. */
function totalOf(response: Response): number | null {
  const length = response.headers.get('content-length');
  return length === null || response.headers.has('content-encoding') ? null : Number(length);
}

async function collect(
  body: ReadableStream<Uint8Array>,
  total: number | null,
  onProgress: (progress: FetchProgress) => void,
): Promise<ArrayBuffer> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value as Uint8Array<ArrayBuffer>);
    received += value.length;
    onProgress({ received, total });
  }
  return new Blob(pieces).arrayBuffer();
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
