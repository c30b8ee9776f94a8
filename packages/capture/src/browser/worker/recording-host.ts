// What commands and listeners see of the worker.

import type { Primitives } from '@overt/events';
import type { ControlResults } from '../control.ts';
import type { Account } from './account.ts';
import type { Counting } from './counting.ts';
import type { DeviceWatch } from './device-watch.ts';
import type { Exemptions } from './exempt.ts';
import type { Hold } from './hold.ts';
import type { IntentMemory } from './intent.ts';
import type { Session } from './session.ts';
import type { Standing } from './standing.ts';
import type { Vault } from './vault.ts';
import type { ManagedDevice } from './veto.ts';

/** Parts that live as long as the worker. */
export interface Rooms {
  readonly vault: Vault;
  readonly primitives: Primitives;
  readonly account: Account;
  readonly hold: Hold;
  readonly counting: Counting;
  readonly exemptions: Exemptions;
  readonly managed: ManagedDevice;
  readonly standing: Standing;
}

/** What must survive besides the recording. */
export interface Settings {
  /** Minutes in which the participant was there while it recorded. */
  readonly presence: number;
}

export interface RecordingHost {
  readonly intent: IntentMemory;
  readonly watch: DeviceWatch;
  rooms(): Promise<Rooms>;
  session(): Promise<Session | undefined>;
  settings(): Promise<Settings>;
  enqueue<T>(run: () => Promise<T>): Promise<T>;
  /** By the participant's word alone. */
  begin(): Promise<string>;
  stop(): Promise<string>;
  pause(minutes: number | undefined): Promise<string>;
  forget(minutes: number): Promise<ControlResults['forget']>;
  withdraw(erase: boolean): Promise<void>;
  /** Ends or goes on, if something changed that says so. */
  reconsider(): Promise<void>;
  /** A tab came to the front: it is looked at as if it had just come to rest. */
  look(tabId: number): void;
}
