/** What pointing, choosing and letting go mean on each of the two grids. */
import { describe, expect, it, vi } from 'vitest';
import { signal } from '../../base/index.ts';
import type { LayerSummary, SessionFace, UnitAddress } from '../../session/index.ts';
import { beforeTarget } from './before-target.ts';
import { chosenTarget, sameCell } from './grid-target.ts';

const cell = { channel: 3, row: 1, column: 2 };
const layers = [
  { name: 'first', before: null },
  { name: 'second', before: 'first' },
] as unknown as LayerSummary[];

function fakeSession() {
  return {
    layers: signal(layers),
    selectedLayer: signal(layers[1]!),
    unit: signal<UnitAddress | null>(null),
    pointing: signal(false),
    order: signal([3, 2, 1, 0]),
    point: vi.fn(),
    release: vi.fn(),
    togglePin: vi.fn(),
    visit: vi.fn(() => Promise.resolve()),
  };
}
const asFace = (session: ReturnType<typeof fakeSession>) => session as unknown as SessionFace;

describe('the grid of the chosen layer', () => {
  it('marks the unit while it is pointed at, and goes on from it afterwards', () => {
    const session = fakeSession();
    const target = chosenTarget(asFace(session));
    expect(target.cell()).toBeNull();
    session.unit.value = { layer: 'second', cell };
    expect([target.cell(), target.last()]).toEqual([null, cell]);
    session.pointing.value = true;
    expect(target.cell()).toBe(cell);
  });

  it('knows nothing of a unit of another layer', () => {
    const session = fakeSession();
    session.unit.value = { layer: 'first', cell };
    session.pointing.value = true;
    const target = chosenTarget(asFace(session));
    expect([target.cell(), target.last()]).toEqual([null, null]);
  });

  it('pins what is chosen', () => {
    const session = fakeSession();
    chosenTarget(asFace(session)).choose(cell);
    expect(session.togglePin).toHaveBeenCalledExactlyOnceWith({ layer: 'second', cell });
  });

  it('lets go first of the place, then of the unit, then of nothing', () => {
    const session = fakeSession();
    const target = chosenTarget(asFace(session));
    session.unit.value = { layer: 'second', cell };
    session.pointing.value = true;
    expect(target.letGo()).toBe(true);
    expect(session.point).toHaveBeenCalledExactlyOnceWith(null);
    expect(session.release).not.toHaveBeenCalled();
    session.pointing.value = false;
    expect(target.letGo()).toBe(true);
    expect(session.release).toHaveBeenCalledOnce();
    session.unit.value = null;
    expect(target.letGo()).toBe(false);
  });
});

describe('the grid of the layer before', () => {
  it('points for itself, in the order of the numbers, and leads there', () => {
    const session = fakeSession();
    const target = beforeTarget(asFace(session));
    expect(target.layer()?.name).toBe('first');
    expect(target.order()).toEqual([]);
    target.point(cell);
    expect([target.cell(), target.last()]).toEqual([cell, cell]);
    target.choose(cell);
    expect(session.visit).toHaveBeenCalledExactlyOnceWith({ layer: 'first', cell });
    expect(session.point).not.toHaveBeenCalled();
    expect([target.letGo(), target.letGo()]).toEqual([true, false]);
    expect(target.cell()).toBeNull();
  });

  it('forgets its place when it shows another layer, and is empty before the input', () => {
    const session = fakeSession();
    const target = beforeTarget(asFace(session));
    target.point(cell);
    session.selectedLayer.value = layers[0]!;
    expect([target.layer(), target.cell()]).toEqual([null, null]);
  });
});

describe('sameCell', () => {
  it('compares by value', () => {
    expect(sameCell(cell, { ...cell })).toBe(true);
    expect(sameCell(cell, { ...cell, row: 2 })).toBe(false);
    expect(sameCell(null, null)).toBe(true);
    expect(sameCell(cell, null)).toBe(false);
  });
});
