// Screenshots: permitted before their pixels are looked at, blanked in place, and only then described by an event.

import {
  type Context,
  decideFrame,
  type FrameDecision,
  type Moment,
  type VisibleArea,
  type VisibleBox,
} from '@overt/policy';
import { blank, type Frame, quantise } from '@overt/redact/frame';
import type { FramePermit, RedactedEvent, RedactedFrame } from './api.ts';
import { mint, requireStage } from './mint.ts';
import type { ObservedArea, ObservedBox, ObservedFrame, ObservedFrameEvent } from './observation.ts';
import type { Scope } from './scope.ts';
import { surfaceOf } from './where.ts';

export interface FrameParts {
  readonly context: Context;
  readonly moment: Moment;
  readonly scopeOf: (area: ObservedArea) => Scope;
}

/** What was seen before and after the shot must agree; what either shows is decided. */
export function permitFrame(frame: ObservedFrame, parts: FrameParts): FramePermit {
  if (hasMoved(frame)) return { allow: false, rule: 'frame', reason: 'frame-moved' };
  const looks = frame.before === frame.after ? [frame.before] : [frame.before, frame.after];
  const decisions = looks.map((areas) =>
    decideFrame(
      areas.map((area) => visibleArea(area, parts)),
      parts.context,
      parts.moment,
    ),
  );
  const refused = decisions.find((decision): decision is FrameDecision & { allow: false } => !decision.allow);
  if (refused) return refused;
  const regions = decisions.flatMap((decision) => (decision.allow ? decision.regions : []));
  return mint('permitted', { allow: true, rule: decisions[0]!.rule, regions, scale: frame.scale });
}

function hasMoved({ before, after }: ObservedFrame): boolean {
  if (before === after) return false;
  if (before.length !== after.length) return true;
  return before.some((area, at) => geometryOf(area) !== geometryOf(after[at]!));
}

function geometryOf({ urls, box, boxes }: ObservedArea): string {
  const shapes = boxes
    .filter(({ slot }) => slot !== 'indicator')
    .map(({ box: b, slot }) => `${b.x},${b.y},${b.width},${b.height},${slot}`);
  return JSON.stringify([urls, box, shapes]);
}

function visibleArea(area: ObservedArea, parts: FrameParts): VisibleArea {
  const scope = parts.scopeOf(area);
  const { place, host, incognito, noTrain, confidential } = scope.where;
  return {
    place,
    host,
    incognito,
    noTrain,
    confidential,
    box: area.box,
    boxes: area.boxes
      .filter(({ slot }) => slot !== 'indicator')
      .map((box) => visibleBox(box, scope, parts.context)),
    complete: area.complete,
  };
}

function visibleBox(seen: ObservedBox, scope: Scope, context: Context): VisibleBox {
  const { box, slot, text, facts } = seen;
  const noTrain = text !== undefined && context.noTrain.hitsText(text);
  const field = facts ? { field: facts } : {};
  if (slot === 'media' || slot === 'indicator') return { box, surface: 'media', unchanged: false, noTrain };
  return { box, surface: surfaceOf(slot), ...field, unchanged: isUnchanged(seen, slot, scope), noTrain };
}

function isUnchanged(
  { text }: ObservedBox,
  slot: Exclude<ObservedBox['slot'], 'media' | 'indicator'>,
  scope: Scope,
): boolean {
  if (text === undefined) return slot === 'interface';
  const decision = scope.decide(slot);
  if (decision.text !== 'interface' && decision.text !== 'redacted') return false;
  return scope.means.redactor.redact(text, slot, decision.fidelity) === text;
}

/** @throws {GateFault} `NOT_PERMITTED` without a permit of this gate; {BlankFault} if the buffer is not the frame it says. */
export function blankFrame(permit: FramePermit, frame: Frame): RedactedFrame {
  requireStage('permitted', permit);
  const allowed = permit as FramePermit & { allow: true };
  const regions = quantise(allowed.regions, frame, allowed.scale);
  const covered = Math.round(blank(frame, regions) * 1000);
  const { pixels, width, height } = frame;
  return mint('redacted', { pixels, width, height, regions: regions.length, covered }) as RedactedFrame;
}

/** @throws {GateFault} `NOT_REDACTED` unless the gate blanked the frame. */
export function frameEvent(event: ObservedFrameEvent, frame: RedactedFrame): RedactedEvent {
  requireStage('redacted', frame);
  const { regions, covered } = frame;
  return mint('redacted', { ...event, regions, covered }) as unknown as RedactedEvent;
}
