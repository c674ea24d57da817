/** The gallery's cases of the performance: the dialog, open, with made-up results. */
import { loadPage } from '../elements/index.ts';
import { fakePerformance } from './fake-performance.ts';
import type { FakeSession } from './fake-session.ts';

const CASES: Readonly<Record<string, (session: FakeSession) => void>> = {
  nothing: () => undefined,
  running: (session) => {
    session.measurePerformance().catch(() => null);
  },
  measured: (session) => {
    session.meter.finished(fakePerformance(session.layers.peek(), session.model.peek()));
  },
  tuned: (session) => {
    session.tuner.end('tuned');
    session.meter.finished(fakePerformance(session.layers.peek(), session.model.peek()));
  },
  tuning: (session) => {
    void session.tune();
  },
  'no-clock': (session) => {
    session.meter.finished(fakePerformance(session.layers.peek(), session.model.peek(), false));
  },
  other: (session) => {
    session.meter.finished(fakePerformance(session.layers.peek(), session.model.peek()));
    void session.setInputSize(2 * session.inputSize.peek());
  },
  stopped: (session) => {
    session.meter.ended('stopped');
  },
  failed: (session) => {
    session.meter.ended('failed', 'made up');
  },
};

/** Puts the dialog into `box`, which gives it `session`; it opens by itself. */
export async function showPerformance(
  box: HTMLElement,
  session: FakeSession,
  name: string,
): Promise<void> {
  await loadPage('performance');
  CASES[name]?.(session);
  box.append(document.createElement('performance-plate'));
  document.body.append(box);
}
