/** The pictures that come with the studio, fetched from beside the page. */
import { readSamples } from '../network/index.ts';
import { fetchJson } from './fetch-json.ts';
import type { SamplePicture } from './types.ts';

const SAMPLES_FILE = 'samples/samples.json';

/** Reads the list of samples below `base`. Throws WeightsError when it cannot be had. */
export async function loadSamples(base: URL): Promise<readonly SamplePicture[]> {
  const json = await fetchJson(new URL(SAMPLES_FILE, base));
  return readSamples(json).map((entry) => ({
    id: entry.id,
    url: new URL(entry.file, base).href,
    thumbnail: new URL(entry.thumbnail, base).href,
    title: entry.title,
    author: entry.author,
    licence: entry.licence,
    source: entry.source,
    change: entry.change,
  }));
}
