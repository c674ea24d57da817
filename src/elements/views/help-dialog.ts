/** The dialog with what the studio shows and every key; its text is loaded when it is opened. */
import { html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { StudioElement } from '../studio-element.ts';
import type { UiDialog } from '../ui/ui-dialog.ts';
import '../ui/ui-dialog.ts';

@customElement('help-dialog')
export class HelpDialog extends StudioElement {
  @query('ui-dialog') private readonly dialog!: UiDialog;

  show(): void {
    void import('./help-keys.ts');
    this.dialog.show();
  }

  protected override view(): unknown {
    const { help, close } = this.words;
    return html`<ui-dialog heading=${help.title} close-label=${close}>
      <help-keys></help-keys>
    </ui-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'help-dialog': HelpDialog;
  }
}
