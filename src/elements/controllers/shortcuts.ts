/** Keys that work anywhere on the page. Knows no session. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What to do for a key, by `KeyboardEvent.key`. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** What walks, steps or scrolls by keys of its own. */
const WALKED =
  'select, input, [role="option"], [role="listbox"], [role="application"], [role="radio"], [role="slider"], [role="menuitem"]';
const WALKING_KEYS = /^(Arrow|Page|Home$|End$)/;
/** Fields in which a letter is text. */
const TYPED =
  'textarea, select, input:not([type="range"], [type="checkbox"], [type="radio"], [type="button"], [type="file"])';

/** Runs a shortcut when its key is pressed, unless someone types, a dialog is open or the focus uses that key. */
export class ShortcutsController implements ReactiveController {
  readonly #shortcuts: Shortcuts;
  readonly #isOn: () => boolean;

  constructor(host: ReactiveControllerHost, shortcuts: Shortcuts, isOn = () => true) {
    this.#shortcuts = shortcuts;
    this.#isOn = isOn;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('keydown', this.#pressed);
  }

  hostDisconnected(): void {
    removeEventListener('keydown', this.#pressed);
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!this.#isOn() || typesInto(event) || isInsideOverlay(event)) return;
    if (WALKING_KEYS.test(event.key) && targetOf(event)?.matches(WALKED)) return;
    const run = this.#shortcuts[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  };
}

/** Whether the event goes to a field that takes text. */
export function typesInto(event: Event): boolean {
  const target = targetOf(event);
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(TYPED));
}

function targetOf(event: Event): Element | null {
  const target = event.composedPath()[0];
  return target instanceof Element ? target : null;
}

function isInsideOverlay(event: Event): boolean {
  return event
    .composedPath()
    .some((node) => node instanceof Element && node.matches('dialog[open], [popover]'));
}
