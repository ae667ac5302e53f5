/** The editor's colours, as the page's CSS variables give them. */
export interface Theme {
  background: string;
  foreground: string;
  faint: string;
  point: string;
  selected: string;
  neighbour: string;
  pinned: string;
  focus: string;
  font: string;
  isDark: boolean;
  isHighContrast: boolean;
}

/** Reads the theme that is in force. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const colour = (...names: string[]) =>
    names.map((name) => style.getPropertyValue(`--vscode-${name}`).trim()).find((value) => value !== '');
  const foreground = colour('foreground', 'editor-foreground') ?? '#cccccc';
  return {
    background: colour('editor-background') ?? '#1e1e1e',
    foreground,
    faint: colour('descriptionForeground') ?? foreground,
    point: colour('charts-blue') ?? '#3794ff',
    // Some themes have them translucent, but a mark must stand out.
    selected: opaque(colour('charts-orange') ?? '#d18616'),
    neighbour: opaque(colour('charts-yellow') ?? '#cca700'),
    pinned: opaque(colour('charts-green') ?? '#89d185'),
    focus: colour('focusBorder') ?? foreground,
    font: style.fontFamily || 'sans-serif',
    isDark: !/vscode-(high-contrast-)?light/.test(document.body.className),
    // The light high-contrast theme carries this class too.
    isHighContrast: document.body.classList.contains('vscode-high-contrast'),
  };
}

/** Calls back when the user changes the theme. */
export function onThemeChange(listener: () => void): void {
  const options = { attributes: true, attributeFilter: ['class', 'style'] };
  const observer = new MutationObserver(listener);
  observer.observe(document.body, options);
  observer.observe(document.documentElement, options);
}

type Rgba = readonly [number, number, number, number];

/** A page uses few colours, and asks for them in every frame. */
const known = new Map<string, Rgba>();

/** A CSS colour as red, green, blue, alpha, each 0 … 1. */
export function rgba(css: string): Rgba {
  const colour = known.get(css) ?? readColour(css);
  known.set(css, colour);
  return colour;
}

function readColour(css: string): Rgba {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return [0.5, 0.5, 0.5, 1];
  context.fillStyle = css;
  context.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
  return [r / 255, g / 255, b / 255, a / 255];
}

function opaque(css: string): string {
  const [r, g, b] = rgba(css).map((part) => Math.round(part * 255));
  return `rgb(${r}, ${g}, ${b})`;
}

/** Whether the user asks for as little movement as possible, by the system or by VS Code's own setting. */
export function prefersReducedMotion(): boolean {
  return (
    document.body.classList.contains('vscode-reduce-motion') ||
    matchMedia('(prefers-reduced-motion: reduce)').matches
  );
}
