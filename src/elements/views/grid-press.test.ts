/** Taps, drags and long presses. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GridPress } from './grid-press.ts';
import type { PressPoint } from './grid-press.ts';

const actions = { tap: vi.fn(), menu: vi.fn() };
let press: GridPress;

const at = (clientX: number, timeStamp: number, pointerType = 'touch'): PressPoint => ({
  pointerType,
  isPrimary: true,
  button: 0,
  clientX,
  clientY: 50,
  timeStamp,
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  press = new GridPress(actions);
});
afterEach(() => vi.useRealTimers());

describe('GridPress', () => {
  it('takes a short touch for a tap, even from a trembling hand', () => {
    press.down(at(10, 0));
    press.move(at(17, 100));
    press.up(at(17, 499));
    vi.advanceTimersByTime(1000);
    expect(actions.tap).toHaveBeenCalledOnce();
    expect(actions.menu).not.toHaveBeenCalled();
  });

  it.each(['touch', 'mouse', 'pen'])('never takes a drag of a %s for a tap', (kind) => {
    press.down(at(10, 0, kind));
    press.move(at(18, 50, kind));
    press.move(at(10, 90, kind));
    press.up(at(10, 100, kind));
    vi.advanceTimersByTime(1000);
    expect(actions.tap).not.toHaveBeenCalled();
    expect(actions.menu).not.toHaveBeenCalled();
  });

  it('opens the menu once under a finger that rests', () => {
    press.down(at(10, 0));
    vi.advanceTimersByTime(500);
    press.menu(10, 50, 'touch');
    press.up(at(10, 900));
    expect(actions.menu).toHaveBeenCalledExactlyOnceWith(10, 50);
    expect(actions.tap).not.toHaveBeenCalled();
  });

  it("opens the menu once where the browser's long press is the quicker one", () => {
    press.down(at(10, 0));
    press.menu(10, 50, 'touch');
    vi.advanceTimersByTime(1000);
    press.up(at(10, 1000));
    expect(actions.menu).toHaveBeenCalledOnce();
    expect(actions.tap).not.toHaveBeenCalled();
  });

  it('leaves a mouse that is held as long as it likes, and opens the menu at a right click', () => {
    press.down(at(10, 0, 'mouse'));
    vi.advanceTimersByTime(2000);
    press.up(at(10, 2000, 'mouse'));
    expect(actions.tap).toHaveBeenCalledOnce();
    press.down({ ...at(10, 3000, 'mouse'), button: 2 });
    press.menu(10, 50, 'mouse');
    press.up({ ...at(10, 3050, 'mouse'), button: 2 });
    expect(actions.menu).toHaveBeenCalledOnce();
    expect(actions.tap).toHaveBeenCalledOnce();
  });

  it('is called off by a scroll', () => {
    press.down(at(10, 0));
    press.cancel();
    vi.advanceTimersByTime(1000);
    press.up(at(10, 100));
    expect(actions.menu).not.toHaveBeenCalled();
    expect(actions.tap).not.toHaveBeenCalled();
  });
});
