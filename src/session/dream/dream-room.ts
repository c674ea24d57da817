/** Keeps the dream room in step with the address: a link that is followed changes what is tried, and that the link. */
import { effect } from '../../base/index.ts';
import type { Signal } from '../../base/index.ts';
import type { PageName } from '../performance-types.ts';
import type { DreamView, StudyFace } from './dream-types.ts';
import { readStudyLink, writeStudyLink } from './study-link.ts';

/** The address, as the session keeps it. */
export interface RoomHost {
  readonly page: Signal<PageName | null>;
  /** The query of the page that is open. */
  readonly labLink: Signal<string>;
}

/** What is kept in step. */
export interface RoomParts {
  readonly host: RoomHost;
  readonly study: Pick<StudyFace, 'settings' | 'change'>;
  readonly view: Signal<DreamView>;
  /** Told the names of what could not be used. */
  readonly onUnread: (parts: readonly string[]) => void;
}

/** Runs until the returned function is called. */
export function followRoom({ host, study, view, onUnread }: RoomParts): () => void {
  const { page, labLink } = host;
  let written: string | null = null;
  const stops = [
    effect(() => {
      const isOpen = page.value === 'dreams';
      const link = labLink.value;
      if (!isOpen) written = null;
      else if (link !== written) {
        written = link;
        const unread = open(link, study, view);
        if (unread.length > 0) onUnread(unread);
      }
    }),
    effect(() => {
      const link = writeStudyLink(view.value, study.settings.value);
      if (page.peek() !== 'dreams') return;
      written = link;
      labLink.value = link;
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Shows what a link says; returns the names of what it could not. */
function open(link: string, study: RoomParts['study'], view: Signal<DreamView>): readonly string[] {
  const { settings, unread } = readStudyLink(link);
  view.value = settings ? 'study' : 'overview';
  const now = study.settings.peek();
  if (
    !settings ||
    writeStudyLink('study', { ...now, ...settings }) === writeStudyLink('study', now)
  )
    return unread;
  try {
    study.change(settings);
    return unread;
  } catch (error) {
    // A TypeError: numbers of a recipe that have another form.
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    return [...unread, settings.details ? 'details' : 'layer'];
  }
}
