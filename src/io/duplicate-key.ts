/** Finds a name given twice in one JSON object, which JSON.parse would pass over in silence. */

const STRING = /"(?:[^"\\]|\\.)*"/y;
const NAME_END = /\s*:/y;

/** The first name that stands twice in the same object of `json`, or null. `json` must be valid. */
export function duplicateKey(json: string): string | null {
  const objects: Set<string>[] = [];
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at];
    if (character === '{') objects.push(new Set());
    else if (character === '}') objects.pop();
    if (character !== '"') continue;
    STRING.lastIndex = at;
    const quoted = STRING.exec(json)?.[0];
    if (quoted === undefined) return null;
    at += quoted.length - 1;
    NAME_END.lastIndex = at + 1;
    if (!NAME_END.test(json)) continue;
    const name = JSON.parse(quoted) as string;
    const names = objects.at(-1);
    if (names?.has(name)) return name;
    names?.add(name);
  }
  return null;
}
