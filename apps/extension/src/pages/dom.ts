// The few things every page does with its document.

/** The element of that id. */
export function at<E extends HTMLElement = HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (!element) throw new TypeError(`page: no element ${id}`);
  return element as E;
}

export function show(id: string, visible: boolean): void {
  at(id).hidden = !visible;
}

/** An element with text and children; text is never read as markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** Says something in a live region and takes the focus there, for whoever's last element went away. */
export function say(id: string, text: string): void {
  const line = at(id);
  line.textContent = text;
  line.tabIndex = -1;
  line.focus();
}

/** Runs an action of the person once at a time; a fault is shown in the page's alert line, and the focus stays where it was. */
export function attempt(run: () => Promise<void>, button?: HTMLButtonElement): void {
  const line = at('fault');
  line.textContent = '';
  if (button) button.disabled = true;
  run()
    .catch((error: unknown) => {
      line.textContent =
        error instanceof Error ? error.message : 'Something went wrong; nothing was changed.';
    })
    .finally(() => {
      if (!button) return;
      button.disabled = false;
      if (line.textContent) button.focus(); // a disabled button has lost it
    });
}
