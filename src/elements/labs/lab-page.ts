/** A lab over the whole page: its head, and where its parts stand. Is open as long as it is there. */
import { ContextProvider } from '@lit/context';
import { css, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LabFace, LabName, LabTask } from '../../session/index.ts';
import { base, controls } from '../styles/controls.ts';
import type { ChooseEvent } from '../ui/ui-select.ts';
import { LabElement, labContext } from './lab-element.ts';
import { labIcons } from './lab-icons.ts';
import '../ui/ui-segments.ts';
import '../views/person-settings.ts';
import './settings/lab-code.ts';
import './settings/lab-formula.ts';
import './settings/lab-settings.ts';
import './stages/lab-stages.ts';
import './stages/lab-transport.ts';
import './take/lab-take.ts';
import './task/lab-task.ts';
import './tour/lab-tour.ts';

const TASKS: Readonly<Record<LabName, readonly LabTask[]>> = {
  convolution: ['forward', 'backward', 'learn'],
  pooling: ['forward', 'backward', 'shift'],
};
const LABS: readonly LabName[] = ['convolution', 'pooling'];

/** @fires close - the person wants to leave. */
@customElement('lab-page')
export class LabPage extends LabElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        position: fixed;
        inset: 0;
        z-index: 5;
        display: grid;
        grid-template:
          'head head' auto
          'settings work' minmax(0, 1fr)
          / 272px minmax(0, 1fr);
        background: var(--ground);
      }
      header {
        grid-area: head;
        display: flex;
        align-items: center;
        gap: 4px 12px;
        min-width: 0;
        min-height: var(--bar);
        padding: 0 12px;
        border-bottom: 1px solid var(--line);
        white-space: nowrap;
      }
      h1 {
        margin: 0;
        font-size: 16px;
        letter-spacing: -0.01em;
      }
      .divider {
        width: 1px;
        height: 20px;
        background: var(--line);
      }
      .space {
        flex: 1;
      }
      .computed {
        color: var(--ink-faint);
        font-size: var(--text-small);
      }
      lab-settings {
        grid-area: settings;
        overflow: auto;
        border-right: 1px solid var(--line);
      }
      main {
        grid-area: work;
        display: flex;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
        overflow: auto;
      }
      lab-stages {
        flex: 1 0 auto;
      }
      .said {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        border-top: 1px solid var(--line);
      }
      @media (max-width: 1239.98px) {
        .computed {
          display: none;
        }
      }
      @media (max-width: 899.98px) {
        :host {
          display: block;
          overflow: auto;
          overscroll-behavior: contain;
        }
        header {
          flex-wrap: wrap;
          padding: 4px 8px;
        }
        .divider {
          display: none;
        }
        main {
          display: contents;
        }
        lab-stages {
          display: block;
        }
        lab-transport {
          position: sticky;
          bottom: 0;
          z-index: 2;
          background: var(--ground);
        }
        lab-settings {
          overflow: visible;
          border-right: 0;
          border-top: 1px solid var(--line);
        }
        .said {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) desk: LabFace | null = null;

  readonly #provider = new ContextProvider(this, { context: labContext });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('desk') && this.desk) this.#provider.setValue(this.desk);
  }

  protected override view(): unknown {
    const { desk, words } = this;
    if (!desk) return nothing;
    const { lab } = desk.settings.value;
    return html`<header>
        <button
          type="button"
          aria-label=${words.page.back}
          title=${words.page.back}
          @click=${this.#close}
        >
          ${labIcons.back}
        </button>
        <h1>${words.page.labs[lab]}</h1>
        ${this.#choices(desk)}
        <span class="space"></span>
        <span class="computed">${desk.isOnGpu ? words.page.onGpu : words.page.onReference}</span>
        <button
          type="button"
          aria-pressed=${desk.tour.value !== null}
          @click=${() => desk.goTo(desk.tour.peek() === null ? 0 : null)}
        >
          ${labIcons.tour} ${words.page.tour}
        </button>
        <lab-take></lab-take>
        <span class="divider"></span>
        <person-settings></person-settings>
      </header>
      <main>
        <lab-tour></lab-tour>
        <lab-stages></lab-stages>
        <lab-transport></lab-transport>
        <lab-task></lab-task>
        <div class="said">
          <lab-formula></lab-formula>
          <lab-code></lab-code>
        </div>
      </main>
      <lab-settings></lab-settings>`;
  }

  #choices(desk: LabFace): TemplateResult {
    const { page } = this.words;
    const { lab, task } = desk.settings.value;
    const labs = LABS.map((value) => ({
      value,
      label: page.labs[value],
      text: page.labsShort[value],
    }));
    const tasks = TASKS[lab].map((value) => ({
      value,
      label: page.says[value],
      text: page.tasks[value],
    }));
    return html`<ui-segments
        label=${page.lab}
        .segments=${labs}
        .value=${lab}
        @choose=${({ value }: ChooseEvent) => {
          // The tour stands at a figure of the other lab.
          desk.goTo(null);
          desk.change({ lab: value as LabName });
        }}
      ></ui-segments>
      <span class="divider"></span>
      <ui-segments
        label=${page.task}
        .segments=${tasks}
        .value=${task}
        @choose=${({ value }: ChooseEvent) => desk.change({ task: value as LabTask })}
      ></ui-segments>`;
  }

  readonly #close = (): void => {
    this.dispatchEvent(new Event('close'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-page': LabPage;
  }
}
