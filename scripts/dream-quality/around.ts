/** What the measuring of dreams is given by the command. */

/** What the command brings. */
export interface Around {
  /** Folders of the weights and of what is kept in the repository. */
  readonly weights: string;
  readonly kept: string;
  /** Where `npm run dreams` keeps what it has grown. */
  readonly dreams: string;
  /** RGB bytes of square pictures, one after the other, CHW. */
  readonly samples: Uint8Array;
  readonly side: number;
  readonly line: (text: string) => void;
}
