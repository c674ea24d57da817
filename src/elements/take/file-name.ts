/** Names of the files that are saved. Pure text. */

const LONGEST = 60;

/**
 * `kawasemi-mini_block3_conv2_channel17.png`: what the file holds, from the network down, without anything that a
 * file system could stumble over. Parts that are null are left out.
 */
export function fileName(parts: readonly (string | null)[], extension: string): string {
  const words = parts.flatMap((part) => (part === null ? [] : [slugOf(part)])).filter(Boolean);
  return `${words.join('_') || 'kawasemi'}.${extension}`;
}

/** Letters and digits of any script, `_` and `-`; the rest becomes one `-`. */
function slugOf(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}_]+/gu, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
}
