/** The part of the picture that the unit sees, enlarged; what reaches over the border is hatched. */
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { Rectangle } from '../../math/index.ts';
import type { PatchView } from '../../session/index.ts';
import { FollowController } from '../controllers/follow.ts';
import { base } from '../styles/controls.ts';
import { withTerms } from '../ui/field-term.ts';
import { fieldsOn, overlaySubject } from './overlay-place.ts';
import { UnitElement } from './unit-element.ts';
import { sectionStyles } from './unit-section.styles.ts';

/** CSS pixels of the longer side of the whole field. */
const SIDE = 112;

@customElement('unit-field')
export class UnitField extends UnitElement {
  static override styles = [
    base,
    sectionStyles,
    css`
      .row {
        display: grid;
        grid-template-columns: ${SIDE}px minmax(0, 1fr);
        gap: 12px;
        align-items: start;
      }
      .whole {
        position: relative;
        overflow: hidden;
        background: repeating-linear-gradient(45deg, var(--line) 0 2px, transparent 2px 6px);
        box-shadow: inset 0 0 0 1px var(--line);
      }
      canvas {
        position: absolute;
        left: 0;
        top: 0;
        display: block;
        image-rendering: pixelated;
      }
      p {
        margin: 0 0 4px;
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
      }
      .cut {
        color: var(--ink-soft);
      }
    `,
  ];

  @query('.whole') private readonly whole!: HTMLElement;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  #view: PatchView | null = null;
  #shown: Rectangle = { x: 0, y: 0, width: 0, height: 0 };

  constructor() {
    super();
    new FollowController(this, () => this.#place());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#view?.dispose();
    this.#view = null;
    this.#shown = { x: 0, y: 0, width: 0, height: 0 };
  }

  protected override view(): unknown {
    const { field: words } = this.words.unit;
    return html`<h3>${words.title}</h3>
      <div class="row">
        <div class="whole" role="img" aria-label=${words.label}><canvas></canvas></div>
        <div>${this.#text()}</div>
      </div>`;
  }

  #text(): TemplateResult | string {
    const { field: words } = this.words.unit;
    const found = this.#fields();
    if (!found) return '';
    const { seen, whole } = found;
    const picture = this.inputExtent;
    const isCut = seen.width < whole.width || seen.height < whole.height;
    const isAll = seen.width === picture.width && seen.height === picture.height;
    const { width, height } = whole;
    return html`<p>
        ${withTerms(isAll ? words.all : this.say(words.sees, { ...seen }), this.words)}
      </p>
      ${isCut ? html`<p class="cut">${this.say(words.cut, { width, height })}</p>` : ''}`;
  }

  #fields(): ReturnType<typeof fieldsOn> | null {
    const unit = this.session.unit.value;
    const subject = unit && overlaySubject(this.session.layers.value, unit);
    return subject && fieldsOn(subject, this.inputExtent);
  }

  #place(): void {
    const found = this.#fields();
    if (!found) return;
    const { whole, seen } = found;
    const pixel = SIDE / Math.max(whole.width, whole.height, 1);
    const { style } = this.canvas;
    this.whole.style.width = `${whole.width * pixel}px`;
    this.whole.style.height = `${whole.height * pixel}px`;
    style.width = `${seen.width * pixel}px`;
    style.height = `${seen.height * pixel}px`;
    style.transform = `translate(${(seen.x - whole.x) * pixel}px, ${(seen.y - whole.y) * pixel}px)`;
    this.#show(seen);
  }

  #show(area: Rectangle): void {
    const { x, y, width, height } = this.#shown;
    const isSame = x === area.x && y === area.y && width === area.width && height === area.height;
    if (isSame) return;
    this.#shown = area;
    this.#view ??= this.session.attachPatch(this.canvas);
    const hasPixels = area.width > 0 && area.height > 0;
    this.#view.show(hasPixels ? area : null, { width: area.width, height: area.height });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'unit-field': UnitField;
  }
}
