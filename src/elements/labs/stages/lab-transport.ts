/** Play, pause, step and scrub: what moves the window over the output. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatCount } from '../../../i18n/index.ts';
import { ShortcutsController, typesInto } from '../../controllers/shortcuts.ts';
import { base, controls } from '../../styles/controls.ts';
import type { ChooseEvent } from '../../ui/ui-select.ts';
import { LabElement } from '../lab-element.ts';
import { transportIcons } from './transport-icons.ts';
import '../../ui/ui-select.ts';

const SPEEDS = [1, 4, 16, 64, 256, 1024];

@customElement('lab-transport')
export class LabTransport extends LabElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
        border-top: 1px solid var(--line);
      }
      .bar {
        display: flex;
        align-items: center;
        gap: 2px;
        min-height: 44px;
        padding: 0 16px;
      }
      button {
        padding: 0 4px;
      }
      button.play {
        min-width: max(36px, var(--hit));
        background: var(--accent);
        color: var(--accent-ink);
      }
      button:disabled {
        color: var(--ink-faint);
        cursor: default;
      }
      input {
        flex: 1;
        min-width: 40px;
        width: 40px;
        height: var(--hit);
        margin: 0 10px;
        accent-color: var(--accent);
        cursor: pointer;
      }
      ui-select {
        margin-left: 8px;
      }
      output {
        min-width: 11em;
        color: var(--ink-soft);
        font-size: var(--text-small);
        white-space: nowrap;
      }
      @media (max-width: 899.98px) {
        .bar {
          flex-wrap: wrap;
          padding: 2px 8px;
        }
        input {
          flex: 1 1 120px;
          margin: 0 8px;
        }
        output {
          min-width: 0;
          flex: 1 0 auto;
          padding-left: 8px;
        }
      }
    `,
  ];

  constructor() {
    super();
    new ShortcutsController(this, {
      ',': () => {
        this.lab.step(-1);
      },
      '.': () => {
        this.lab.step(1);
      },
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#keyPressed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#keyPressed);
  }

  protected override view(): unknown {
    const scene = this.lab.scene.value;
    if (!scene) return nothing;
    const words = this.words.stages.transport;
    const { state, speed } = this.lab.playback.value;
    const { row, column } = this.lab.cursor.value;
    const [, rows, columns] = scene.output;
    const cells = rows * columns;
    const place = Math.min(cells - 1, row * columns + column);
    const isPlaying = state === 'playing';
    const speeds = SPEEDS.map((n) => ({
      value: String(n),
      label: n === 1 ? words.oneSpeed : this.say(words.speeds, { n }),
    }));
    const at = this.say(words.at, {
      cell: formatCount(place + 1, this.language),
      cells: formatCount(cells, this.language),
    });
    return html`<div class="bar" role="group" aria-label=${words.label}>
      ${this.#button(
        isPlaying ? 'pause' : 'play',
        words.space,
        () => {
          this.#toggle();
        },
        'play',
      )}
      ${this.#button('back', ',', () => {
        this.lab.step(-1);
      })}
      ${this.#button('forward', '.', () => {
        this.lab.step(1);
      })}
      <button
        type="button"
        aria-label=${words.stop}
        title=${words.stop}
        ?disabled=${state === 'off'}
        @click=${() => {
          this.lab.stop();
        }}
      >
        ${transportIcons.stop}
      </button>
      <input
        type="range"
        min="0"
        max=${cells - 1}
        .value=${String(place)}
        aria-label=${words.scrub}
        aria-valuetext=${at}
        @input=${this.#scrubbed}
      />
      <output class="number">${at}</output>
      <ui-select
        label=${words.speed}
        .options=${speeds}
        .value=${String(speed)}
        @choose=${({ value }: ChooseEvent) => {
          this.lab.setSpeed(Number(value));
        }}
      ></ui-select>
    </div>`;
  }

  #button(
    name: 'play' | 'pause' | 'back' | 'forward',
    key: string,
    run: () => void,
    kind = '',
  ): TemplateResult {
    const words = this.words.stages.transport;
    return html`<button
      type="button"
      class=${kind}
      aria-label=${words[name]}
      title=${this.say(words.keys, { name: words[name], key })}
      @click=${run}
    >
      ${transportIcons[name]}
    </button>`;
  }

  #toggle(): void {
    if (this.lab.playback.peek().state === 'playing') this.lab.pause();
    else this.lab.play();
  }

  readonly #scrubbed = ({ target }: Event): void => {
    if (target instanceof HTMLInputElement) this.lab.scrub(target.valueAsNumber);
  };

  /** Space plays wherever it does nothing else. */
  readonly #keyPressed = (event: KeyboardEvent): void => {
    if (event.key !== ' ' || event.defaultPrevented || typesInto(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const used = event
      .composedPath()
      .some(
        (node) =>
          node instanceof Element &&
          node.matches(
            'button, a[href], select, summary, dialog[open], [popover], [role="option"]',
          ),
      );
    if (used) return;
    event.preventDefault();
    this.#toggle();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-transport': LabTransport;
  }
}
