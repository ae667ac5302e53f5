/**
 * Pseudo-localisation: every string marked by ⟦…⟧, with accents, and longer than the English, as most languages are. What
 * a page shows without the marks is not translated; what has no room for it is cut off.
 */
import type { Page } from 'playwright-core';
import { stringsOfSource } from '../../scripts/l10n.mjs';

const ACCENTS: Readonly<Record<string, string>> = {
  ...{ a: 'áá', e: 'éé', i: 'íí', o: 'óó', u: 'úú', y: 'ýý' },
  ...{ A: 'ÁÁ', E: 'ÉÉ', I: 'ÍÍ', O: 'ÓÓ', U: 'ÚÚ', Y: 'ÝÝ', c: 'ç', n: 'ñ', s: 'š', z: 'ž' },
};

/** Doubles every vowel, which is some 40 % more, and leaves placeholders as they are. */
export function pseudo(text: string): string {
  const parts = text.split(/(\{\w+\}|\$\([^)]*\))/);
  const changed = parts.map((part, i) => (i % 2 ? part : part.replace(/[a-z]/gi, (c) => ACCENTS[c] ?? c)));
  return `⟦${changed.join('')}⟧`;
}

/** Every string of the extension so translated. */
export function pseudoBundle(): Record<string, string> {
  const { strings } = stringsOfSource();
  return Object.fromEntries([...strings].map(([key, text]) => [key, pseudo(text)]));
}

/** A text that shows something wrong, and where it stands. */
export interface Shown {
  text: string;
  where: string;
}

/** What a page shows and says: visible texts, names for screen readers, tooltips, placeholders; and what is cut off. */
export function inspect(page: Page): Promise<{ texts: Shown[]; cutOff: Shown[] }> {
  return page.evaluate(lookAround);
}

/** The words of a text that stand outside of the marks. */
function unmarked(text: string): string[] {
  let rest = text;
  for (let before = ''; before !== rest;) [before, rest] = [rest, rest.replace(/⟦[^⟦⟧]*⟧/g, ' ')];
  return rest.match(/\p{L}[\p{L}\p{M}’'-]*\p{L}/gu) ?? [];
}

/**
 * What is not translated.
 *
 * @param data what the page shows as it is, in any form that holds its words
 */
export function untranslated(texts: readonly Shown[], data: string): string[] {
  const known = new Set(unmarked(data));
  return texts.flatMap(({ text, where }) => {
    const words = unmarked(text).filter((word) => !known.has(word));
    return words.length > 0 ? [`${where}: ‘${words.join(' ')}’ in ‘${text}’`] : [];
  });
}

/** Runs in the page. */
function lookAround(): { texts: Shown[]; cutOff: Shown[] } {
  const SLACK = 1.5;
  /** Of a choice. */
  const ARROW = 16;
  const texts: Shown[] = [];
  const cutOff: Shown[] = [];
  const place = (of: Element) => {
    const path: string[] = [];
    for (let at: Element | null = of; at && at.id !== 'app' && path.length < 4; at = at.parentElement)
      path.unshift(`${at.localName}${[...at.classList].map((name) => `.${name}`).join('')}`);
    return path.join(' ');
  };
  const isForReadersAlone = (of: Element) => {
    const { width, height } = of.getBoundingClientRect();
    return width <= 1 || height <= 1;
  };
  /** Whether a box leaves what an ancestor shows, and nobody can scroll to it. */
  const isBeyond = (box: DOMRect, from: Element) => {
    for (let at: Element | null = from; at; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      const bound = at.getBoundingClientRect();
      const isOut = box.right > bound.right + SLACK || box.left < bound.left - SLACK;
      if (/auto|scroll/.test(overflowX)) return false;
      if (/hidden|clip/.test(overflowX) && isOut) return true;
      if (/hidden|clip/.test(overflowY) && box.bottom > bound.bottom + SLACK) return true;
      if (at.matches('button, label, th, [role=tab], h1, h2, h3') && isOut) return true;
      if (at === document.body && box.right > window.innerWidth + SLACK) return true;
    }
    return false;
  };
  const measure = document.createElement('canvas').getContext('2d')!;
  const isTooNarrow = (select: HTMLSelectElement) => {
    const style = getComputedStyle(select);
    measure.font = style.font;
    const wanted = measure.measureText(select.selectedOptions[0]?.text ?? '').width;
    return (
      wanted + ARROW + parseFloat(style.paddingLeft) + parseFloat(style.paddingRight) >
      select.clientWidth + SLACK
    );
  };
  for (const of of document.querySelectorAll('#app, #app *')) {
    if (!of.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    for (const attribute of [
      'aria-label',
      'title',
      'placeholder',
      'alt',
      'aria-roledescription',
      'aria-valuetext',
    ])
      if (of.getAttribute(attribute))
        texts.push({ text: of.getAttribute(attribute)!, where: `${place(of)} [${attribute}]` });
    if (of instanceof HTMLSelectElement && of.selectedIndex >= 0 && isTooNarrow(of))
      cutOff.push({ text: of.selectedOptions[0].text, where: place(of) });
    for (const node of of.childNodes) {
      if (!(node instanceof Text) || !node.data.trim()) continue;
      texts.push({ text: node.data.trim(), where: place(of) });
      // Data may be as long as it likes, and is shortened; an option is drawn by the browser.
      if (!node.data.includes('⟦') || of.localName === 'option' || isForReadersAlone(of)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      if ([...range.getClientRects()].some((box) => isBeyond(box, of)))
        cutOff.push({ text: node.data.trim(), where: place(of) });
    }
  }
  return { texts, cutOff };
}
