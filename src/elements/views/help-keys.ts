/** How to read the maps, in two sentences, and every key and gesture, in groups. */
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';

/** Keys that are held together stand in one string, with a space between; a row may offer several. */
interface Row {
  readonly keys: readonly string[];
  readonly does: string;
}

@customElement('help-keys')
export class HelpKeys extends StudioElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      p {
        margin: 0 0 12px;
        color: var(--ink-soft);
      }
      h3 {
        margin: 16px 0 4px;
        font-size: var(--text-small);
        font-weight: 600;
        color: var(--ink-faint);
      }
      dl {
        display: grid;
        grid-template-columns: 136px minmax(0, 1fr);
        margin: 0;
      }
      dt,
      dd {
        margin: 0;
        padding: 5px 0;
        border-top: 1px solid var(--line);
      }
      dt {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px;
        padding-right: 12px;
      }
      .together {
        white-space: nowrap;
      }
      kbd {
        display: inline-block;
        min-width: 22px;
        padding: 0 6px;
        border: 1px solid var(--line-strong);
        border-radius: 4px;
        font: inherit;
        font-size: var(--text-small);
        text-align: center;
      }
    `,
  ];

  protected override view(): unknown {
    const { keys } = this.words.colour;
    return html`<p>${this.words.help.intro}</p>
      ${group(keys.everywhere, this.#everywhere())} ${group(keys.onMaps, this.#onMaps())}
      ${group(keys.onSliders, this.#onSliders())} ${group(keys.touch, this.#touch(), true)}`;
  }

  #everywhere(): readonly Row[] {
    const { keys } = this.words.colour;
    return [
      { keys: ['[', ']'], does: keys.layers },
      { keys: ['/'], does: keys.search },
      { keys: ['+', '−'], does: keys.enlarge },
      { keys: ['w'], does: keys.content },
      { keys: ['b'], does: keys.beside },
      { keys: ['Ctrl V'], does: keys.paste },
      { keys: ['?'], does: keys.help },
    ];
  }

  #onMaps(): readonly Row[] {
    const { keys } = this.words.colour;
    return [
      { keys: ['←', '↑', '↓', '→'], does: keys.tiles },
      { keys: ['Shift ←↑↓→'], does: keys.cells },
      { keys: ['Home', 'End'], does: keys.ends },
      { keys: ['PgUp', 'PgDn'], does: keys.pages },
      { keys: ['Enter'], does: keys.pin },
      { keys: ['Esc'], does: keys.letGo },
    ];
  }

  #onSliders(): readonly Row[] {
    const { keys } = this.words.colour;
    return [
      { keys: ['←', '→'], does: keys.step },
      { keys: ['PgUp', 'PgDn'], does: keys.leap },
      { keys: ['Home', 'End'], does: keys.limits },
    ];
  }

  #touch(): readonly Row[] {
    const { keys } = this.words.colour;
    return [
      { keys: [keys.drag], does: keys.dragDoes },
      { keys: [keys.tap], does: keys.tapDoes },
      { keys: [keys.press], does: keys.pressDoes },
      { keys: [keys.twice], does: keys.twiceDoes },
    ];
  }
}

function group(title: string, rows: readonly Row[], isTouch = false): TemplateResult {
  return html`<h3>${title}</h3>
    <dl>
      ${rows.map(
        ({ keys, does }) =>
          html`<dt>${isTouch ? keys.join(', ') : keys.map(together)}</dt>
            <dd>${does}</dd>`,
      )}
    </dl>`;
}

function together(keys: string): TemplateResult {
  return html`<span class="together"
    >${keys.split(' ').map((key) => html`<kbd>${key}</kbd> `)}</span
  >`;
}

declare global {
  interface HTMLElementTagNameMap {
    'help-keys': HelpKeys;
  }
}
