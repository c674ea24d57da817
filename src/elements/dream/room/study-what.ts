/** What is to grow: layer, channel or class, which objective, what is mixed in, the opposite, four of them, from where. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { StudySettings } from '../../../session/index.ts';
import { base, controls } from '../../styles/controls.ts';
import type { ChooseEvent } from '../../ui/ui-select.ts';
import '../../ui/ui-segments.ts';
import '../../ui/ui-select.ts';
import './channel-field.ts';
import type { ChannelEvent } from './channel-field.ts';
import './class-search.ts';
import { panelStyles } from './panel.styles.ts';
import { RoomElement } from './room-element.ts';

const SHARE_STEP = 0.05;
const HALF = 0.5;
const PERCENT = 100;
type Want = StudySettings['what'];

const WANTS: readonly Want[] = ['channel', 'unit', 'layer'];
const DENSE_WANTS: readonly Want[] = ['channel', 'layer'];
const STARTS: readonly StudySettings['start'][] = ['noise', 'picture'];

@customElement('study-what')
export class StudyWhat extends RoomElement {
  static override styles = [
    base,
    controls,
    panelStyles,
    css`
      output {
        min-width: 5.5em;
        color: var(--ink);
        text-align: end;
      }
      .mix {
        display: grid;
        gap: 4px;
        padding-left: 24px;
      }
    `,
  ];

  protected override view(): unknown {
    const { study: words } = this.room;
    const settings = this.dreams.study.settings.value;
    const layers = this.dreams.layers.value;
    const { layer, channel } = settings;
    const count = layers.find(({ name }) => name === layer)?.channels ?? 1;
    const isClass = this.classNameOf(layer, channel) !== null;
    return html`<div class="section" role="group" aria-labelledby="what">
        <h2 id="what">${words.what}</h2>
        <div class="row">
          <ui-select
            stacked
            style="flex: 1"
            label=${words.layer}
            .options=${layers.map(({ name }) => ({ value: name, label: name }))}
            .value=${layer}
            @choose=${this.#layerChosen}
          ></ui-select>
        </div>
        ${
          settings.what === 'layer'
            ? nothing
            : html`<channel-field
                label=${isClass ? words.classNumber : words.channel}
                layer=${layer}
                .channel=${channel}
                .count=${count}
                @channel=${(event: ChannelEvent) => this.change({ channel: event.channel })}
              ></channel-field>`
        }
        <class-search></class-search>
      </div>
      <div class="section" role="group" aria-labelledby="wanted">
        <h2 id="wanted">${words.wanted}</h2>
        ${this.#wants(settings)} ${settings.what === 'layer' ? nothing : this.#mix(settings, count)}
        ${this.#check(words.negative, words.negativeSays, settings.negative, (negative) => ({
          negative,
        }))}
        ${this.#check(
          words.four,
          this.#isSingle() ? words.fourOctaves : words.fourSays,
          settings.count === 4,
          (isFour) => ({ count: isFour ? 4 : 1 }),
          this.#isSingle() && settings.count === 1,
        )}
      </div>
      <div class="section" role="group" aria-label=${words.start}>
        <ui-segments
          stacked
          label=${words.start}
          .segments=${STARTS.map((value) => ({
            value,
            label: words.startsSay[value],
            text: words.starts[value],
          }))}
          .value=${settings.start}
          @choose=${({ value }: ChooseEvent) =>
            this.change({ start: value === 'picture' ? 'picture' : 'noise' })}
        ></ui-segments>
        <p class="says">${words.startsSay[settings.start]}</p>
        ${
          settings.start === 'picture' && !this.session.picture.value
            ? html`<p class="wrong" role="alert">${words.noPicture}</p>`
            : nothing
        }
      </div>`;
  }

  #wants({ what, layer, channel }: StudySettings): TemplateResult {
    const { study: words } = this.room;
    const found = this.session.layers.value.find(({ name }) => name === layer);
    const [, height = 1, width = 1] = found?.shape ?? [];
    // Where a channel is one number, it is the unit.
    const isDense = height * width === 1;
    const isClass = this.classNameOf(layer, channel) !== null;
    const wants = isDense ? DENSE_WANTS : WANTS;
    const said = (want: Want): Want | 'class' | 'dense' =>
      want === 'layer' || !isDense ? want : isClass ? 'class' : 'dense';
    return html`<ui-segments
        style="margin-left: -8px"
        label=${words.wanted}
        .segments=${wants.map((value) => ({
          value,
          label: words.wantsSay[said(value)],
          text: words.wants[said(value)],
        }))}
        .value=${what}
        @choose=${({ value }: ChooseEvent) => {
          const chosen = wants.find((want) => want === value);
          if (chosen) this.change({ what: chosen, ...(chosen === 'layer' && { other: null }) });
        }}
      ></ui-segments>
      <p class="says">${words.wantsSay[said(what)]}</p>`;
  }

  #mix({ layer, channel, other, share }: StudySettings, count: number): TemplateResult {
    const { study: words } = this.room;
    const neighbour = (channel + 1) % count;
    return html`<label class="check">
        <input
          type="checkbox"
          .checked=${other !== null}
          ?disabled=${count < 2}
          @change=${() =>
            this.change(other === null ? { other: neighbour, share: HALF } : { other: null })}
        />
        ${words.mix}
      </label>
      ${
        other === null
          ? nothing
          : html`<div class="mix">
              <channel-field
                label=${this.classNameOf(layer, other) ?? words.mixChannel}
                layer=${layer}
                .channel=${other}
                .count=${count}
                @channel=${(event: ChannelEvent) => this.change({ other: event.channel })}
              ></channel-field>
              <div class="row">
                <input
                  type="range"
                  min="0"
                  max="1"
                  step=${SHARE_STEP}
                  aria-label=${words.share}
                  aria-valuetext=${this.#shares(share)}
                  .value=${String(share)}
                  @change=${({ target }: Event) => {
                    if (target instanceof HTMLInputElement) {
                      this.change({ share: target.valueAsNumber });
                    }
                  }}
                />
                <output class="number">${this.#shares(share)}</output>
              </div>
            </div>`
      }`;
  }

  #check(
    label: string,
    says: string,
    isChosen: boolean,
    change: (isChosen: boolean) => Partial<StudySettings>,
    isDisabled = false,
  ): TemplateResult {
    return html`<label class="check" title=${says}>
      <input
        type="checkbox"
        .checked=${isChosen}
        ?disabled=${isDisabled}
        @change=${() => this.change(change(!isChosen))}
      />
      ${label}
    </label>`;
  }

  /** Octaves are grown one picture at a time. */
  #isSingle(): boolean {
    return this.dreams.study.recipe.value.octaves !== null;
  }

  #shares(share: number): string {
    const second = Math.round(share * PERCENT);
    return this.say(this.room.study.shareValue, {
      first: `${PERCENT - second}%`,
      second: `${second}%`,
    });
  }

  readonly #layerChosen = ({ value }: ChooseEvent): void => {
    const { channel, other, what } = this.dreams.study.settings.peek();
    const channels = this.dreams.layers.peek().find(({ name }) => name === value)?.channels ?? 1;
    const last = channels - 1;
    const found = this.session.layers.peek().find(({ name }) => name === value);
    const [, height = 1, width = 1] = found?.shape ?? [];
    this.change({
      layer: value,
      channel: Math.min(channel, last),
      other: other === null ? null : Math.min(other, last),
      what: what === 'unit' && height * width === 1 ? 'channel' : what,
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'study-what': StudyWhat;
  }
}
