/** The models that the command line put on this machine, read from their folder. Knows no server and no build. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Below `weights/`, and below the page's address. */
export const LOCAL_FOLDER = 'local';
/** What the page asks for to learn of them. */
export const LOCAL_LIST = 'local.json';

const ENTRY_ENDING = '.json';

/** What is done with them: `on` (a build takes them in, a server gives them), `serve` (only a server), `off`. */
export type LocalModelsUse = 'on' | 'serve' | 'off';

/** The use that the environment asks for, with KAWASEMI_LOCAL_MODELS. Throws on a word that it does not know. */
export function localModelsUse(word = process.env.KAWASEMI_LOCAL_MODELS ?? 'on'): LocalModelsUse {
  if (word === 'on' || word === 'serve' || word === 'off') return word;
  throw new Error(`KAWASEMI_LOCAL_MODELS is ${word}; it may be on, serve or off.`);
}

/** The list for the page, and what was left out of it and why. */
export interface LocalModels {
  readonly models: readonly { readonly file: string }[];
  readonly complaints: readonly string[];
}

/** Reads the entries in `folder`; an entry without its file of weights is left out. No folder, no models. */
export function readLocalModels(folder: string): LocalModels {
  if (!existsSync(folder)) return { models: [], complaints: [] };
  const models: { file: string }[] = [];
  const complaints: string[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(ENTRY_ENDING)) continue;
    try {
      models.push(readEntry(folder, name));
    } catch (error) {
      complaints.push(
        `${join(folder, name)}: ${error instanceof Error ? error.message : 'unreadable'}`,
      );
    }
  }
  return { models, complaints };
}

function readEntry(folder: string, name: string): { file: string } {
  const entry: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  if (typeof entry !== 'object' || entry === null || !('file' in entry)) {
    throw new Error('it is not the entry of a model');
  }
  const { file } = entry;
  if (typeof file !== 'string' || file !== `${LOCAL_FOLDER}/${basename(file)}`) {
    throw new Error(`its file must lie in ${LOCAL_FOLDER}/`);
  }
  if (!existsSync(join(folder, basename(file)))) throw new Error(`${basename(file)} is missing`);
  return { ...entry, file };
}
