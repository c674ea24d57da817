/** The style of a `.wgsl` file. Knows nothing of WGSL's meaning. */

const MOST_COLUMNS = 100;
const MOST_LINES = 160;
const INDENT = 2;

/**
 * What is wrong with a shader's text, as `line: complaint`.
 * @param {string} text
 * @returns {string[]}
 */
export function complaintsAbout(text) {
  /** @type {string[]} */
  const complaints = [];
  /**
   * @param {number} line
   * @param {string} what
   */
  const complain = (line, what) => complaints.push(`${line}: ${what}`);

  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  else complain(lines.length, 'the last line has no end');
  if (!lines[0]?.startsWith('// ')) complain(1, 'no header comment: formula, layout, threads');
  if (lines.length > MOST_LINES) {
    complain(lines.length, `${lines.length} lines, ${MOST_LINES} at most`);
  }
  lines.forEach((line, index) => {
    const number = index + 1;
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    if (line.includes('\t')) complain(number, 'a tab');
    if (line.includes('\r')) complain(number, 'a carriage return');
    if (/\s$/.test(line)) complain(number, 'a space at the end');
    if (line.length > MOST_COLUMNS) {
      complain(number, `${line.length} columns, ${MOST_COLUMNS} at most`);
    }
    if (indent % INDENT !== 0)
      complain(number, `indented by ${indent}, not a multiple of ${INDENT}`);
    if (/\/\/.*#(if|elif|else|endif|include)\b/.test(line)) {
      complain(number, 'a directive inside a comment is still a directive');
    }
  });
  if (text.includes('/*')) complain(1, 'a block comment: use //');
  return complaints;
}
