// Tabs, windows and navigation, as the browser reports them; page scripts do not see these.

import type { NavigationEvent, WindowEvent } from '@overt/events';
import type { ObservedEvent } from '../../gate/index.ts';
import type { RecordingHost } from './recording-host.ts';
import { type Session, wallNow } from './session.ts';

type Committed = chrome.webNavigation.WebNavigationTransitionCallbackDetails;

/** Registers the listeners; synchronously. */
export function recordNavigation(host: RecordingHost): void {
  const inSession = (run: (session: Session) => Promise<void>): void => {
    void host.enqueue(async () => {
      const session = await host.session();
      if (!session) return;
      await run(session);
      await session.commit();
    });
  };
  const navigate = (details: Committed, fallback: NavigationEvent['cause']): void => {
    if (details.frameId !== 0) return;
    inSession(async (session) => {
      const tab = await tabOf(details.tabId);
      if (!tab) return;
      const at = details.timeStamp;
      openIfNew(session, tab, at);
      const event: ObservedEvent = {
        kind: 'navigation',
        t: session.timeOf(at),
        cause: causeOf(details, fallback),
        tab: session.tabs.of(details.tabId).ordinal,
        place: '',
        route: routeOf(details.url),
      };
      session.admit({ event, facts: { urls: [details.url], incognito: tab.incognito } }, true);
    });
  };
  chrome.webNavigation.onCommitted.addListener((details) => {
    if (details.frameId === 0) void forgetIndicator(host, details);
    navigate(details, 'other');
  });
  chrome.webNavigation.onHistoryStateUpdated.addListener((details) => navigate(details, 'script'));
  chrome.tabs.onActivated.addListener(({ tabId }) => {
    inSession((session) => windowEvent(session, tabId, 'tab', 'activate'));
    host.look(tabId);
  });
  chrome.tabs.onCreated.addListener(({ id }) =>
    inSession(async (session) => {
      const tab = id === undefined ? undefined : await tabOf(id);
      if (tab) openIfNew(session, tab, wallNow());
    }),
  );
  chrome.tabs.onRemoved.addListener((tabId) =>
    inSession(async (session) => {
      delete session.indicators[tabId];
      putWindow(session, {
        level: 'tab',
        change: 'close',
        tabId,
        windowId: -1,
        url: '',
        title: undefined,
        width: 0,
        height: 0,
        incognito: false,
      });
    }),
  );
  chrome.tabs.onUpdated.addListener((tabId, change) => {
    if (change.title !== undefined) inSession((session) => windowEvent(session, tabId, 'tab', 'title'));
  });
  chrome.windows.onFocusChanged.addListener((windowId) => {
    if (windowId === chrome.windows.WINDOW_ID_NONE) return;
    inSession(async (session) => {
      const [tab] = await chrome.tabs.query({ windowId, active: true });
      if (tab?.id !== undefined) await windowEvent(session, tab.id, 'window', 'activate');
    });
  });
}

/** The document that showed the indicator is gone; the next one has to show it again. */
async function forgetIndicator(host: RecordingHost, details: Committed): Promise<void> {
  const session = await host.session();
  if (session && session.indicators[details.tabId] !== details.documentId)
    delete session.indicators[details.tabId];
}

async function tabOf(tabId: number): Promise<chrome.tabs.Tab | undefined> {
  return chrome.tabs.get(tabId).catch(() => undefined); // closed meanwhile
}

async function windowEvent(
  session: Session,
  tabId: number,
  level: WindowEvent['level'],
  change: WindowEvent['change'],
): Promise<void> {
  const tab = await tabOf(tabId);
  if (!tab) return;
  openIfNew(session, tab, wallNow());
  putWindow(session, seenWindow(tab, level, change));
}

function openIfNew(session: Session, tab: chrome.tabs.Tab, at: number): void {
  if (tab.id === undefined || !session.tabs.of(tab.id).isNew) return;
  putWindow(session, { ...seenWindow(tab, 'tab', 'open'), title: undefined }, at);
}

interface SeenWindow {
  readonly level: WindowEvent['level'];
  readonly change: WindowEvent['change'];
  readonly tabId: number;
  readonly windowId: number;
  readonly url: string;
  readonly title: string | undefined;
  readonly width: number;
  readonly height: number;
  readonly incognito: boolean;
}

function seenWindow(
  tab: chrome.tabs.Tab,
  level: WindowEvent['level'],
  change: WindowEvent['change'],
): SeenWindow {
  return {
    level,
    change,
    tabId: tab.id ?? -1,
    windowId: tab.windowId,
    url: tab.url ?? tab.pendingUrl ?? '',
    title: tab.title,
    width: tab.width ?? 0,
    height: tab.height ?? 0,
    incognito: tab.incognito,
  };
}

function putWindow(session: Session, seen: SeenWindow, at = wallNow()): void {
  const event: ObservedEvent = {
    kind: 'window',
    t: session.timeOf(at),
    level: seen.level,
    change: seen.change,
    window: seen.windowId < 0 ? 0 : session.windows.of(seen.windowId).ordinal,
    tab: session.tabs.of(seen.tabId).ordinal,
    place: '',
    ...(seen.title ? { title: seen.title } : {}),
    width: seen.width,
    height: seen.height,
    scale: 1,
  };
  session.admit({ event, facts: { urls: [seen.url || 'about:blank'], incognito: seen.incognito } }, true);
}

const CAUSES: Readonly<Record<string, NavigationEvent['cause']>> = {
  link: 'link',
  typed: 'typed',
  generated: 'typed',
  keyword: 'typed',
  keyword_generated: 'typed',
  reload: 'reload',
  form_submit: 'form',
  auto_bookmark: 'typed',
};

function causeOf(details: Committed, fallback: NavigationEvent['cause']): NavigationEvent['cause'] {
  if (details.transitionQualifiers?.includes('forward_back')) return 'history';
  if (details.transitionQualifiers?.includes('client_redirect')) return 'script';
  if (fallback === 'script') return 'script';
  return CAUSES[details.transitionType] ?? fallback;
}

/** The path without query and fragment; its variable parts are the gate's to find. */
function routeOf(url: string): string {
  try {
    return new URL(url).pathname;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return '';
  }
}
