// Whoever narrows from outside: the managed configuration, and the extension it names.
//
// An extension can only be asked asynchronously, and the decision cannot wait: until it has answered, and whenever it
// fails, the answer is `none`. What it said is remembered for five minutes and asked for again before that is over.

import {
  type CapturePolicyProvider,
  FIDELITIES,
  type Fidelity,
  type Managed,
  managedProvider,
  type PlaceQuestion,
  readManaged,
} from '@overt/policy';
import { VETO_REMEMBER_MS, VETO_TIMEOUT_MS } from '../limits.ts';

interface Answer {
  readonly fidelity: Fidelity;
  readonly at: number;
}

const REMEMBERED = 2_048;

/** Another extension as a provider. `onAnswer` is called when an answer differs from what was said before. */
export class VetoExtension implements CapturePolicyProvider {
  readonly name: string;
  readonly id: string;
  readonly #onAnswer: () => void;
  readonly #answers = new Map<string, Answer>();
  readonly #questions = new Map<string, PlaceQuestion>();
  readonly #asking = new Set<string>();

  constructor(id: string, onAnswer: () => void) {
    this.id = id;
    this.name = 'your organisation’s protection';
    this.#onAnswer = onAnswer;
  }

  ceilingOf(question: PlaceQuestion): Fidelity {
    const key = `${question.place} ${question.category} ${question.host}`;
    if (this.#questions.size >= REMEMBERED) this.#questions.clear();
    this.#questions.set(key, question);
    const known = this.#answers.get(key);
    if (known && Date.now() - known.at < VETO_REMEMBER_MS) return known.fidelity;
    void this.#ask(key, question);
    return 'none';
  }

  /** Asks again for what will be forgotten before the next look. */
  refresh(within_ms: number): void {
    const late = Date.now() - VETO_REMEMBER_MS + within_ms;
    for (const [key, { at }] of this.#answers) {
      const question = this.#questions.get(key);
      if (!question) this.#answers.delete(key);
      else if (at < late) void this.#ask(key, question);
    }
  }

  async #ask(key: string, question: PlaceQuestion): Promise<void> {
    if (this.#asking.has(key)) return;
    this.#asking.add(key);
    const fidelity = await answerOf(this.id, question);
    this.#asking.delete(key);
    if (this.#answers.size >= REMEMBERED) this.#answers.clear();
    const before = this.#answers.get(key)?.fidelity ?? 'none';
    this.#answers.set(key, { fidelity, at: Date.now() });
    if (fidelity !== before) this.#onAnswer();
  }
}

async function answerOf(id: string, { place, category, host }: PlaceQuestion): Promise<Fidelity> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, VETO_TIMEOUT_MS, undefined));
  // An extension that is not there, or throws, did not allow anything.
  const asked = chrome.runtime
    .sendMessage(id, { ask: 'ceiling', place, category, host })
    .catch(() => undefined);
  const answer: unknown = await Promise.race([asked, late]);
  const said = typeof answer === 'object' && answer !== null && 'ceiling' in answer ? answer.ceiling : answer;
  return FIDELITIES.find((fidelity) => fidelity === said) ?? 'none';
}

/** What an administrator fixed, and the providers that follow from it. */
export class ManagedDevice {
  readonly #onChange: () => void;
  #veto: VetoExtension | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** @throws {PolicyFault} `MANAGED_SHAPE`: nothing may be captured. */
  async read(): Promise<Managed> {
    return readManaged(await chrome.storage.managed.get(null).catch(() => ({}))); // a browser without management
  }

  async providers(): Promise<readonly CapturePolicyProvider[]> {
    const managed = await this.read();
    const { vetoExtension: id } = managed;
    if (this.#veto?.id !== id)
      this.#veto = id === undefined ? undefined : new VetoExtension(id, this.#onChange);
    const narrows = managed.maxFidelity !== undefined || managed.rules.length > 0;
    return [...(narrows ? [managedProvider(managed)] : []), ...(this.#veto ? [this.#veto] : [])];
  }

  refresh(within_ms: number): void {
    this.#veto?.refresh(within_ms);
  }
}
