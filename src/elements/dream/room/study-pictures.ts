/** What grows, as large as there is room: one picture, or four. Before the first start what the overview has of it. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { DreamPicture, DreamStatus, StudyProgress } from '../../../session/index.ts';
import { base } from '../../styles/controls.ts';
import { icons } from '../../ui/icons.ts';
import './dream-picture.ts';
import { isOtherPlace, isStale } from './grown-for.ts';
import { objectiveNumber } from './objective-number.ts';
import { RoomElement } from './room-element.ts';

@customElement('study-pictures')
export class StudyPictures extends RoomElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto;
        min-width: 0;
        min-height: 0;
      }
      .room {
        container-type: size;
        display: grid;
        place-items: center;
        min-height: 0;
      }
      .pictures {
        display: grid;
        gap: 4px;
        width: min(100cqw, 100cqh);
        aspect-ratio: 1;
      }
      .four {
        grid-template-columns: 1fr 1fr;
      }
      .stale {
        opacity: 0.45;
      }
      figure {
        position: relative;
        min-width: 0;
        margin: 0;
      }
      dream-picture {
        border-radius: 6px;
        overflow: hidden;
      }
      .empty {
        display: grid;
        place-content: center;
        padding: 24px;
        border: 1px dashed var(--line-strong);
        border-radius: 6px;
        color: var(--ink-soft);
        text-align: center;
      }
      .badge {
        position: absolute;
        left: 8px;
        top: 8px;
        padding: 1px 8px;
        border-radius: 4px;
        background: var(--floating);
        color: var(--ink);
        font-size: var(--text-small);
      }
      .said {
        min-height: calc(1em * var(--leading) + 8px);
        padding-top: 8px;
        color: var(--ink-soft);
        font-size: var(--text-small);
        text-align: center;
        overflow-wrap: anywhere;
      }
      .said p {
        max-width: 68ch;
        margin: 0 auto;
      }
      .problem {
        display: flex;
        justify-content: center;
        gap: 8px;
        color: var(--ink);
      }
      .problem svg {
        flex: none;
        margin-top: 1px;
        color: var(--bad);
      }
      @media (max-width: 899.98px) {
        .room {
          container-type: normal;
        }
        .pictures {
          width: 100%;
        }
      }
    `,
  ];

  protected override view(): unknown {
    const { study } = this.dreams;
    const now = study.progress.value;
    const stale = isStale(study);
    // A picture of the same filter, though of other settings, tells more than that of the overview.
    const before = !now || (stale && isOtherPlace(study)) ? this.#before() : null;
    const pictures = before?.picture ? [before.picture] : (now?.pictures ?? []);
    const isOld = stale && before === null;
    return html`<div class="room">
        ${
          pictures.length > 0
            ? this.#pictures(pictures, before, now, isOld)
            : html`<div class="pictures empty">${this.room.study.empty}</div>`
        }
      </div>
      <div class="said number" role="status">
        ${before ? html`<p>${this.room.study.before}</p>` : nothing}
        ${isOld ? html`<p>${this.room.study.stale}</p>` : nothing}
        ${now && !stale ? this.#end(now) : nothing}
      </div>`;
  }

  #pictures(
    pictures: readonly DreamPicture[],
    before: DreamStatus | null,
    now: StudyProgress | null,
    isOld: boolean,
  ): TemplateResult {
    const stamp = before ? `${before.state} ${before.step}` : now && `${now.state} ${now.step}`;
    const isBarren = (before ?? now)?.state === 'barren' && !isOld;
    return html`<div
      class="pictures ${pictures.length > 1 ? 'four' : ''} ${isOld ? 'stale' : ''}"
      role="group"
      aria-label=${this.room.study.pictures}
    >
      ${pictures.map(
        (picture, index) =>
          html`<figure role="img" aria-label=${this.#said(index, pictures.length, before, now)}>
            <dream-picture .picture=${picture} .stamp=${stamp}></dream-picture>
            ${
              isBarren && index === 0
                ? html`<span class="badge">${this.room.barren.title}</span>`
                : nothing
            }
          </figure>`,
      )}
    </div>`;
  }

  /** What the overview has of exactly this, if it has anything. */
  #before(): DreamStatus | null {
    const { layer, channel, what, other, negative, count, start } =
      this.dreams.study.settings.value;
    const isPlain = what === 'channel' && other === null && !negative && count === 1;
    if (!isPlain || start !== 'noise') return null;
    const status = this.statusOf({ layer, channel });
    return status.picture ? status : null;
  }

  #said(
    index: number,
    count: number,
    before: DreamStatus | null,
    now: StudyProgress | null,
  ): string {
    const value = before ? before.last : (now?.curves[index]?.at(-1) ?? null);
    const { layer, channel } = this.dreams.study.settings.value;
    const name = this.say(this.room.tile.of, { name: this.channelText(layer, channel), layer });
    const objective = value === null ? name : `${name}, ${this.#number(value)}`;
    return this.say(this.room.study.picture, { n: index + 1, count, objective });
  }

  /** What came of it, where that must be said. */
  #end({ state, curves, problem }: StudyProgress): unknown {
    const { barren, failed } = this.room;
    if (state === 'barren') {
      const [first, last] = [curves[0]?.at(0), curves[0]?.at(-1)];
      const text =
        first === undefined || last === undefined
          ? barren.unknown
          : this.say(barren.says, { first: this.#number(first), last: this.#number(last) });
      return html`<p>${text}</p>`;
    }
    if (state !== 'failed') return nothing;
    return html`<p class="problem">
      ${icons.alert}
      <span
        >${failed.title}${problem ? html`: ${this.problemText(problem)}` : nothing}
        ${failed.what}</span
      >
    </p>`;
  }

  #number(value: number): string {
    return objectiveNumber(value, this.language);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'study-pictures': StudyPictures;
  }
}
