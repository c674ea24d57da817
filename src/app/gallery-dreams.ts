/** The gallery's cases of the dream room, with made-up dreams: both views, still or growing, and how a study may end. */
import { loadPage } from '../elements/index.ts';
import type { StudyProgress } from '../session/index.ts';
import type { FakeDreams } from './fake-dreams.ts';
import type { FakeSession } from './fake-session.ts';

const CASES: Readonly<Record<string, (dreams: FakeDreams) => void>> = {
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
  barren: (dreams) => end(dreams, { state: 'barren' }),
  failed: (dreams) =>
    end(dreams, { state: 'failed', problem: { code: 'out-of-memory', values: {} } }),
};

/** Puts the room into `box`, which gives it `session`. */
export async function showDreams(
  box: HTMLElement,
  session: FakeSession,
  name: string,
): Promise<void> {
  await loadPage('dreams');
  session.openPage('dreams');
  await session.openDreams();
  if (session.dreams) CASES[name]?.(session.dreams);
  box.append(document.createElement('dream-host'));
  document.body.append(box);
}

/** Puts the study into a state that it does not come to by itself. */
function end(dreams: FakeDreams, state: Partial<StudyProgress>): void {
  const { study } = dreams;
  dreams.show('study');
  study.start();
  study.stop();
  const progress = study.progress.peek();
  if (progress) study.progress.value = { ...progress, ...state };
}
