import { element } from '../dom.ts';

/** A sentence in the place of what cannot be shown. */
export function faultLine(message: string): HTMLElement {
  return element('p', { className: 'fault', attributes: { role: 'alert' } }, message);
}

/** What a part of the page shows until its answer comes. */
export function waitingLine(sentence: string): HTMLElement {
  return element('p', { className: 'waiting', attributes: { role: 'status' } }, sentence);
}
