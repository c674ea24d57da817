/** What dragging on the output writes into the gradient from above. Shared by the panel that offers it and the stage that draws. */
import { signal } from '../../../base/index.ts';

/** Values that a brush can have. */
export const BRUSH_VALUES = [1, -1, 0] as const;

/** The value that is drawn with. */
export const brush = signal<number>(1);
