type Properties<Tag extends keyof HTMLElementTagNameMap> = Omit<
  Partial<HTMLElementTagNameMap[Tag]>,
  'attributes'
> & {
  attributes?: Record<string, string>;
};

/** Makes an element with its properties and children, so that a page is built without HTML in strings. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties<Tag> = {} as Properties<Tag>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const { attributes, ...rest } = properties;
  const made = Object.assign(document.createElement(tag), rest);
  for (const [name, value] of Object.entries(attributes ?? {})) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Makes a list anew: what had the focus in it gets it again, or what stands there now. */
export function replaceItems(list: HTMLElement, items: readonly HTMLElement[]): void {
  const controls = () => [...list.querySelectorAll<HTMLElement>('button, input')];
  const at = controls().findIndex((control) => control === document.activeElement);
  list.replaceChildren(...items);
  if (at >= 0)
    controls()
      .slice(0, at + 1)
      .at(-1)
      ?.focus();
}

/** The element of the page that the host leaves to the script. */
export function root(): HTMLElement {
  const app = document.getElementById('app');
  if (!app) throw new Error('The page has no #app.');
  return app;
}
