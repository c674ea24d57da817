/** Grow, stop, go on, again with the next seed; how far it is, and how fast. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatMeasured } from '../../../i18n/index.ts';
import { typesInto } from '../../controllers/shortcuts.ts';
import { base, controls } from '../../styles/controls.ts';
import { growStudy, isStale, retryStudy } from './grown-for.ts';
import { RoomElement } from './room-element.ts';
import { roomIcons } from './room-icons.ts';

/** Where a space is not for the page. */
const USED =
  'button, a[href], select, summary, input, dialog[open], [popover], [role="option"], [role="combobox"]';

@customElement('study-transport')
export class StudyTransport extends RoomElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        min-height: 48px;
      }
      button.primary {
        min-width: 96px;
        padding: 0 12px;
      }
      .told {
        flex: 1 1 160px;
        min-width: 0;
        color: var(--ink-soft);
        font-size: var(--text-small);
      }
      .told b {
        color: var(--ink);
        font-weight: 400;
      }
      progress {
        display: block;
        appearance: none;
        width: 100%;
        height: 4px;
        margin-bottom: 4px;
        border: 0;
        border-radius: 2px;
        background: var(--line);
        overflow: hidden;
      }
      progress::-webkit-progress-bar {
        background: var(--line);
      }
      progress::-webkit-progress-value {
        background: var(--accent);
      }
      progress::-moz-progress-bar {
        background: var(--accent);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#keyPressed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#keyPressed);
  }

  protected override view(): unknown {
    const { transport: words } = this.room;
    const { study } = this.dreams;
    const now = study.progress.value;
    const stale = isStale(study);
    const state = stale || !now ? 'idle' : now.state;
    const { step = 0, steps = 0, stepsPerSecond = null } = stale || !now ? {} : now;
    const total = steps || study.recipe.value.steps;
    return html`<div class="bar" role="group" aria-label=${words.label}>
      ${this.#main(state)}
      <button
        type="button"
        class="outlined"
        title=${this.say(words.retrySays, { seed: String(study.settings.value.seed + 1) })}
        @click=${() => retryStudy(study)}
      >
        ${roomIcons.again} ${words.retry}
      </button>
      <div class="told number">
        <progress aria-label=${words.label} max=${total} .value=${step}></progress>
        <span class="unseen" role="status">${words.states[state]}</span>
        ${this.say(words.progress, { step, steps: total })}
        ${
          stepsPerSecond === null
            ? nothing
            : html` ·
                <b
                  >${this.say(words.rate, { rate: formatMeasured(stepsPerSecond, this.language) })}</b
                >`
        }
      </div>
    </div>`;
  }

  #main(state: 'idle' | 'growing' | 'stopped' | 'done' | 'barren' | 'failed'): TemplateResult {
    const { transport: words } = this.room;
    const isGrowing = state === 'growing';
    const name = isGrowing ? words.stop : state === 'stopped' ? words.resume : words.start;
    const isOver = state === 'done' || state === 'barren';
    return html`<button
      type="button"
      class=${isOver ? 'outlined' : 'primary'}
      title=${this.say(words.keys, { name })}
      ?disabled=${isOver}
      @click=${this.#toggle}
    >
      ${isGrowing ? roomIcons.stop : roomIcons.grow} ${name}
    </button>`;
  }

  readonly #toggle = (): void => {
    const { study } = this.dreams;
    const state = isStale(study) ? 'idle' : study.progress.peek()?.state;
    if (state === 'growing') study.stop();
    else if (state !== 'done' && state !== 'barren') growStudy(study);
  };

  /** Space grows and stops wherever it does nothing else. */
  readonly #keyPressed = (event: KeyboardEvent): void => {
    if (event.key !== ' ' || event.defaultPrevented || typesInto(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const isUsed = event
      .composedPath()
      .some((node) => node instanceof Element && node.matches(USED));
    if (isUsed) return;
    event.preventDefault();
    this.#toggle();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'study-transport': StudyTransport;
  }
}
