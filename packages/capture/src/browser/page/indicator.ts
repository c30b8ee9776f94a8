// The visible sign on the page that this page is being recorded. No sign, no capture (promise P4).
//
// It lives in its own closed shadow host, takes no pointer input, and moves to another corner when the pointer or
// the focus comes near or when something operable lies under it.

import { INDICATOR_CHECK_MS } from '../limits.ts';
import { isWidget, roleOf } from './role.ts';

const CORNERS = ['right bottom', 'left bottom', 'right top', 'left top'] as const;
const SIZE = { width: 112, height: 24, margin: 10 };
const NEAR_PX = 40;
/** Distance to what people operate, in CSS pixels. */
const CLEAR_PX = 8;

const STYLE = `
  .pill { box-sizing: border-box; width: 100%; height: 100%; display: flex; align-items: center; gap: 6px; padding: 0 10px;
    font: 600 12px/1 system-ui, sans-serif; color: #fff; background: #1d1b26; border: 1px solid #fff6; border-radius: 12px; opacity: .92; white-space: nowrap; }
  
  .dot { flex: none; width: 8px; height: 8px; border-radius: 50%; background: #ff4d4f; }
  @media (prefers-reduced-motion: no-preference) { .dot { animation: beat 2s ease-in-out infinite; } @keyframes beat { 50% { opacity: .35; } } }
`;

export interface Indicator {
  readonly host: Element;
  readonly isShown: () => boolean;
  remove(): void;
}

/** Shows the indicator and watches it; `changed` is told when it is lost and when it is back. */
export function showIndicator(document: Document, changed: (shown: boolean) => void): Indicator {
  const host = makeHost(document);
  let corner = 0;
  const place = (): void => {
    const [x, y] = (CORNERS[corner] ?? CORNERS[0]).split(' ');
    host.style.cssText = `all:initial!important;position:fixed!important;inset:auto!important;${x}:${SIZE.margin}px!important;${y}:${SIZE.margin}px!important;width:${SIZE.width}px!important;height:${SIZE.height}px!important;display:block!important;visibility:visible!important;opacity:1!important;pointer-events:none!important;z-index:2147483647!important;border:0!important;padding:0!important;margin:0!important;background:none!important;overflow:visible!important;`;
  };
  const dodge = (): void => {
    for (let i = 0; i < CORNERS.length; i++) {
      if (!isOverWidget(document, host.getBoundingClientRect())) return;
      corner = (corner + 1) % CORNERS.length;
      place();
    }
  };
  const attach = (): void => {
    if (!host.isConnected) document.documentElement?.append(host);
    if (!host.isConnected) return;
    if (!host.matches(':popover-open')) host.showPopover();
  };
  const isShown = (): boolean => {
    if (!host.isConnected) return false;
    const rect = host.getBoundingClientRect();
    const view = document.defaultView;
    return (
      rect.width >= SIZE.width &&
      rect.height >= SIZE.height &&
      !!view &&
      rect.right <= view.innerWidth + 1 &&
      rect.bottom <= view.innerHeight + 1 &&
      host.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    );
  };

  let shown = false;
  const check = (): void => {
    const seen = isShown();
    if (seen !== shown) {
      shown = seen;
      changed(seen);
    }
    if (seen) dodge();
    else {
      // Put back; it counts again only when the next look finds it there.
      place();
      attach();
    }
  };
  const near = (event: PointerEvent): void => {
    const rect = host.getBoundingClientRect();
    const dx = Math.max(rect.left - event.clientX, event.clientX - rect.right, 0);
    const dy = Math.max(rect.top - event.clientY, event.clientY - rect.bottom, 0);
    if (dx > NEAR_PX || dy > NEAR_PX) return;
    corner = (corner + 1) % CORNERS.length;
    place();
  };
  place();
  attach();
  check();
  const timer = setInterval(check, INDICATOR_CHECK_MS);
  document.addEventListener('pointermove', near, { capture: true, passive: true });
  return {
    host,
    isShown,
    remove: () => {
      clearInterval(timer);
      document.removeEventListener('pointermove', near, { capture: true });
      host.remove();
    },
  };
}

function makeHost(document: Document): HTMLElement {
  const host = document.createElement('overt-indicator');
  const root = host.attachShadow({ mode: 'closed' });
  const style = document.createElement('style');
  style.textContent = STYLE;
  const pill = document.createElement('div');
  pill.className = 'pill';
  const dot = document.createElement('span');
  dot.className = 'dot';
  pill.append(dot, 'Recording');
  root.append(style, pill);
  host.setAttribute('aria-hidden', 'true');
  host.setAttribute('popover', 'manual');
  return host;
}

function isOverWidget(document: Document, rect: DOMRect): boolean {
  const { left, top, right, bottom } = rect;
  const around = [left - CLEAR_PX, (left + right) / 2, right + CLEAR_PX];
  for (const x of around) {
    for (const y of [top - CLEAR_PX, (top + bottom) / 2, bottom]) {
      if (document.elementsFromPoint(x, y).some((element) => isWidget(roleOf(element)))) return true;
    }
  }
  return false;
}
