// One look at a whole tab: what every frame of it shows, joined into top-viewport coordinates.

import type { Box } from '@overt/events';
import type { ObservedArea, ObservedNode } from '../../gate/index.ts';
import type { FramePlaces, FrameView, WorkerAsk } from '../protocol.ts';
import { type FramePlace, moved, placeFrames } from './places.ts';

const ANSWER_MS = 400;

export interface TabView {
  readonly areas: readonly ObservedArea[];
  readonly nodes: readonly ObservedNode[];
  readonly truncated: boolean;
  /** Equal before and after: no input and no other document between. */
  readonly epoch: string;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** Asks one frame; undefined if there is no recorder in it or it does not answer in time. */
export async function askFrame<T>(tabId: number, frameId: number, ask: WorkerAsk): Promise<T | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, ANSWER_MS, undefined));
  const answer = chrome.tabs.sendMessage(tabId, ask, { frameId }).catch(() => undefined); // no recorder there: an excluded page, or one that is going
  return (await Promise.race([answer, late])) as T | undefined;
}

/** All frames of a tab as the browser knows them. */
export async function framesOf(tabId: number): Promise<chrome.webNavigation.GetAllFrameResultDetails[]> {
  return (await chrome.webNavigation.getAllFrames({ tabId })) ?? [];
}

/** Where the frame lies now. */
export async function placeOfFrame(tabId: number, frameId: number): Promise<FramePlace> {
  const frames = await framesOf(tabId);
  const chain: number[] = [];
  for (
    let at = frameId;
    at >= 0 && chain.length < 16;
    at = frames.find((frame) => frame.frameId === at)?.parentFrameId ?? -1
  )
    chain.push(at);
  const said = new Map<number, FramePlaces>();
  if (chain.length > 1) {
    const answers = await Promise.all(chain.map((id) => askFrame<FramePlaces>(tabId, id, { ask: 'frames' })));
    for (const [i, id] of chain.entries()) if (answers[i]) said.set(id, answers[i]);
  }
  return (
    placeFrames(frames, said).get(frameId) ?? {
      path: [],
      x: 0,
      y: 0,
      urls: frames.filter((frame) => frame.frameId === frameId).map(({ url }) => url),
    }
  );
}

/** Looks at the tab; undefined if its top document has no recorder. */
export async function viewTab(
  tabId: number,
  incognito: boolean,
  outline: boolean,
): Promise<TabView | undefined> {
  const frames = await framesOf(tabId);
  const answers = await Promise.all(
    frames.map((frame) => askFrame<FrameView>(tabId, frame.frameId, { ask: 'view', outline })),
  );
  const said = new Map<number, FrameView>();
  for (const [i, frame] of frames.entries()) if (answers[i]) said.set(frame.frameId, answers[i]);
  const top = said.get(0);
  if (!top) return undefined;
  const placed = placeFrames(frames, said);
  const areas: ObservedArea[] = [];
  const nodes: ObservedNode[] = [];
  let truncated = false;
  for (const frame of [...frames].sort((a, b) => a.frameId - b.frameId)) {
    const view = said.get(frame.frameId);
    const place = placed.get(frame.frameId);
    if (!view || !place) continue;
    areas.push(areaOf(view, place, incognito));
    for (const [area, index] of unseen(view, frame.frameId, frames, said))
      areas.push(unseenArea(area, place, index, incognito));
    for (const node of view.outline?.nodes ?? []) nodes.push(joined(node, nodes.length - node.id, place));
    truncated ||= view.outline?.truncated ?? false;
  }
  const epoch = frames.map(({ frameId }) => said.get(frameId)?.epoch ?? '').join();
  return { areas, nodes, truncated, epoch, width: top.width, height: top.height, scale: top.scale };
}

function areaOf(view: FrameView, place: FramePlace, incognito: boolean): ObservedArea {
  return {
    urls: place.urls,
    incognito,
    box: { x: place.x, y: place.y, width: view.width, height: view.height },
    boxes: view.boxes.map((box) => ({ ...box, box: moved(box.box, place) })),
    complete: view.complete,
    ...(view.marks ? { marks: view.marks } : {}),
  };
}

/** Child frames that are on the screen and did not answer: nothing is known of them, so all of them is covered. */
function* unseen(
  view: FrameView,
  frameId: number,
  frames: readonly chrome.webNavigation.GetAllFrameResultDetails[],
  said: ReadonlyMap<number, FrameView>,
): Generator<[Box, number]> {
  const answered = new Set(
    frames.filter((frame) => frame.parentFrameId === frameId).map((frame) => said.get(frame.frameId)?.index),
  );
  for (const { box, index } of view.frames) if (index === -1 || !answered.has(index)) yield [box, index];
}

function unseenArea(box: Box, place: FramePlace, index: number, incognito: boolean): ObservedArea {
  return {
    urls: [...place.urls, `about:unseen#${index}`],
    incognito,
    box: moved(box, place),
    boxes: [],
    complete: false,
  };
}

type RawNode = NonNullable<FrameView['outline']>['nodes'][number];

function joined(node: RawNode, shift: number, place: FramePlace): ObservedNode {
  return {
    ...node,
    id: node.id + shift,
    parent: node.parent === -1 ? -1 : node.parent + shift,
    box: moved(node.box, place),
    framePath: place.path,
    urls: place.urls,
  };
}
