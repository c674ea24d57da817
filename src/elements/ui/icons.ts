/** The few drawings of the interface as inline SVG. They carry no words: name the control that holds them. */
import { html, svg } from 'lit';
import type { SVGTemplateResult, TemplateResult } from 'lit';

/** A drawing of 16 x 16 in lines of the text's colour. */
export function stroke(path: SVGTemplateResult): TemplateResult {
  return html`<svg
    width="16"
    height="16"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${path}
  </svg>`;
}

/** Icons by name. */
export const icons = {
  picture: stroke(
    svg`<rect x="1.75" y="2.75" width="12.5" height="10.5" rx="1.5"/><circle cx="5.25" cy="6" r="1"/><path d="m2 11.5 3.5-3 2.5 2 3-3.5 3 3.5"/>`,
  ),
  down: stroke(svg`<path d="m4.5 6.5 3.5 3.5 3.5-3.5"/>`),
  close: stroke(svg`<path d="m4 4 8 8m0-8-8 8"/>`),
  file: stroke(svg`<path d="M1.75 12.25v-8.5h4.5l1.5 1.5h6.5v7z"/>`),
  settings: stroke(
    svg`<path d="M1.75 4.5h6.5m4 0h2M1.75 11.5h2m4 0h6.5"/><circle cx="10.25" cy="4.5" r="2"/><circle cx="5.75" cy="11.5" r="2"/>`,
  ),
  auto: stroke(
    svg`<circle cx="8" cy="8" r="5.25"/><path d="M8 2.75v10.5a5.25 5.25 0 0 0 0-10.5" fill="currentColor" stroke="none"/>`,
  ),
  light: stroke(
    svg`<circle cx="8" cy="8" r="2.75"/><path d="M8 1.5v1m0 11v1m6.5-6.5h-1m-11 0h-1m11.1-4.6-.7.7m-7.8 7.8-.7.7m0-9.2.7.7m7.8 7.8.7.7"/>`,
  ),
  dark: stroke(svg`<path d="M13.25 9.75A5.75 5.75 0 0 1 6.25 2.75a5.75 5.75 0 1 0 7 7z"/>`),
  alert: stroke(svg`<circle cx="8" cy="8" r="6.25"/><path d="M8 4.75v4m0 2.4v.1"/>`),
  info: stroke(svg`<circle cx="8" cy="8" r="6.25"/><path d="M8 7.25v4m0-6.4v.1"/>`),
} as const;

/** The kingfisher: blue back, orange breast, a beak like a blade. */
export const mark: TemplateResult = html`<svg
  width="28"
  height="24"
  viewBox="0 0 28 24"
  aria-hidden="true"
>
  <path fill="#f08a3c" d="M11.2 9.6c-1.5 5.6 2.4 10.6 7.8 11.5 2-3.600 1.300-8-2-10.500z" />
  <path
    fill="#2aa4d6"
    d="M.5 10.200 9.600 7.600C10.300 4.500 12.700 2.500 15.700 2.500c3.200 0 5.300 2.100 5.600 5.200.3 3.400 2.300 5.800 3.500 9 .7 1.900 1.200 4 1.300 6.300-1.500-2.600-3.500-3.800-5.600-5.700-3-2.700-4.700-4.800-8.200-6.500-.9-.4-1.800-.6-2.800-.7z"
  />
  <path
    fill="#f4f7f8"
    d="M16.600 9.300c1.300-.2 2.600.2 3.400 1.100-1.300.5-2.700.2-3.400-1.100z"
  />
  <circle cx="13.600" cy="6.700" r="1.050" fill="#0c1418" />
</svg>`;
