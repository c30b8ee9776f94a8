// Administration from the command line, whether the server runs or not: through its door if it does, with the store
// opened here if it does not. Nothing that is decided differs.

import { Fault } from '@overt/events';
import { openEmbedded } from '@overt/store/embedded';
import { defaultConfig, type ServerConfig } from '../config.ts';
import { ServerFault } from '../fault.ts';
import { isServed, urlIn } from '../one-server.ts';
import { closeAll, type Ending, openParts } from '../parts.ts';
import { type AdminCommand, runCommand } from './commands.ts';
import { proveAdministrator } from './proof.ts';

/** The data directory to administer, and who may sign there if no server is running to say so. */
export type AdminConfig = Pick<ServerConfig, 'dataDir' | 'keyFile' | 'cosigners' | 'administrators'>;

/** A command that the rules refuse, with the code that says why. */
export class AdminFault extends Fault<string, object> {
  override readonly name = 'AdminFault';
}

/**
 * Does what `command` says on the server of `dataDir`.
 *
 * @throws {AdminFault} from a running server, {GovernanceFault}, {PolicyFault} otherwise, with the same codes;
 *   {ServerFault} `SERVER_STARTING` if one holds the directory but does not answer yet; {StoreFault}.
 */
export async function administer(config: AdminConfig, command: AdminCommand): Promise<object> {
  if (await isServed(config.dataDir)) return askServer(config, command);
  const endings: Ending[] = [];
  try {
    const parts = await openParts({ ...defaultConfig(config.dataDir), ...config }, endings, () => undefined);
    return await runCommand(parts, command);
  } finally {
    await closeAll(endings);
  }
}

async function askServer({ dataDir, keyFile }: AdminConfig, command: AdminCommand): Promise<object> {
  const url = await urlIn(dataDir);
  if (url === undefined)
    throw new ServerFault('SERVER_STARTING', 'server: it is starting or stopping; try again in a moment', {});
  const text = JSON.stringify(command);
  // Adopts the running database for a moment: the root key opens nowhere else.
  const store = await openEmbedded({ dir: dataDir, ...(keyFile ? { keyFile } : {}) });
  try {
    const proof = await proveAdministrator(store.rootKey, text, new Date());
    const response = await fetch(new URL('/v1/admin', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ command: text, proof }),
    });
    const answer = (await response.json()) as { code?: string; message?: string; detail?: object };
    if (response.ok) return answer;
    throw new AdminFault(
      answer.code ?? 'ADMIN_REFUSED',
      answer.message ?? 'administration: the server refused',
      answer.detail ?? {},
    );
  } finally {
    await store.close();
  }
}
