import type { Theme } from '../theme.ts';
import type { PointColour } from './cloud.ts';
import { labelText, type Label } from './labels.ts';
import { axisLines, diamond, DIAMOND, FONT_SIZE, LINE_HEIGHT, type Scene } from './overlay.ts';
import { svgPicture, type SvgScene } from './svgPicture.ts';

/** What a map draws, and with what. */
export interface DrawnMap {
  scene: Scene;
  labels: readonly Label[];
  /** [words] Each point's place among the colours; empty where all have the first. */
  inks: Uint8Array;
  colours: readonly PointColour[];
  count: number;
  wordAt: (row: number) => string;
  theme: Theme;
}

/** A map as it is drawn, as SVG. */
export function mapSvg(map: DrawnMap): string {
  const { scene, labels, theme, wordAt } = map;
  return svgPicture({
    size: scene.size,
    background: theme.background,
    discs: [...cloudOf(map), ...markedOf(map)],
    shapes: addedOf(map),
    lines: [...axisLines(scene).map((line) => ({ css: theme.faint, ...line })), ...linesOf(scene)],
    texts: labels.map(({ row, title, left, top }) => ({
      text: title === undefined ? labelText(wordAt(row)) : scene.titles[title].text,
      x: left,
      y: top + LINE_HEIGHT / 2,
      isTitle: title !== undefined,
    })),
    textColour: theme.foreground,
    font: theme.font,
    fontSize: FONT_SIZE,
  });
}

/** The points in view by their colours, those below first. */
function cloudOf({ scene, inks, colours, count }: DrawnMap): SvgScene['discs'] {
  const { width, height } = scene.size;
  const places = colours.map((): [number, number][] => []);
  for (let row = 0; row < count; row++) {
    const at = scene.screen(row);
    const [x, y] = at ?? [-1, -1];
    if (at && x >= 0 && y >= 0 && x <= width && y <= height) places[inks[row] ?? 0].push(at);
  }
  const discs = colours.map(({ rgb, opacity, isBelow }, i) => ({
    css: `rgb(${rgb
      .slice(0, 3)
      .map((part) => Math.round(part * 255))
      .join(', ')})`,
    opacity,
    radius: scene.pointRadius,
    places: places[i],
    isBelow,
  }));
  return discs
    .filter(({ places }) => places.length > 0)
    .sort((a, b) => Number(b.isBelow) - Number(a.isBelow));
}

function markedOf({ scene, theme }: DrawnMap): SvgScene['discs'] {
  const { marks, pointRadius, screen } = scene;
  const disc = (rows: readonly number[], larger: number, css: string) => ({
    css,
    opacity: 1,
    radius: pointRadius + larger,
    places: rows.flatMap((row) => {
      const at = screen(row);
      return at ? [at] : [];
    }),
  });
  return [disc(marks.neighbours, 2, theme.neighbour), disc([marks.selected], 4, theme.selected)];
}

/** The words that were added to the layout. */
function addedOf({ scene, theme }: DrawnMap): SvgScene['shapes'] {
  return scene.added.flatMap((row) => {
    const at = scene.screen(row);
    return at ? [{ css: theme.foreground, corners: diamond(at, scene.pointRadius + DIAMOND) }] : [];
  });
}

/** From the selected word to its neighbours, and the steps of analogies. */
function linesOf({ marks, analogies, theme, screen }: Scene): SvgScene['lines'] {
  const pairs = [
    ...marks.neighbours.map((row) => ({ css: theme.neighbour, rows: [marks.selected, row] })),
    ...analogies.flatMap(({ a, b, c, d }) =>
      [
        [a, b],
        [c, d],
      ].map((rows) => ({ css: theme.selected, rows })),
    ),
  ];
  return pairs.flatMap(({ css, rows }) => {
    const [from, to] = rows.map(screen);
    return from && to ? [{ css, from, to }] : [];
  });
}
