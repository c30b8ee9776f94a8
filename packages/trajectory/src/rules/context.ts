// Changes of tab, window, application and page. What the participant caused is a step; what only followed from one
// of her steps is context.

import type { NavigationEvent, WindowEvent } from '@overt/events';
import type { Draft } from '../draft.ts';
import { EFFECT_US, NAVIGATION_US, SWITCH_US } from '../limits.ts';
import type { Reducing } from '../reducing.ts';
import type { StepType } from '../step.ts';
import { giveUpPress } from './pointer.ts';

const SWITCHES = {
  tab: 'tab.switch',
  window: 'window.focus',
  application: 'app.switch',
} as const satisfies Record<WindowEvent['level'], StepType>;
const RANK: Partial<Record<StepType, number>> = { 'tab.switch': 1, 'window.focus': 2, 'app.switch': 3 };
const SWITCH_KEYS = /^(Tab|PageUp|PageDown|[1-9tnw`]|F6)$/;
const NAVIGATION_KEYS = /^(ArrowLeft|ArrowRight|F5|[r[\]]|Home)$/;

export function onWindow(track: Reducing, event: WindowEvent): void {
  const previous = track.active;
  const tab = track.tabOf(event.tab);
  const { viewport } = tab;
  if (viewport === null || viewport.width !== event.width || viewport.height !== event.height) {
    if (viewport !== null && event.width > 0) tab.resizedAt = event.t;
    if (event.width > 0) tab.viewport = { width: event.width, height: event.height, scale: event.scale };
  }
  switch (event.change) {
    case 'open':
      tab.opened = { t: event.t, seq: event.seq };
      break;
    case 'close':
      if (event.level !== 'tab') break;
      closeTab(track, event);
      return;
    case 'activate': {
      const moved = previous !== null && (previous.tab !== event.tab || previous.window !== event.window);
      const first = previous === null;
      if (first || !(moved || event.level === 'application')) break;
      switchTo(track, event);
      return;
    }
    default:
      break;
  }
  adopt(track, event);
  if (event.change === 'activate' || previous === null) track.active = tab;
  track.counts.context += 1;
}

function adopt(track: Reducing, event: WindowEvent): void {
  const tab = track.tabOf(event.tab);
  tab.window = event.window;
  tab.place = event.place;
  tab.title = event.title ?? tab.title;
}

function switchTo(track: Reducing, event: WindowEvent): void {
  track.cutTyping();
  track.leaveFields(event.t, null);
  track.heldModifiers.clear();
  const type = SWITCHES[event.level];
  const tail = track.tail();
  const { opened } = track.tabOf(event.tab);
  const fresh = opened !== null && event.t - opened.t <= NAVIGATION_US;
  let draft: Draft;
  if (tail !== null && isSameSwitch(tail, type, event)) {
    draft = tail;
    draft.use(event);
    if (RANK[type]! > RANK[tail.type]!) draft.type = type;
    track.counts.used += 1;
  } else if (tail !== null && isKeyFor(tail, SWITCH_KEYS, event.t)) {
    draft = tail;
    draft.type = type;
    draft.rule = 'switch.chord';
    draft.use(event);
    track.counts.used += 1;
  } else {
    draft = track.open(type, fresh ? 'switch.opened' : 'switch', event, track.active?.tab ?? event.tab);
    track.close(draft);
  }
  if (fresh && track.tabOf(event.tab).opened !== null) {
    draft.sources.push(opened.seq);
    track.counts.context -= 1;
    track.counts.used += 1;
    track.tabOf(event.tab).opened = null;
  }
  const before = draft.detail?.of === 'switch' ? draft.detail : null;
  draft.lastAt = event.t;
  draft.detail = {
    of: 'switch',
    tab: event.tab,
    window: event.window,
    place: event.place,
    title: event.title ?? before?.title ?? null,
    opened: fresh || (before?.opened ?? false),
  };
  adopt(track, event);
  track.active = track.tabOf(event.tab);
}

function isSameSwitch(tail: Draft, type: StepType, event: WindowEvent): boolean {
  const rank = RANK[tail.type];
  return rank !== undefined && rank !== RANK[type] && event.t - tail.lastAt <= SWITCH_US;
}

function isKeyFor(tail: Draft, keys: RegExp, t: number): boolean {
  return (
    tail.type === 'key.chord' &&
    !tail.sealed &&
    t - tail.lastAt <= EFFECT_US &&
    keys.test(tail.keys?.[0] ?? '')
  );
}

function closeTab(track: Reducing, event: WindowEvent): void {
  track.cutTyping();
  track.leaveFields(event.t, null);
  const draft = track.open('tab.close', 'tab.close', event, event.tab);
  track.close(draft);
}

export function onNavigation(track: Reducing, event: NavigationEvent): void {
  const tab = track.tabOf(event.tab);
  track.cutTyping();
  track.leaveFields(event.t, null);
  // A document that goes may take the release with it: what moves on the next page belongs to no press on this one.
  for (const press of [...track.presses.values()]) if (press.draft.tab === tab) giveUpPress(track, press);
  const tail = track.tail();
  const caused = tail !== null && tail.tab === tab && event.t - tail.end <= NAVIGATION_US;
  const byHand = event.cause === 'typed' || event.cause === 'reload' || event.cause === 'history';
  const inPage = tail?.type === 'pointer.click' && tail.button < 3 && event.t - tail.lastAt <= EFFECT_US;
  if (!byHand || (caused && inPage && event.cause !== 'typed')) {
    if (caused) tail.navigated = true;
    track.counts.context += 1;
  } else if (tail !== null && tail.tab === tab && isNavigationAct(tail, event.t)) {
    tail.type = 'nav.url';
    tail.rule = 'navigation.act';
    tail.use(event);
    track.counts.used += 1;
    describe(tail, event);
  } else {
    const draft = track.open('nav.url', 'navigation', event, event.tab);
    describe(draft, event);
    track.close(draft);
  }
  tab.navigatedAt = event.t;
  tab.place = event.place;
}

function isNavigationAct(tail: Draft, t: number): boolean {
  if (isKeyFor(tail, NAVIGATION_KEYS, t)) return true;
  if (tail.type === 'key.press' && tail.keys?.[0] === 'F5') return t - tail.lastAt <= EFFECT_US;
  return tail.type === 'pointer.click' && tail.button >= 3 && t - tail.lastAt <= EFFECT_US;
}

function describe(draft: Draft, event: NavigationEvent): void {
  draft.sealed = true;
  draft.detail = {
    of: 'navigation',
    cause: event.cause,
    place: event.place,
    route: event.route ?? null,
  };
}
