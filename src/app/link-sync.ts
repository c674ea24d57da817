/** Keeps the address bar at the present state, and follows a link that is opened in the same tab. */
import { effect } from '../base/index.ts';
import type { Session } from '../session/index.ts';

/** Browsers slow down pages that change their address too often. */
const REST_MS = 400;

/** Runs until the returned function is called. */
export function syncLink(session: Session): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let link = '';
  const stop = effect(() => {
    link = session.link();
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (link !== location.href) history.replaceState(history.state, '', link);
    }, REST_MS);
  });
  const follow = (): void => void session.follow(location.hash);
  addEventListener('hashchange', follow);
  return () => {
    clearTimeout(timer);
    stop();
    removeEventListener('hashchange', follow);
  };
}
