/** The pictures that come with the studio, as `weights/samples/samples.json` lists them. Fetches nothing itself. */
import { JsonValue } from '../io/index.ts';

/** A sample picture with its credit. Files are relative to the page. */
export interface SampleEntry {
  readonly id: string;
  readonly file: string;
  /** The same picture, 96 pixels wide. */
  readonly thumbnail: string;
  readonly width: number;
  readonly height: number;
  readonly title: { readonly en: string; readonly ja: string };
  /** What its author calls it. */
  readonly originalTitle: string;
  readonly author: string;
  readonly licence: string;
  readonly source: string;
  /** What was done to it here. */
  readonly change: string;
}

/** Reads a parsed list of samples. Throws WeightsError, see `JsonValue`. */
export function readSamples(json: unknown): readonly SampleEntry[] {
  return new JsonValue(json, 'samples.json')
    .field('samples')
    .list()
    .map((sample) => ({
      id: sample.field('id').text(),
      file: sample.field('file').text(),
      thumbnail: sample.field('thumbnail').text(),
      width: sample.field('width').count(),
      height: sample.field('height').count(),
      title: {
        en: sample.field('title').field('en').text(),
        ja: sample.field('title').field('ja').text(),
      },
      originalTitle: sample.field('originalTitle').text(),
      author: sample.field('author').text(),
      licence: sample.field('licence').text(),
      source: sample.field('source').text(),
      change: sample.field('change').text(),
    }));
}
