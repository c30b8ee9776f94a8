// What was seen and what of it was kept, by place and kind; never by content, and never while capture is stopped.

import type { CaptureClass, Decision, Fidelity, RuleId, Surface } from '@overt/policy';
import { classOfKind, isAlwaysWithheld } from '@overt/policy';
import type { Kept } from './kept.ts';
import type { ObservedEvent } from './observation.ts';

/** One kind of observation at one place: how often it was seen and kept since the last look. */
export interface Counted {
  /** Catalogue id, or `unknown`. */
  readonly place: string;
  readonly kind: CaptureClass;
  /** The fidelity at which it is kept. */
  readonly needs: Exclude<Fidelity, 'none'>;
  readonly seen: number;
  readonly kept: number;
}

/** How often something was withheld beside what was kept, of the kinds that make a piece worth a look. */
export interface Withholding {
  readonly confidential: number;
  readonly customer: number;
  readonly secret: number;
  readonly people: number;
}

export interface Counts {
  readonly rows: readonly Counted[];
  readonly near: Withholding;
}

const NOTHING: Withholding = { confidential: 0, customer: 0, secret: 0, people: 0 };

const NEAR: Partial<Readonly<Record<RuleId, keyof Withholding>>> = {
  confidential: 'confidential',
  'no-train': 'customer',
  'secret-field': 'secret',
  bystander: 'people',
};

export class Tally {
  readonly #rows = new Map<string, Counted>();
  #near = NOTHING;

  /** @param kept what became of it; undefined if nothing did. */
  event(event: ObservedEvent, place: string, kept: Kept | undefined): void {
    this.#add(place, classOfKind[event.kind], needsOf(event), kept !== undefined);
    if (kept && ('source' in kept || ('target' in kept && kept.target?.bound)))
      this.#add(place, 'bindings', 'workflow', true);
    if (kept?.kind === 'text' && kept.target.field === 'secret')
      this.#near = { ...this.#near, secret: this.#near.secret + 1 };
  }

  text(place: string, surface: Surface, decision: Decision): void {
    this.near(decision);
    if (surface === 'secret') return;
    if (surface === 'interface')
      this.#add(
        place,
        'interface-text',
        'workflow',
        decision.text === 'interface' || decision.text === 'redacted',
      );
    else {
      if (!isAlwaysWithheld(surface))
        this.#add(place, 'redacted-text', 'content', decision.text === 'redacted');
      if (decision.text === 'placeholder') this.#add(place, 'placeholders', 'workflow', true);
    }
  }

  frame(place: string, isKept: boolean): void {
    this.#add(place, 'frames', 'workflow', isKept);
  }

  /** Notes that a decision withheld something of a kind that is worth a look. */
  near({ rule }: Decision): void {
    const kind = NEAR[rule];
    if (kind) this.#near = { ...this.#near, [kind]: this.#near[kind] + 1 };
  }

  /** The counts so far, which are then forgotten here. */
  take(): Counts {
    const counts = { rows: [...this.#rows.values()], near: this.#near };
    this.#rows.clear();
    this.#near = NOTHING;
    return counts;
  }

  #add(place: string, kind: CaptureClass, needs: Counted['needs'], isKept: boolean): void {
    const key = `${place} ${kind} ${needs}`;
    const { seen, kept } = this.#rows.get(key) ?? { seen: 0, kept: 0 };
    this.#rows.set(key, { place, kind, needs, seen: seen + 1, kept: kept + (isKept ? 1 : 0) });
  }
}

/** Letters and edits are counted letters, and a count is a length: they are kept where text is. */
function needsOf(event: ObservedEvent): Counted['needs'] {
  if (event.kind === 'key') return event.key.length === 1 ? 'workflow' : 'structure';
  return event.kind === 'text' && event.op !== 'commit' ? 'workflow' : 'structure';
}
