// What bounds a recording on this computer besides its policy: the settings of whoever sits at it, and the
// configuration of whoever manages it. Both only narrow.

import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Managed,
  NO_PERSONAL,
  type Personal,
  PolicyFault,
  readManaged,
  readPersonal,
} from '@overt/policy';

/** A configuration and the file it came from. */
export interface ManagedFile {
  readonly path: string;
  readonly managed: Managed;
}

const PERSONAL_FILE = 'personal.json';

export const personalPath = (directory: string): string => join(directory, PERSONAL_FILE);

/** The participant's settings in the config directory; none if there is no file. @throws {PolicyFault} `PERSONAL_SHAPE` */
export async function personalIn(directory: string): Promise<Personal> {
  const value = await readJson(
    personalPath(directory),
    (message) => new PolicyFault('PERSONAL_SHAPE', message, {}),
  );
  return value === undefined ? NO_PERSONAL : named(personalPath(directory), () => readPersonal(value));
}

/** Keeps settings that were changed during a recording; the file is left alone if nothing was. */
export async function keepPersonal(directory: string, personal: Personal): Promise<void> {
  const isSame = JSON.stringify(await personalIn(directory)) === JSON.stringify(personal);
  if (isSame) return;
  const path = personalPath(directory);
  await writeFile(`${path}.new`, `${JSON.stringify(personal, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** Where a system keeps the configuration of its administrator. */
export function systemManagedPath(platform: NodeJS.Platform = process.platform): string {
  if (platform === 'win32')
    return join(process.env.ProgramData ?? 'C:\\ProgramData', 'Overt', 'managed.json');
  return platform === 'darwin'
    ? '/Library/Application Support/Overt/managed.json'
    : '/etc/overt/managed.json';
}

/**
 * Every configuration in force here: the system's, and one that `OVERT_MANAGED` names beside it. The variable adds a
 * file and replaces none, so that nobody sets it to get rid of the system's.
 *
 * @throws {PolicyFault} `MANAGED_SHAPE`: what is not understood must not be skipped; nothing is captured.
 */
export async function managedHere(): Promise<readonly ManagedFile[]> {
  const paths = [systemManagedPath(), ...(process.env.OVERT_MANAGED ? [process.env.OVERT_MANAGED] : [])];
  const files: ManagedFile[] = [];
  for (const path of paths) {
    const value = await readJson(path, (message) => new PolicyFault('MANAGED_SHAPE', message, {}));
    if (value !== undefined) files.push({ path, managed: named(path, () => readManaged(value)) });
  }
  return files;
}

/** The fault with the file it is about. */
function named<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof PolicyFault)) throw cause;
    throw new PolicyFault(cause.code, `${path}: ${cause.message}`, cause.detail, { cause });
  }
}

/** Undefined if there is no such file. One that cannot be read is a fault: nobody knows what it would forbid. */
async function readJson(path: string, fault: (message: string) => PolicyFault): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw fault(
      `${path}: it is there and cannot be read (${String(code)}); nothing is captured until it can`,
    );
  }
  try {
    const value: unknown = JSON.parse(text);
    // An empty document is no configuration: it may be one that was torn while it was written.
    if (value !== null) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw fault(`${path}: found no JSON object, expected one; nothing is captured until it is mended`);
}
