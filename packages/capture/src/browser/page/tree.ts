// Walking the composed tree: slots give their assigned nodes, hosts give their shadow root, open or closed.
//
// Nothing here reads or writes an attribute that the page could notice.

const closedRoots = new WeakMap<Element, ShadowRoot>();
const seenRoots = new WeakSet<ShadowRoot>();
const rootListeners = new Set<(root: ShadowRoot) => void>();

/** Calls `found` once for every shadow root met from now on. @returns how to end that. */
export function onShadowRoot(found: (root: ShadowRoot) => void): () => void {
  rootListeners.add(found);
  return () => rootListeners.delete(found);
}

function meet(root: ShadowRoot): ShadowRoot {
  if (!seenRoots.has(root) && rootListeners.size > 0) {
    seenRoots.add(root);
    for (const found of rootListeners) found(root);
  }
  return root;
}

/** The element's shadow root, open or closed; undefined if it has none. */
export function shadowRootOf(element: Element): ShadowRoot | undefined {
  if (element.shadowRoot) return meet(element.shadowRoot);
  const cached = closedRoots.get(element);
  if (cached) return cached;
  const extensionDom = (globalThis as { chrome?: { dom?: typeof chrome.dom } }).chrome?.dom;
  if (!extensionDom || !canHostShadow(element)) return undefined;
  const root = extensionDom.openOrClosedShadowRoot(element as HTMLElement);
  if (!root) return undefined;
  closedRoots.set(element, root);
  return meet(root);
}

const NATIVE_HOSTS = new Set([
  'article',
  'aside',
  'blockquote',
  'body',
  'div',
  'footer',
  'header',
  'main',
  'nav',
  'p',
  'section',
  'span',
]);

function canHostShadow(element: Element): boolean {
  return (
    element instanceof HTMLElement && (element.localName.includes('-') || NATIVE_HOSTS.has(element.localName))
  );
}

/** The children a person sees: of the shadow root if there is one, of the slot's assignment if it is a slot. */
export function composedChildren(node: Element | ShadowRoot): readonly Node[] {
  if (node instanceof HTMLSlotElement) {
    const assigned = node.assignedNodes();
    if (assigned.length > 0) return assigned;
  }
  const root = node instanceof Element ? shadowRootOf(node) : undefined;
  return Array.from((root ?? node).childNodes);
}

/** The parent a person sees: the slot it is assigned to, or the host of its shadow root. */
export function composedParent(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** The nearest composed ancestor-or-self that satisfies `found`. */
export function composedClosest(start: Element, found: (element: Element) => boolean): Element | undefined {
  for (let at: Element | null = start; at; at = composedParent(at)) if (found(at)) return at;
  return undefined;
}

/** The element an event really happened on: through open shadow roots by its path, through closed ones by asking the browser. */
export function deepTarget(event: Event): Element | undefined {
  let at = event.composedPath()[0];
  if (at instanceof Document) at = at.documentElement;
  if (!(at instanceof Element)) return at instanceof Node ? (at.parentElement ?? undefined) : undefined;
  for (let depth = 0; depth < 16; depth++) {
    const inner = innerElement(at as Element, event);
    if (!inner) break;
    at = inner;
  }
  return at as Element;
}

function innerElement(host: Element, event: Event): Element | undefined {
  const root = shadowRootOf(host);
  if (!root) return undefined;
  if (event instanceof MouseEvent && event.detail >= 0 && (event.clientX !== 0 || event.clientY !== 0)) {
    const hit = root.elementFromPoint(event.clientX, event.clientY);
    return hit && hit !== host && root.contains(hit) ? hit : undefined;
  }
  return root.activeElement ?? undefined;
}

/** True if the element takes up space and is not hidden by style. */
export function isShown(element: Element): boolean {
  return element.checkVisibility({
    visibilityProperty: true,
    opacityProperty: false,
    contentVisibilityAuto: true,
  });
}
