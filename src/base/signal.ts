/** The only importer of the signals package: reactive values for the session and the elements. */
export { effect, signal } from '@preact/signals-core';
export type { ReadonlySignal, Signal } from '@preact/signals-core';
