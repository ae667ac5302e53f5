import * as vscode from 'vscode';

/** Characters that are looked at: more than a screen holds, but of a line of a megabyte only a part. */
const MOST = 30_000;

/** The text that an editor shows, without what is folded or scrolled away. */
export interface VisibleText {
  text: string;
  /** Where each unbroken part begins, in the text and in the document (UTF-16 units). */
  parts: { start: number; offset: number }[];
}

export function visibleText({ document, visibleRanges, selection }: vscode.TextEditor): VisibleText {
  const cursor = document.offsetAt(selection.active);
  const visible: VisibleText = { text: '', parts: [] };
  for (const { start, end } of visibleRanges) {
    const room = MOST - visible.text.length;
    if (room <= 0) break;
    const [from, to] = clip(document.offsetAt(start), document.offsetAt(end), cursor, room);
    visible.parts.push({ start: visible.text.length, offset: from });
    const range = new vscode.Range(document.positionAt(from), document.positionAt(to));
    visible.text += `${document.getText(range)}\n`;
  }
  return visible;
}

/** At most so many of the characters from `start` on up to `end`: those nearest to the cursor. */
function clip(start: number, end: number, cursor: number, most: number): [number, number] {
  if (end - start <= most) return [start, end];
  const from = Math.min(Math.max(cursor - Math.floor(most / 2), start), end - most);
  return [from, from + most];
}

/** Where a piece of the visible text stands in its document. */
export function rangeInDocument(
  document: vscode.TextDocument,
  { parts }: VisibleText,
  start: number,
  end: number,
): vscode.Range {
  const part = parts.findLast((each) => each.start <= start) ?? parts[0];
  const by = part.offset - part.start;
  return new vscode.Range(document.positionAt(start + by), document.positionAt(end + by));
}
