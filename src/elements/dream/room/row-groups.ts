/** The rows of the overview: the input, block after block, the classes; each with the layers that can be grown. Pure. */

/** What is known of a layer that can be grown. */
interface Growable {
  readonly name: string;
  readonly channels: number;
}

/** Which sentence of the story of the layers a row tells. */
export type StoryName =
  | 'input'
  | 'block1'
  | 'block2'
  | 'block3'
  | 'block4'
  | 'block5'
  | 'pooled'
  | 'dense'
  | 'classes'
  | 'other';

/** A row: layers that belong together, of which one is shown. */
export interface RowGroup {
  /** `block3`, or the name of the layer where it stands alone. */
  readonly name: string;
  readonly story: StoryName;
  readonly layers: readonly Growable[];
  /** The layer that is shown at first: the last convolution of a block. */
  readonly usual: string;
}

const BLOCK = /^(block(\d+))_/;
const STORIES: readonly StoryName[] = ['block1', 'block2', 'block3', 'block4', 'block5'];
const CLASSES = 'predictions';

/** Groups layers in their order. */
export function rowGroups(layers: readonly Growable[]): readonly RowGroup[] {
  const groups = new Map<string, Growable[]>();
  for (const layer of layers) {
    const name = BLOCK.exec(layer.name)?.[1] ?? layer.name;
    groups.set(name, [...(groups.get(name) ?? []), layer]);
  }
  return [...groups].map(([name, members]) => {
    const usual = members.findLast((layer) => layer.name.includes('conv')) ?? members.at(-1);
    return { name, story: storyOf(name), layers: members, usual: usual?.name ?? name };
  });
}

/** What the other layers of the row are called beside its name: `conv2` of `block3_conv2`. */
export function shortLayerName(layer: string): string {
  return layer.replace(BLOCK, '');
}

function storyOf(name: string): StoryName {
  if (name === CLASSES) return 'classes';
  if (name.includes('pool')) return 'pooled';
  if (/^fc\d|dense|flatten/.test(name)) return 'dense';
  return STORIES.find((story) => story === name) ?? 'other';
}
