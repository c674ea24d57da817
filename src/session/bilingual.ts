/** What a person reads that is no part of the catalogue of words. */

/** A text in both languages of the studio. */
export interface Bilingual {
  readonly en: string;
  readonly ja: string;
}
