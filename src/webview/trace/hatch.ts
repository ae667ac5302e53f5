const SPACING = 4;

/** Fills a box with slanting lines and frames it: a mark that needs no colour. Lengths in CSS pixels. */
export function hatch(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: string,
): void {
  context.save();
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.beginPath();
  for (let offset = SPACING; offset < width + height; offset += SPACING) {
    context.moveTo(x + offset, y);
    context.lineTo(x + offset - height, y + height);
  }
  context.stroke();
  context.restore();
}
