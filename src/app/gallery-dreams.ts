/** The gallery's cases of the dream room, with made-up dreams: both views, still or growing, and how a study may end. */
import { loadPage } from '../elements/index.ts';
import type { DreamFace } from '../session/index.ts';
import type { FakeSession } from './fake-session.ts';

const CASES: Readonly<Record<string, (dreams: DreamFace) => void>> = {
  overview: () => undefined,
  study: (dreams) => dreams.show('study'),
  growing: (dreams) => {
    dreams.study.change({ layer: 'block3_conv2', channel: 17 });
    dreams.show('study');
    dreams.study.start();
  },
  four: (dreams) => {
    dreams.study.change({ layer: 'block3_conv2', channel: 5, other: 9, share: 0.3, count: 4 });
    dreams.show('study');
    dreams.study.start();
  },
  class: (dreams) => {
    const last = dreams.layers.peek().at(-1)?.name ?? '';
    dreams.study.change({ layer: last, channel: 1, recipe: 'toolbox-1', negative: true });
    dreams.show('study');
    dreams.study.start();
  },
  barren: (dreams) => {
    dreams.study.change({ layer: 'block2_conv1', channel: 4 });
    dreams.show('study');
    dreams.study.start();
  },
  failed: (dreams) => {
    dreams.study.change({ layer: 'block2_conv1', channel: 6 });
    dreams.show('study');
    dreams.study.start();
  },
};

/** Puts the room into `box`, which gives it `session`. */
export async function showDreams(
  box: HTMLElement,
  session: FakeSession,
  name: string,
): Promise<void> {
  await loadPage('dreams');
  session.openPage('dreams');
  CASES[name]?.(await session.openDreams());
  box.append(document.createElement('dream-host'));
  document.body.append(box);
}
