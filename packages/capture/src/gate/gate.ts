// The gate: the one way from what was observed to what may be kept (P2).
//
// Everything here is synchronous and restorable. Without a valid receipt, a fresh policy and a visible indicator nothing
// passes, whatever is asked (P1, P4); what does not pass is counted, never described.

import {
  type Catalogue,
  type Context,
  createCatalogue,
  createContext,
  type Moment,
  minuteOfWeek,
  type Place,
  type StopReason,
  type SurfaceRule,
  stopOf,
  UNKNOWN_PLACE,
} from '@overt/policy';
import type { Frame } from '@overt/redact/frame';
import type { FramePermit, Gate, GateOptions, GateTerms, RedactedEvent, RedactedFrame } from './api.ts';
import { Bindings } from './bindings.ts';
import { keepEvent, keepTask } from './events.ts';
import { blankFrame, frameEvent, permitFrame } from './frames.ts';
import type { Kept } from './kept.ts';
import { KEY_BUCKET_US } from './limits.ts';
import { MarkedPages } from './marks.ts';
import { mint } from './mint.ts';
import { namesCustomer, urlsOfNode } from './no-train.ts';
import type { Observation, ObservedArea, ObservedFrame, ObservedFrameEvent } from './observation.ts';
import { keepNodes } from './outlines.ts';
import { type Means, Scope } from './scope.ts';
import { type Counts, Tally } from './tally.ts';
import { type Where, whereOf } from './where.ts';
import { Withheld } from './withheld.ts';

/** Events of the recording itself: a task the participant declares happens nowhere. */
const OWN_PLACE: Place = {
  id: 'overt',
  name: 'Overt',
  category: 'own',
  fidelity: 'content',
  evidence: 'verified',
  known: true,
  surfaces: [],
};

interface SavedGate {
  readonly version: 2;
  readonly bindings: unknown;
  readonly withheld: unknown;
  readonly pages: unknown;
  readonly lastT: number;
}

/** @see docs/spec/policy.md#6-the-gate */
export function createGate(options: GateOptions): Gate {
  return new OneGate(options);
}

class OneGate implements Gate {
  readonly #options: GateOptions;
  readonly #means: Means;
  readonly #pages: MarkedPages;
  #terms: GateTerms;
  #catalogue: Catalogue;
  #context: Context;
  #lastT: number;
  /** Place of the frame that was last decided. */
  #framePlace = UNKNOWN_PLACE.id;

  constructor(options: GateOptions) {
    const state = options.state as SavedGate | undefined;
    const saved = state?.version === 2 ? state : undefined;
    const { redactor } = options;
    this.#options = options;
    this.#means = {
      redactor,
      bindings: new Bindings(redactor, saved?.bindings),
      withheld: new Withheld(saved?.withheld),
      tally: new Tally(),
    };
    this.#pages = new MarkedPages(redactor, saved?.pages);
    this.#lastT = saved?.lastT ?? 0;
    this.#terms = {
      ...options,
      policyConfirmedAt: options.policyConfirmedAt ?? options.clock.now().getTime(),
    };
    this.#catalogue = this.#openCatalogue();
    this.#context = this.#compile();
  }

  get withheld() {
    return this.#means.withheld.counts;
  }

  surfacesAt(url: string): readonly SurfaceRule[] {
    const { surfaces, evidence } = this.#catalogue.placeOf({ url });
    return surfaces.filter(({ surface }) => surface !== 'interface' || evidence === 'verified');
  }

  isOpen(): boolean {
    return this.stop() === undefined;
  }

  stop(): StopReason | undefined {
    return stopOf(this.#context, this.#moment())?.reason as StopReason | undefined;
  }

  takeCounts(): Counts {
    return this.#means.tally.take();
  }

  renew(change: Partial<GateTerms>): void {
    this.#terms = { ...this.#terms, ...change };
    if (change.policy) this.#catalogue = this.#openCatalogue();
    this.#context = this.#compile();
  }

  state(): SavedGate {
    const { bindings, withheld } = this.#means;
    return {
      version: 2,
      bindings: bindings.state(),
      withheld: withheld.state(),
      pages: this.#pages.state(),
      lastT: this.#lastT,
    };
  }

  admit(observation: Observation): RedactedEvent[] {
    const moment = this.#moment();
    const scope = this.#permit(observation, moment);
    if (!scope) return [];
    const kept = this.#redact(observation, scope, moment);
    this.#means.tally.event(observation.event, scope.where.place.id, kept);
    return kept ? [...this.flush(kept.t), this.#pass(kept)] : [];
  }

  permitFrame(frame: ObservedFrame): FramePermit {
    const moment = this.#moment();
    for (const area of [...frame.before, ...frame.after]) this.#pages.learnArea(area, this.#context);
    const scopeOf = ({ urls, incognito }: ObservedArea): Scope =>
      this.#scope(this.#where(urls, incognito, moment), moment);
    const permit = permitFrame(frame, { context: this.#context, moment, scopeOf });
    const top = frame.before[0];
    this.#framePlace = top ? scopeOf(top).where.place.id : UNKNOWN_PLACE.id;
    if (permit.allow) return permit;
    this.#means.withheld.dropped(permit.reason, this.#lastT);
    if (!stopOf(this.#context, moment)) this.#means.tally.frame(this.#framePlace, false);
    return permit;
  }

  blankFrame(permit: FramePermit, frame: Frame): RedactedFrame {
    return blankFrame(permit, frame);
  }

  admitFrame(event: ObservedFrameEvent, frame: RedactedFrame): RedactedEvent[] {
    const stop = stopOf(this.#context, this.#moment());
    if (stop) {
      this.#means.withheld.dropped(stop.reason === 'permitted' ? 'fault' : stop.reason, event.t);
      return [];
    }
    const described = frameEvent(event, frame);
    this.#means.tally.frame(this.#framePlace, true);
    const gaps = this.flush(event.t);
    this.#lastT = Math.max(this.#lastT, event.t);
    return [...gaps, described];
  }

  noteGap(reason: 'frame-quota' | 'overload' | 'fault', t: number, count = 1): void {
    this.#means.withheld.dropped(reason, t, count);
  }

  flush(t: number): RedactedEvent[] {
    if (!this.isOpen()) return [];
    return this.#means.withheld.gaps(t).map((gap) => this.#pass({ ...gap, t: Math.max(gap.t, this.#lastT) }));
  }

  /** Decides the observation as a whole; undefined if it is dropped. */
  #permit(observation: Observation, moment: Moment): Scope | undefined {
    const { event, facts } = observation;
    this.#pages.learn(observation, this.#context);
    const where =
      event.kind === 'task' ? ownWhere(facts.incognito) : this.#where(facts.urls, facts.incognito, moment);
    const noTrain = where.noTrain || namesCustomer(observation, this.#context);
    const scope = this.#scope({ ...where, noTrain }, moment);
    const decision = scope.decide('interface');
    if (decision.fidelity !== 'none') return mint('permitted', scope);
    if (decision.reason !== 'permitted') this.#means.withheld.dropped(decision.reason, event.t);
    if (!stopOf(this.#context, moment)) {
      this.#means.tally.near(decision);
      this.#means.tally.event(event, where.place.id, undefined);
    }
    return undefined;
  }

  #redact({ event, facts }: Observation, scope: Scope, moment: Moment): Kept | undefined {
    if (event.kind === 'task') return keepTask(event, facts, this.#context.policy.tasks, scope);
    if (event.kind !== 'outline') return keepEvent(event, facts, scope);
    const scopes = new Map<string, Scope>([[facts.urls.join(' '), scope]]);
    const nodes = keepNodes({
      nodes: event.nodes,
      tab: event.tab,
      hitsNoTrain: (text) => this.#context.noTrain.hitsText(text),
      scopeOf: (node) => {
        const urls = urlsOfNode(node, facts.urls);
        const key = urls.join(' ');
        const known = scopes.get(key) ?? this.#scope(this.#where(urls, facts.incognito, moment), moment);
        scopes.set(key, known);
        return known;
      },
    });
    return { ...event, place: scope.where.place.id, nodes };
  }

  #pass(event: Kept): RedactedEvent {
    const t = this.#timeOf(event);
    this.#lastT = Math.max(this.#lastT, t);
    return mint('redacted', { ...event, t }) as unknown as RedactedEvent;
  }

  /** Keys and edits are timed to 50 ms; never before an event already passed, never after their own time. */
  #timeOf(event: Kept): number {
    const isKeystroke = event.kind === 'key' || (event.kind === 'text' && event.op !== 'commit');
    if (!isKeystroke) return event.t;
    const bucket = Math.floor(event.t / KEY_BUCKET_US) * KEY_BUCKET_US;
    return bucket > this.#lastT ? bucket : Math.max(Math.min(event.t, this.#lastT + 1), 0);
  }

  #moment(): Moment {
    const now = this.#options.clock.now();
    return {
      now_ms: now.getTime(),
      minuteOfWeek: minuteOfWeek(now.getTime(), -now.getTimezoneOffset()),
      indicatorVisible: this.#options.isIndicatorVisible(),
      device: this.#options.device(),
    };
  }

  #where(urls: readonly string[], incognito: boolean, moment: Moment): Where {
    return whereOf(urls, incognito, {
      catalogue: this.#catalogue,
      context: this.#context,
      moment,
      marks: this.#pages,
    });
  }

  #scope(where: Where, moment: Moment): Scope {
    return new Scope(where, this.#means, this.#context, moment);
  }

  #openCatalogue(): Catalogue {
    return this.#options.catalogue ?? createCatalogue({ policy: this.#terms.policy });
  }

  #compile(): Context {
    return createContext({ ...this.#terms, confirmedAt_ms: this.#terms.policyConfirmedAt ?? 0 });
  }
}

function ownWhere(incognito: boolean): Where {
  return { place: OWN_PLACE, host: '', incognito, noTrain: false, confidential: false };
}
