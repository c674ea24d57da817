/** What the studio shows, in two sentences, and every key. */
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import type { UiDialog } from '../ui/ui-dialog.ts';
import '../ui/ui-dialog.ts';

@customElement('help-dialog')
export class HelpDialog extends StudioElement {
  static override styles = [
    base,
    css`
      p {
        margin: 0 0 16px;
        color: var(--ink-soft);
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        margin: 0;
      }
      dt,
      dd {
        margin: 0;
        padding: 6px 0;
        border-top: 1px solid var(--line);
      }
      dt {
        padding-right: 20px;
        white-space: nowrap;
      }
      kbd {
        display: inline-block;
        min-width: 22px;
        padding: 1px 6px;
        border: 1px solid var(--line-strong);
        border-radius: 4px;
        font: inherit;
        font-size: var(--text-small);
        text-align: center;
      }
    `,
  ];

  @query('ui-dialog') private readonly dialog!: UiDialog;

  show(): void {
    this.dialog.show();
  }

  protected override view(): unknown {
    const { help, close } = this.words;
    return html`<ui-dialog heading=${help.title} close-label=${close}>
      <p>${help.intro}</p>
      <dl>
        ${row(['[', ']', '↑', '↓'], help.nextLayer)} ${row(['←', '↑', '↓', '→'], help.nextMap)}
        ${row(['Home', 'End'], help.ends)} ${row(['Ctrl', 'V'], help.paste)}
        ${row(['Esc'], help.closeKey)} ${row(['?'], help.showHelp)}
      </dl>
    </ui-dialog>`;
  }
}

function row(keys: readonly string[], does: string): TemplateResult {
  return html`<dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
    <dd>${does}</dd>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'help-dialog': HelpDialog;
  }
}
