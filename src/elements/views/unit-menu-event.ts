/** The wish for a menu of what can be done with a unit: long press, right click or the menu key on a grid. */
import type { UnitAddress } from '../../session/index.ts';

/** Fired by a grid; the menu belongs at (`x`, `y`) of the window, in CSS pixels. */
export class UnitMenuEvent extends Event {
  readonly address: UnitAddress;
  readonly x: number;
  readonly y: number;

  constructor(address: UnitAddress, x: number, y: number) {
    super('unit-menu', { bubbles: true, composed: true });
    this.address = address;
    this.x = x;
    this.y = y;
  }
}

declare global {
  interface HTMLElementEventMap {
    'unit-menu': UnitMenuEvent;
  }
}
