/** Which picture, how large, in which numbers, and what becomes of its channels. */
import { css, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { LabChannels, LabSettings, LabUnit } from '../../../session/index.ts';
import { base, controls } from '../../styles/controls.ts';
import { icons } from '../../ui/icons.ts';
import type { ChooseEvent, SelectOption } from '../../ui/ui-select.ts';
import { LabElement } from '../lab-element.ts';
import { settingsStyles } from './settings.styles.ts';
import '../../ui/ui-segments.ts';
import '../../ui/ui-select.ts';

/** Cells of the longer side that are offered. */
const SIDES = [8, 16, 32, 64, 128, 256, 512];
const UNITS: readonly LabUnit[] = ['byte', 'unit'];
const CHANNELS: readonly LabChannels[] = ['grey', 'each', 'sum'];
const POOLED: readonly LabChannels[] = ['grey', 'each'];

@customElement('lab-setting-picture')
export class LabSettingPicture extends LabElement {
  static override styles = [
    base,
    controls,
    settingsStyles,
    css`
      .row.top {
        flex-wrap: nowrap;
      }
      .row.top ui-select {
        flex: 0 1 auto;
      }
      .row.top button {
        flex: none;
      }
    `,
  ];

  @query('input') private readonly file!: HTMLInputElement;

  protected override view(): unknown {
    const words = this.words.settings.picture;
    const settings = this.lab.settings.value;
    const isPooling = settings.lab === 'pooling';
    const kinds = isPooling ? POOLED : CHANNELS;
    const channels = isPooling && settings.channels !== 'grey' ? 'each' : settings.channels;
    const says = isPooling && channels === 'each' ? words.says.pooled : words.says[channels];
    return html`<div class="row top">
        <ui-select
          label=${words.choose}
          label-unseen
          stacked
          .options=${this.#pictures(settings)}
          .value=${settings.picture}
          @choose=${this.#pictureChosen}
        ></ui-select>
        <button
          type="button"
          class="outlined"
          aria-label=${words.open}
          title=${words.open}
          @click=${this.#open}
        >
          ${icons.file}
        </button>
        <input
          type="file"
          accept="image/*"
          hidden
          aria-label=${words.open}
          @change=${this.#opened}
        />
      </div>
      <div class="row">
        <ui-select
          label=${words.side}
          label-unseen
          stacked
          .options=${this.#sides(settings.side)}
          .value=${String(settings.side)}
          @choose=${this.#sideChosen}
        ></ui-select>
        <ui-segments
          label=${words.numbers}
          .segments=${UNITS.map((value) => ({ value, label: words.units[value] }))}
          .value=${settings.unit}
          @choose=${this.#unitChosen}
        ></ui-segments>
      </div>
      <ui-segments
        label=${words.channels}
        stacked
        .segments=${kinds.map((value) => ({
          value,
          label: words.kindNames[value],
          text: words.kinds[value],
        }))}
        .value=${channels}
        @choose=${this.#channelsChosen}
      ></ui-segments>
      <p class="says">${says}</p>`;
  }

  /** A picture of one's own is offered once there is one. */
  #pictures({ picture }: LabSettings): SelectOption[] {
    const options = this.lab.pictures.map(({ id, title }) => ({
      value: id,
      label: this.inLanguage(title),
    }));
    const isListed = options.some(({ value }) => value === picture);
    if (isListed) return options;
    return [...options, { value: picture, label: this.words.settings.picture.own }];
  }

  #sides(side: number): SelectOption[] {
    const all = SIDES.includes(side) ? SIDES : [...SIDES, side].sort((a, b) => a - b);
    const { cells } = this.words.settings.picture;
    return all.map((n) => ({ value: String(n), label: this.say(cells, { n }) }));
  }

  readonly #open = (): void => {
    this.file.click();
  };

  readonly #opened = (): void => {
    const file = this.file.files?.[0];
    if (file) void this.lab.openPicture(file, file.name);
    // So that the same file can be chosen again.
    this.file.value = '';
  };

  #pictureChosen({ value }: ChooseEvent): void {
    this.lab.change({ picture: value });
  }

  #sideChosen({ value }: ChooseEvent): void {
    this.lab.change({ side: Number(value) });
  }

  #unitChosen({ value }: ChooseEvent): void {
    const unit = UNITS.find((one) => one === value);
    if (unit) this.lab.change({ unit });
  }

  #channelsChosen({ value }: ChooseEvent): void {
    const channels = CHANNELS.find((one) => one === value);
    if (channels) this.lab.change({ channels });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-setting-picture': LabSettingPicture;
  }
}
