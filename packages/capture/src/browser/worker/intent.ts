// What the participant wants, and why it is not happening: in memory only.
//
// Kept in the browser's session storage, which is never written to disk: no stored byte tells a pause from a stop, a lock or
// an end by itself (P5, docs/decisions/0005). A browser that is restarted has forgotten it and records nothing.

/**
 * - `off`: not wanted.
 * - `on`: recording, or something in the way that is over by itself.
 * - `paused`: by the participant; without `until` until she takes it back.
 */
export type Intent =
  | { readonly wants: 'off' }
  /** `policy`: hash of the policy it was switched on under. Another policy is no reason to go on by itself. */
  | { readonly wants: 'on'; readonly policy: string }
  | { readonly wants: 'paused'; readonly policy: string; readonly until?: number };

const INTENT = 'intent';

export class IntentMemory {
  #intent: Intent | undefined;

  async read(): Promise<Intent> {
    this.#intent ??= ((await chrome.storage.session.get(INTENT))[INTENT] as Intent | undefined) ?? {
      wants: 'off',
    };
    return this.#intent;
  }

  async write(intent: Intent): Promise<void> {
    this.#intent = intent;
    await chrome.storage.session.set({ [INTENT]: intent });
  }
}

/** True if a recording may begin by itself: it is wanted, and no pause of the participant's own stands in the way. */
export function wantsToRecord(intent: Intent, now_ms: number): boolean {
  if (intent.wants === 'on') return true;
  return intent.wants === 'paused' && intent.until !== undefined && now_ms >= intent.until;
}
