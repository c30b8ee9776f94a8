// What commands and listeners see of the worker.

import type { Primitives } from '@overt/events';
import type { Account } from './account.ts';
import type { Hold } from './hold.ts';
import type { Session } from './session.ts';
import type { Vault } from './vault.ts';

/** Parts that live as long as the worker. */
export interface Rooms {
  readonly vault: Vault;
  readonly primitives: Primitives;
  readonly account: Account;
  readonly hold: Hold;
}

/** What must survive besides the recording. */
export interface Settings {
  readonly paused: boolean;
  /** Minutes in which the participant was there while it recorded. */
  readonly presence: number;
}

export interface RecordingHost {
  rooms(): Promise<Rooms>;
  session(): Promise<Session | undefined>;
  settings(): Promise<Settings>;
  enqueue<T>(run: () => Promise<T>): Promise<T>;
  begin(): Promise<string>;
  end(paused: boolean): Promise<string>;
  withdraw(erase: boolean): Promise<void>;
  /** A tab came to the front: it is looked at as if it had just come to rest. */
  look(tabId: number): void;
}
