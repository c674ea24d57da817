/** Which models have a gallery of dreams beside the page, read from its folder. Knows no server and no build. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What the page asks for to learn of them: asking for a gallery that is not there would be an error in its console. */
export const GALLERY_LIST = 'galleries.json';

const GALLERIES = 'dreams';
const INDEX = 'index.json';

/** The list for the page: ids of those below the folder with the manifest. No folder, no galleries. */
export function readGalleries(weights: string): { readonly models: readonly string[] } {
  const folder = join(weights, GALLERIES);
  if (!existsSync(folder)) return { models: [] };
  const models = readdirSync(folder).filter((id) => existsSync(join(folder, id, INDEX)));
  return { models: models.sort() };
}
