/** How the page looks at this moment, for pictures that should look like it. */

/** Colours and type of the page. */
export interface PageStyle {
  readonly ground: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly accent: string;
  readonly font: string;
  readonly language: string;
}

/** Reads the tokens of `document`: dark or light, whichever is shown. */
export function pageStyle({ documentElement }: Document): PageStyle {
  const style = getComputedStyle(documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ground: token('--ground'),
    ink: token('--ink'),
    soft: token('--ink-soft'),
    line: token('--line'),
    accent: token('--accent'),
    font: token('--font'),
    language: documentElement.lang,
  };
}
