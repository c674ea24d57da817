/**
 * What the unit's channel wants to see most: its dream, in step with the pointer, with what it is known by. Beside maps nothing
 * grows before a person asks for it.
 */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { formatValue } from '../../../i18n/index.ts';
import type { DreamPlace, DreamStatus, LayerSummary } from '../../../session/index.ts';
import { FollowController } from '../../controllers/follow.ts';
import { base, controls } from '../../styles/controls.ts';
import { primaryOf } from '../../views/primaries.ts';
import { sectionStyles } from '../../views/unit-section.styles.ts';
import { DreamElement } from './dream-element.ts';
import { longState } from './dream-says.ts';
import { PURE, isSettled, progressOf, sameTile } from './dream-tile.ts';
import { followSignals } from './follow-signals.ts';
import { Rest } from './rest.ts';
import { roomLink } from './room-link.ts';

/** CSS pixels. */
const SIDE = 144;
const PERCENT = 100;
/** So long the pointer must rest until something is grown for it: what it sweeps over stays as it is. */
const REST_MS = 150;

@customElement('unit-dream')
export class UnitDream extends DreamElement {
  static override styles = [
    base,
    controls,
    sectionStyles,
    css`
      .all {
        display: grid;
        grid-template-columns: ${SIDE}px minmax(0, 1fr);
        gap: 12px;
      }
      .picture {
        position: relative;
        width: ${SIDE}px;
        height: ${SIDE}px;
        border: 1px solid var(--line);
        forced-color-adjust: none;
      }
      .there {
        border: 0;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
      canvas[hidden] {
        display: none;
      }
      .line {
        position: absolute;
        inset: auto 0 0;
        height: 3px;
        background: rgb(0 0 0 / 65%);
      }
      .line i {
        display: block;
        height: 100%;
        background: #4cc2ee;
      }
      .state {
        margin: 0 0 4px;
        font-weight: 600;
      }
      .barren,
      .failed {
        color: var(--bad);
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 8px;
        margin: 0 0 4px;
        font-size: var(--text-small);
      }
      dt {
        color: var(--ink-faint);
      }
      dd {
        margin: 0;
        text-align: right;
      }
      p {
        margin: 0;
        font-size: var(--text-small);
        color: var(--ink-soft);
      }
      .more {
        grid-column: 1 / -1;
      }
      a {
        display: inline-flex;
        align-items: center;
        min-height: var(--hit);
        font-size: var(--text-small);
        color: var(--accent);
        text-decoration: none;
      }
      @media (hover: hover) {
        a:hover {
          text-decoration: underline;
        }
      }
    `,
  ];

  /** The channel that is shown, and how its dream stands. */
  @state() private place: DreamPlace | null = null;
  @state() private status: DreamStatus | null = null;
  /** Whether it is to grow: wherever dreams are shown, and else when a person has asked for this one. */
  @state() private grows = false;
  @query('canvas') private readonly canvas!: HTMLCanvasElement | null;
  #isSeen = false;
  #isThere = false;
  /** Whether dreams were shown in the middle. */
  #wasShown = false;
  readonly #rest = new Rest(() => this.#look(), REST_MS);
  readonly #observer = new IntersectionObserver((entries) => {
    this.#isSeen = entries.at(-1)?.isIntersecting === true;
    this.#rest.move();
  });

  constructor() {
    super();
    new FollowController(this, () => this.#follow());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    this.#rest.cancel();
    this.dreams?.look(this, []);
  }

  protected override view(): unknown {
    const { place, status } = this;
    if (!place || !this.dreams) return nothing;
    const layer = this.layerOf(place.layer);
    const words = this.dreamWords;
    if (!layer || (!status && layer.kind !== 'input')) {
      return html`<h3>${words.unit.title}</h3>
        <p>${this.say(words.none, { layer: place.layer })}</p>`;
    }
    return html`<h3>${words.unit.title}</h3>
      <div class="all">${status ? this.#dream(layer, status) : this.#colour(place)}</div>`;
  }

  protected override updated(): void {
    this.#paint();
  }

  #dream(layer: LayerSummary, status: DreamStatus): TemplateResult {
    const { unit: words, says } = this.dreamWords;
    const name = this.channelName(layer, status.channel);
    const state = longState(status, says, this.language);
    const label = this.say(words.picture, { name, layer: layer.name, state });
    const progress = progressOf(status);
    return html`<div
        class="picture ${status.picture ? 'there' : ''}"
        role="img"
        aria-label=${label}
      >
        <canvas ?hidden=${!status.picture}></canvas>
        ${
          progress === null
            ? nothing
            : html`<span class="line"><i style="width: ${PERCENT * progress}%"></i></span>`
        }
      </div>
      <div>
        <p class="state ${status.state}">${this.#state(status)}</p>
        ${this.#facts(status)} ${this.grows || isSettled(status) ? nothing : this.#grow()}
        <a href=${roomLink(layer.name, status.channel)}>${words.room}</a>
      </div>
      ${
        status.state === 'barren' || status.state === 'failed'
          ? html`<p class="more">${state}</p>`
          : nothing
      }`;
  }

  #state({ state }: DreamStatus): string {
    const { state: words, idle } = this.dreamWords.unit;
    return state === 'waiting' && !this.grows ? idle : words[state];
  }

  #grow(): TemplateResult {
    return html`<button type="button" class="outlined" @click=${this.#wanted}>
      ${this.dreamWords.unit.grow}
    </button>`;
  }

  #facts({ state, step, steps, first, last, source, recipe }: DreamStatus): TemplateResult {
    const { unit: words } = this.dreamWords;
    const number = (value: number): string => formatValue(value, this.language);
    const row = (name: string, value: string): TemplateResult =>
      html`<dt>${name}</dt>
        <dd class="number">${value}</dd>`;
    const isGrowing = state === 'growing' || state === 'waiting';
    return html`<dl>
      ${row(words.steps, isGrowing ? this.say(words.stepOf, { step, steps }) : String(steps))}
      ${last === null ? nothing : row(words.objective, number(last))}
      ${first === null ? nothing : row(words.before, number(first))}
      ${row(words.recipe, this.recipeName(recipe))}
      ${source ? row(words.source, words.sources[source]) : nothing}
    </dl>`;
  }

  #colour({ channel }: DreamPlace): unknown {
    const primary = primaryOf(this.session.model.value, channel);
    if (!primary) return nothing;
    return html`<div class="picture there" style="background: ${PURE[primary]}"></div>
      <p>${this.dreamWords.unit.pure[primary]}</p>`;
  }

  /** A step of the pointer within a channel changes nothing here; one to another channel paints at once. */
  #follow(): void {
    const unit = this.session.unit.value;
    if (!unit) return;
    if (!this.failed) this.openDreams();
    const { dreams } = this;
    const place = { layer: unit.layer, channel: unit.cell.channel };
    const isOther = place.layer !== this.place?.layer || place.channel !== this.place.channel;
    if (isOther) this.place = place;
    const content = this.session.content.value;
    const isShown = content === 'dreams' || content === 'both';
    if (isOther || isShown) this.grows = isShown;
    else if (this.#wasShown) this.grows = false;
    const isSwitched = isShown !== this.#wasShown;
    this.#wasShown = isShown;
    if (!dreams) return;
    followSignals(dreams.changed);
    if (!this.#isThere) this.#rest.move();
    this.#isThere = true;
    const isKnown = dreams.layers.value.some(({ name }) => name === place.layer);
    const status = isKnown ? dreams.statusOf(place) : null;
    const isSame = status ? sameTile(this.status ?? undefined, status) : this.status === null;
    if (!isSame) this.status = status;
    if (isOther || isSwitched) this.#rest.move();
  }

  #paint(): void {
    const { canvas, status } = this;
    const picture = status?.picture;
    const context = canvas?.getContext('2d');
    if (!canvas || !picture || !context) return;
    const side = Math.round(SIDE * devicePixelRatio);
    if (canvas.width !== side) {
      canvas.width = side;
      canvas.height = side;
    }
    const { image, x, y, size } = picture;
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, x, y, size, size, 0, 0, side, side);
  }

  #look(): void {
    const { dreams, place } = this;
    if (!dreams || !this.isConnected) return;
    const isKnown = dreams.layers.peek().some(({ name }) => name === place?.layer);
    const isLooked = place !== null && isKnown && this.#isSeen;
    if (isLooked) dreams.glance(place);
    dreams.look(this, isLooked && this.grows ? [place] : []);
  }

  readonly #wanted = (): void => {
    this.grows = true;
    this.#look();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'unit-dream': UnitDream;
  }
}
