/** Colours, sizes and type of the whole studio as CSS custom properties on the document. */

const DARK = `
  color-scheme: dark;
  --ground: #0e0f10;
  --raised: #17191a;
  --floating: #1d2022;
  --line: #2a2d2f;
  --line-strong: #6d7377;
  --ink: #e8eaeb;
  --ink-soft: #a9afb3;
  --ink-faint: #8d9498;
  --hover: rgb(255 255 255 / 6%);
  --accent: #4cc2ee;
  --accent-ink: #06202b;
  --accent-tint: rgb(76 194 238 / 14%);
  --pin: #f39a4e;
  --bad: #ff8f80;
  --bad-tint: #2b1815;
  --conv: #7b868d;
  --pool: #a98bd0;
  --dense: #6fa98a;
  --shadow: 0 8px 32px rgb(0 0 0 / 55%);
  --veil: rgb(8 9 10 / 72%);
`;

const LIGHT = `
  color-scheme: light;
  --ground: #f6f6f5;
  --raised: #ffffff;
  --floating: #ffffff;
  --line: #dedfde;
  --line-strong: #868b8e;
  --ink: #1a1c1d;
  --ink-soft: #54595c;
  --ink-faint: #666c70;
  --hover: rgb(0 0 0 / 5%);
  --accent: #04698f;
  --accent-ink: #ffffff;
  --accent-tint: rgb(4 105 143 / 11%);
  --pin: #b1520a;
  --bad: #a8291a;
  --bad-tint: #fdeeeb;
  --conv: #8a9398;
  --pool: #8a63bd;
  --dense: #3f8461;
  --shadow: 0 8px 28px rgb(20 25 28 / 16%);
  --veil: rgb(246 246 245 / 78%);
`;

const TOKENS = `
:root {
  ${DARK}
  --font: system-ui, -apple-system, 'Segoe UI', Roboto, 'Hiragino Sans', 'Hiragino Kaku Gothic ProN',
    'Noto Sans JP', 'Noto Sans CJK JP', 'Yu Gothic UI', Meiryo, sans-serif;
  --text: 13px;
  --text-small: 12px;
  --text-tiny: 11px;
  --text-title: 18px;
  --leading: 1.45;
  --radius: 6px;
  --bar: 48px;
  --hit: 28px;
  --quick: 120ms;
}
:root:lang(ja) { --leading: 1.65; }
@media (prefers-color-scheme: light) { :root:not([data-theme='dark']) { ${LIGHT} } }
:root[data-theme='light'] { ${LIGHT} }
@media (min-width: 1800px) { :root { --text: 14px; --text-small: 13px; --text-tiny: 12px; --text-title: 20px; } }
@media (pointer: coarse) { :root { --hit: 40px; --text: 14px; --text-small: 13px; --text-tiny: 12px; } }
@media (prefers-reduced-motion: reduce) { :root { --quick: 0ms; } }
html, body { margin: 0; }
body {
  background: var(--ground);
  color: var(--ink);
  font: var(--text) / var(--leading) var(--font);
  -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
}
`;

/** Puts the tokens into `document`, once. */
export function installTokens(document: Document): void {
  const id = 'kawasemi-tokens';
  if (document.getElementById(id)) return;
  const style = document.createElement('style');
  style.id = id;
  style.textContent = TOKENS;
  document.head.append(style);
}
