/** The tour: one step after the other, what to look at and what to try, and the way to each figure of the article. */
import { css, html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LAB_TOUR, TOUR_FIGURES } from '../../../session/lab/index.ts';
import { base, controls } from '../../styles/controls.ts';
import { icons, stroke } from '../../ui/icons.ts';
import '../../ui/ui-segments.ts';
import type { ChooseEvent } from '../../ui/ui-select.ts';
import { LabElement } from '../lab-element.ts';

/** Where there is little room, instead of the word. */
const BACK = stroke(svg`<path d="m9.5 4.5-3.5 3.5 3.5 3.5"/>`);

type TourStep = (typeof LAB_TOUR)[number];

@customElement('lab-tour')
export class LabTour extends LabElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
        flex: none;
      }
      section {
        display: grid;
        grid-template:
          'figures said steps close' auto
          / auto minmax(0, 1fr) auto auto;
        align-items: center;
        gap: 4px 16px;
        padding: 8px 8px 8px 12px;
        border-bottom: 1px solid var(--line);
        background: var(--raised);
      }
      ui-segments {
        grid-area: figures;
      }
      .said {
        grid-area: said;
        /* Room for what most steps say, so that the stages stay where they are. */
        min-height: calc(3 * var(--leading) * 1em);
        align-content: center;
      }
      h2 {
        display: inline;
        margin: 0 8px 0 0;
        font-size: inherit;
        font-weight: 600;
      }
      p {
        display: inline;
        margin: 0;
      }
      .try {
        display: block;
        color: var(--ink-soft);
      }
      .try b {
        white-space: nowrap;
        color: var(--accent);
        font-weight: 600;
      }
      .steps {
        grid-area: steps;
        display: flex;
        align-items: center;
        gap: 4px;
      }
      .place {
        min-width: 4em;
        color: var(--ink-soft);
        font-size: var(--text-small);
        text-align: center;
        white-space: nowrap;
      }
      h2 .place {
        display: none;
        margin-left: 4px;
        font-weight: 400;
      }
      .steps button {
        padding: 0 12px;
        white-space: nowrap;
      }
      .steps button svg {
        display: none;
      }
      .steps button[aria-disabled='true'] {
        color: var(--ink-faint);
        cursor: default;
        box-shadow: none;
        background: none;
      }
      .close {
        grid-area: close;
      }
      @media (max-width: 899.98px) {
        section {
          grid-template:
            'figures steps close' auto
            'said said said' auto
            / minmax(0, 1fr) auto auto;
          gap: 4px;
          padding: 4px 4px 8px 8px;
        }
        .said {
          padding: 0 4px;
        }
        h2 {
          display: block;
        }
        h2 .place {
          display: inline;
        }
        .said p {
          display: block;
        }
        .try {
          margin-top: 4px;
        }
        .steps .place,
        .steps button .text {
          display: none;
        }
        .steps button svg {
          display: block;
        }
      }
    `,
  ];

  protected override view(): unknown {
    const place = this.lab.tour.value;
    const step = place === null ? undefined : LAB_TOUR[place];
    if (place === null || !step) return nothing;
    const words = this.words.tour;
    return html`<section aria-label=${words.label}>
      <ui-segments
        label=${words.figures}
        .segments=${TOUR_FIGURES.map((n) => ({
          value: String(n),
          label: this.say(words.figure, { n }),
          text: n === step.figure ? this.say(words.figure, { n }) : String(n),
        }))}
        .value=${String(step.figure)}
        @choose=${this.#figureChosen}
      ></ui-segments>
      ${this.#said(step, place)} ${this.#steps(place)}
      <button
        class="close"
        type="button"
        aria-label=${words.close}
        title=${words.close}
        @click=${this.#close}
      >
        ${icons.close}
      </button>
    </section>`;
  }

  #said({ id }: TourStep, place: number): TemplateResult {
    const words = this.words.tour;
    const { title, look, try: trial } = words.steps[id];
    return html`<div class="said" aria-live="polite" aria-atomic="true">
      <h2>
        ${title}
        <span class="place number" aria-hidden="true">${place + 1} / ${LAB_TOUR.length}</span>
      </h2>
      <p>${look}</p>
      <p class="try"><b>${words.try}</b> ${trial}</p>
    </div>`;
  }

  #steps(place: number): TemplateResult {
    const words = this.words.tour;
    const all = LAB_TOUR.length;
    const isFirst = place === 0;
    const isLast = place === all - 1;
    const spoken = this.say(words.place, { n: place + 1, all });
    return html`<div class="steps">
      <button
        class="outlined"
        type="button"
        aria-label=${words.back}
        aria-disabled=${isFirst}
        @click=${() => {
          if (!isFirst) this.lab.goTo(place - 1);
        }}
      >
        ${BACK}<span class="text">${words.back}</span>
      </button>
      <span class="place number" title=${spoken}>
        <span aria-hidden="true">${place + 1} / ${all}</span>
        <span class="unseen">${spoken}</span>
      </span>
      <button
        class="primary"
        type="button"
        @click=${() => {
          this.lab.goTo(isLast ? null : place + 1);
        }}
      >
        ${isLast ? words.done : words.next}
      </button>
    </div>`;
  }

  #figureChosen({ value }: ChooseEvent): void {
    const first = LAB_TOUR.findIndex(({ figure }) => String(figure) === value);
    if (first >= 0) this.lab.goTo(first);
  }

  readonly #close = (): void => {
    this.lab.goTo(null);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-tour': LabTour;
  }
}
