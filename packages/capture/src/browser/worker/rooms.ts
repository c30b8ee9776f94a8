// Opens the parts that live as long as the worker.

import type { Primitives } from '@overt/events';
import { Account } from './account.ts';
import { Counting } from './counting.ts';
import { Exemptions } from './exempt.ts';
import { Hold } from './hold.ts';
import type { Rooms } from './recording-host.ts';
import { Standing } from './standing.ts';
import { Vault } from './vault.ts';
import { ManagedDevice } from './veto.ts';

/** @param onChange called when what narrows from outside has said something else. */
export async function openRooms(primitives: Primitives, onChange: () => void): Promise<Rooms> {
  const vault = await Vault.open();
  const managed = new ManagedDevice(onChange);
  const account = new Account(vault, primitives, () => managed.read());
  const counting = await Counting.open(vault);
  const exemptions = new Exemptions(vault, account, primitives);
  const standing = await Standing.open({ vault, account, exemptions, managed, counting });
  const hold = new Hold(vault, account, primitives);
  return { vault, primitives, account, hold, counting, exemptions, managed, standing };
}
