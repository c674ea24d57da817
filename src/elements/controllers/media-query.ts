/** Re-renders an element when a media query starts or stops to match. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Below this width the network is a strip at the top and the bar keeps only what is used most. */
export const NARROW = '(max-width: 899.98px)';

/** `matches` follows a media query. */
export class MediaQueryController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #list: MediaQueryList;
  readonly #changed = (): void => this.#host.requestUpdate();

  constructor(host: ReactiveControllerHost, query: string) {
    this.#host = host;
    this.#list = matchMedia(query);
    host.addController(this);
  }

  get matches(): boolean {
    return this.#list.matches;
  }

  hostConnected(): void {
    this.#list.addEventListener('change', this.#changed);
  }

  hostDisconnected(): void {
    this.#list.removeEventListener('change', this.#changed);
  }
}
