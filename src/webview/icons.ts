import { element } from './dom.ts';

/** Line drawings on a field of 16 × 16, in the manner of the editor's own icons. */
const PATHS = {
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  close: 'M4 4l8 8M12 4l-8 8',
  chevron: 'M4 6l4 4 4-4',
  play: 'M5 3l8 5l-8 5z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  previous: 'M10.5 3.5L5.5 8l5 4.5',
  next: 'M5.5 3.5l5 4.5l-5 4.5',
  search: 'M11 6.5a4.5 4.5 0 1 1-9 0a4.5 4.5 0 0 1 9 0M9.7 9.7l4 4',
  hand: 'M8 2v12M2 8h12M6 4l2-2l2 2M6 12l2 2l2-2M4 6l-2 2l2 2M12 6l2 2l-2 2',
  rectangle:
    'M2.5 3.5h2M6.5 3.5h3M11.5 3.5h2v2M13.5 7v2M13.5 10.5v2h-2M9.5 12.5h-3M4.5 12.5h-2v-2M2.5 9V7M2.5 5.5v-2',
  lasso:
    'M5 9.6C3.2 9 2 7.9 2 6.5C2 4.3 4.7 2.5 8 2.5s6 1.8 6 4s-2.7 4-6 4c-.6 0-1.1-.1-1.6-.2M6.5 10a1.3 1.3 0 1 1-2.6 0a1.3 1.3 0 0 1 2.6 0M5.3 11.3c.2 1-.1 1.8-1.3 2.4',
  walk: 'M3.5 12.5a1 1 0 1 1-2 0a1 1 0 0 1 2 0M9 7.5a1 1 0 1 1-2 0a1 1 0 0 1 2 0M14.5 3.5a1 1 0 1 1-2 0a1 1 0 0 1 2 0M3.3 11.8L7.2 8.2M9 7l3.6-3',
  invert: 'M8 2.5a5.5 5.5 0 0 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11',
  undo: 'M5.5 3L2.5 6l3 3M2.5 6h7a3.5 3.5 0 0 1 0 7H6',
  redo: 'M10.5 3l3 3l-3 3M13.5 6h-7a3.5 3.5 0 0 0 0 7H10',
  tag: 'M2.5 2.5h5l6 6l-5 5l-6-6zM5.5 5.5h0',
  groups:
    'M6 6a2 2 0 1 1-4 0a2 2 0 0 1 4 0M12.5 5a2 2 0 1 1-4 0a2 2 0 0 1 4 0M10 12a2 2 0 1 1-4 0a2 2 0 0 1 4 0',
  layout: 'M2.5 2.5v11h11M5.5 10.5h0M7 6.5h0M9.5 8.5h0M12 4.5h0',
  arrows: 'M2.5 6.5L8.5 3M8.5 3H6M8.5 3L7.5 5.3M6.5 13l6-3.5M12.5 9.5H10M12.5 9.5l-1 2.3',
  strips: 'M2.5 3h11v2.5h-11zM2.5 7h11v2.5h-11zM2.5 11h11v2.5h-11zM5.5 3v2.5M9.5 7v2.5M7 11v2.5',
  table: 'M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.5 3v10',
  place: 'M6 2.5L9.5 6L6 9.5L2.5 6zM12 9.5v5M9.5 12h5',
  save: 'M8 2.5v7M5 6.8l3 3l3-3M2.5 11.5v2h11v-2',
  link: 'M6.5 9.5l3-3M7 4.8l1.3-1.3a2.9 2.9 0 0 1 4.2 4.2L11 9M9 11.2l-1.3 1.3a2.9 2.9 0 0 1-4.2-4.2L5 7',
} as const;

export type IconName = keyof typeof PATHS;

const SVG = 'http://www.w3.org/2000/svg';

/** An icon in the colour of the text around it; what it means is said by the element that it stands in. */
export function icon(name: IconName): SVGElement {
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(path);
  return svg;
}

/** A button that is an icon: its label is shown by the pointer and spoken by a screen reader. */
export function iconButton(name: IconName, label: string, press: () => void): HTMLButtonElement {
  const attributes = { 'aria-label': label };
  const button = element('button', { className: 'plain', title: label, attributes }, icon(name));
  button.addEventListener('click', press);
  return button;
}
