/** Any layer as one row of numbers: how long it is, in which order it stands, every number, and to take away. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { messageOf } from '../../base/index.ts';
import { formatValue } from '../../i18n/index.ts';
import { cellOfFlattened } from '../../math/index.ts';
import type { Shape3 } from '../../math/index.ts';
import type { LayerSummary, VectorKind } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import type { UiDialog } from '../ui/ui-dialog.ts';
import '../ui/ui-dialog.ts';
import type { ChooseEvent } from '../ui/ui-select.ts';
import '../ui/ui-select.ts';
import { plainGradient } from '../views/legend-colors.ts';
import { layerNamed } from '../views/overlay-place.ts';
import { featureVectorStyles } from './feature-vector.styles.ts';
import { numbersOfVector } from './take-numbers.ts';
import type { NumberFormat } from './take-numbers.ts';
import { pictureOfVector } from './take-vector.ts';
import { saveFile } from './taken-file.ts';
import { elementOfCell, exampleCell, vectorLength } from './vector-cells.ts';
import type { ElementEvent, VectorColors, VectorPlate } from './vector-plate.ts';
import './vector-plate.ts';

const KINDS: readonly VectorKind[] = ['flatten', 'global-max', 'global-average'];
const FORMATS: readonly NumberFormat[] = ['npy', 'json'];

/** A vector that was read, and of what it is. */
interface ReadVector {
  readonly layer: string;
  readonly kind: VectorKind;
  readonly shape: Shape3;
  readonly data: Float32Array;
  readonly colors: VectorColors;
}

@customElement('feature-vector')
export class FeatureVector extends StudioElement {
  static override styles = [base, controls, featureVectorStyles];

  @state() private layer = '';
  @state() private kind: VectorKind = 'flatten';
  @state() private vector: ReadVector | null = null;
  @state() private index: number | null = null;
  @state() private problem = '';
  @query('ui-dialog') private readonly dialog!: UiDialog;
  @query('vector-plate') private readonly plate!: VectorPlate;
  #asked = '';

  /** Opens the dialog on a layer. */
  show(layer: string): void {
    this.layer = layer;
    this.#asked = '';
    this.requestUpdate();
    void this.updateComplete.then(() => this.dialog.show());
  }

  protected override view(): unknown {
    const words = this.words.take.vector;
    const { layers } = this.session;
    const layer = layerNamed(layers.value, this.layer);
    return html`<ui-dialog heading=${words.title} close-label=${this.words.close}>
      <div class="choices">
        <ui-select
          label=${words.layer}
          .options=${layers.value.map(({ name }) => ({ value: name, label: name }))}
          .value=${this.layer}
          @choose=${(event: ChooseEvent) => (this.layer = event.value)}
        ></ui-select>
        <ui-select
          label=${words.kind}
          .options=${KINDS.map((value) => ({ value, label: words.kinds[value] }))}
          .value=${this.kind}
          @choose=${this.#kindChosen}
        ></ui-select>
      </div>
      ${layer ? this.#facts(layer) : nothing} ${this.#plate()}
      <div class="foot">${this.#legend()} ${this.#downloads()}</div>
    </ui-dialog>`;
  }

  protected override updated(_changed: PropertyValues): void {
    const asked = `${this.layer}/${this.kind}`;
    if (!this.layer || asked === this.#asked) return;
    this.#asked = asked;
    void this.#read(this.layer, this.kind, asked);
  }

  async #read(layer: string, kind: VectorKind, asked: string): Promise<void> {
    const shape = layerNamed(this.session.layers.peek(), layer)?.shape;
    this.vector = null;
    this.index = null;
    this.problem = '';
    if (!shape) return;
    try {
      const data = await this.session.vector(layer, kind);
      if (asked !== this.#asked) return;
      this.vector = { layer, kind, shape, data, colors: this.#colorsOf(data) };
    } catch (error) {
      if (asked !== this.#asked) return;
      this.problem = this.say(this.words.take.says.failed, { detail: messageOf(error) });
    }
  }

  #facts({ shape }: LayerSummary): TemplateResult {
    const words = this.words.take.vector;
    const [channels, height, width] = shape;
    const isFlat = this.kind === 'flatten';
    const cell = exampleCell(shape);
    const places = { channels, height, width };
    const example = { ...places, ...cell, index: elementOfCell(cell, shape) };
    return html`<div class="facts number">
      <p>
        <b>${this.say(words.length, { length: vectorLength(shape, this.kind) })}</b>
        ${isFlat ? html`<span>= ${this.say(words.product, places)}</span>` : nothing}
      </p>
      <p>${this.say(isFlat ? words.order : words.perChannel, places)}</p>
      ${isFlat ? html`<p class="soft">${this.say(words.example, example)}</p>` : nothing}
    </div>`;
  }

  #plate(): TemplateResult {
    const words = this.words.take.vector;
    const { vector } = this;
    const said = this.problem || (vector ? this.#elementText(vector) : words.reading);
    return html`<vector-plate
        .data=${vector?.data ?? null}
        .colors=${vector?.colors ?? null}
        .group=${vector?.kind === 'flatten' ? vector.shape[0] : 1}
        .index=${this.index}
        label=${this.say(words.label, { length: vector?.data.length ?? 0 })}
        readout=${said}
        @element=${(event: ElementEvent) => (this.index = event.index)}
      ></vector-plate>
      <p class="readout number">${said}</p>`;
  }

  #elementText({ kind, shape, data }: ReadVector): string {
    const words = this.words.take.vector;
    const { index } = this;
    if (index === null) return words.hint;
    const place =
      kind === 'flatten'
        ? this.say(words.place, cellOfFlattened(index, shape))
        : this.say(words.channel, { channel: index });
    const value = formatValue(data[index] ?? Number.NaN, this.language);
    return `${this.say(words.element, { index })} = ${value} (${place})`;
  }

  #legend(): TemplateResult {
    const { colors } = this.vector ?? {};
    const end = (value: number | undefined): string =>
      value === undefined ? '–' : formatValue(value, this.language);
    const [low, high] = [end(colors?.limits.lo), end(colors?.limits.hi)];
    return html`<div class="legend">
      <span class="number">${low}</span>
      <div
        class="bar"
        role="img"
        aria-label=${this.say(this.words.colour.legend.bar, { min: low, max: high })}
        style="background-image: ${plainGradient(colors?.colormap ?? 'grey')}"
      ></div>
      <span class="number">${high}</span>
      <p>${this.words.take.vector.scaled}</p>
    </div>`;
  }

  #downloads(): TemplateResult {
    const { save } = this.words.take.vector;
    return html`<div class="save" role="group" aria-label=${save}>
      <span aria-hidden="true">${save}</span>
      ${FORMATS.map(
        (format) =>
          html`<button
            type="button"
            class="outlined"
            ?disabled=${!this.vector}
            @click=${() => this.#save(format)}
          >
            .${format}
          </button>`,
      )}
      <button
        type="button"
        class="outlined"
        ?disabled=${!this.vector}
        @click=${() => void this.#savePicture()}
      >
        .png
      </button>
    </div>`;
  }

  #save(format: NumberFormat): void {
    if (!this.vector) return;
    const { layer, kind, data } = this.vector;
    saveFile(numbersOfVector(this.session, layer, kind, data, format));
  }

  async #savePicture(): Promise<void> {
    const cells = this.plate.picture;
    if (!this.vector || !cells) return;
    const { layer, kind, data, colors } = this.vector;
    const source = { session: this.session, language: this.language };
    try {
      const shown = { layer, kind, length: data.length, colors, cells };
      saveFile(await pictureOfVector(source, shown));
    } catch (error) {
      this.problem = this.say(this.words.take.says.failed, { detail: messageOf(error) });
    }
  }

  /** From the smallest (or 0) to the largest number; around zero where there are negative ones. */
  #colorsOf(data: Float32Array): VectorColors {
    let [lo, hi] = [0, 0];
    for (const value of data) {
      if (value < lo) lo = value;
      if (value > hi) hi = value;
    }
    const { colormap, signedColormap } = this.session.view.peek();
    if (lo >= 0) return { colormap, limits: { lo, hi }, diverging: false };
    const reach = Math.max(-lo, hi);
    return { colormap: signedColormap, limits: { lo: -reach, hi: reach }, diverging: true };
  }

  #kindChosen(event: ChooseEvent): void {
    const kind = KINDS.find((known) => known === event.value);
    if (kind) this.kind = kind;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'feature-vector': FeatureVector;
  }
}
