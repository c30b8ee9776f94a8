// The way from one terminal to the recording that another one runs: a socket in the user's config directory, one line
// of JSON each way. Whoever may read that directory owns the recording; the socket is for nobody else (0600).
//
// There is one recording at a time, because there is one socket: its name is the lock. It says that a recording runs,
// paused or not; nothing about a pause is ever written (promise P5).

import { createHash } from 'node:crypto';
import { chmod, link, rename, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { CliFault } from '../output.ts';
import { type Answered, type Asked, readAsked } from './protocol.ts';

/** Bytes of a socket's path that every system takes (104 on some, with the end mark). */
const PATH_MAX = 100;
/** Bytes of a request; the longest is an id. */
const LINE_MAX = 4_096;
/** A release may upload for a while. */
const ANSWER_MS = 120_000;

export interface ControlDoor {
  close(): Promise<void>;
}

/** Where the running recording listens. @throws {CliFault} `CLI_USE` if the directory's name is too long for a socket. */
export function controlPath(directory: string): string {
  if (process.platform === 'win32') {
    const name = createHash('sha256').update(directory).digest('hex').slice(0, 24);
    return `\\\\.\\pipe\\overt-record-${name}`;
  }
  const path = join(directory, 'record.sock');
  if (Buffer.byteLength(path) <= PATH_MAX) return path;
  throw new CliFault(
    'CLI_USE',
    `the config directory's path is ${Buffer.byteLength(path)} bytes long, expected at most ${PATH_MAX} for the control socket; set OVERT_HOME to a shorter one`,
  );
}

/**
 * Opens the door for the commands of other terminals. What a recording left behind that died is removed.
 *
 * @throws {CliFault} `CLI_BUSY` if another recording runs.
 */
export async function openDoor(
  directory: string,
  answer: (request: Asked) => Promise<object>,
): Promise<ControlDoor> {
  const path = controlPath(directory);
  const server = createServer({ allowHalfOpen: true }, (socket) => serve(socket, answer));
  if (!(await listens(server, path))) {
    await clearStale(path);
    if (!(await listens(server, path))) throw busy();
  }
  if (process.platform !== 'win32') await chmod(path, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve()); // removes the socket's file, too
      }),
  };
}

/**
 * One request to the running recording.
 *
 * @throws {CliFault} `CLI_NOTHING_RUNS`; `CLI_BUSY` while it begins; `CLI_STOPPED` or `CLI_RECORDER_REFUSED` with the
 *   recorder's own words.
 */
export async function askRunning<Request extends Asked>(
  directory: string,
  request: Request,
): Promise<Answered[Request['do']]> {
  const answer = await exchange(controlPath(directory), request);
  if (answer.ok === true) return answer.result as Answered[Request['do']];
  const code =
    answer.code === 'CLI_STOPPED' || answer.code === 'CLI_BUSY' ? answer.code : 'CLI_RECORDER_REFUSED';
  throw new CliFault(code, `${request.do}: ${String(answer.message)}`, { code: answer.code });
}

/** As {@link askRunning}; undefined if nothing runs. */
export async function askIfRunning<Request extends Asked>(
  directory: string,
  request: Request,
): Promise<Answered[Request['do']] | undefined> {
  try {
    return await askRunning(directory, request);
  } catch (error) {
    if (error instanceof CliFault && error.code === 'CLI_NOTHING_RUNS') return undefined;
    throw error;
  }
}

const busy = (): CliFault =>
  new CliFault(
    'CLI_BUSY',
    'record: a recording runs already, and there is one at a time; `overt status` shows it, Ctrl-C in its terminal ends it',
  );

const nothing = (): CliFault =>
  new CliFault(
    'CLI_NOTHING_RUNS',
    'no recording is running on this computer; start one with: overt record --browser --out DIR',
  );

/** False if the name is taken. */
function listens(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error);
    server.once('error', failed);
    // Made unreadable for others from its first moment on, not only after chmod.
    const mask = process.umask(0o177);
    server.listen(path, () => {
      server.off('error', failed);
      resolve(true);
    });
    process.umask(mask);
  });
}

/**
 * Removes a socket behind which nobody listens. It is moved aside before it is looked at again: two recordings that
 * start at once must not remove one another's.
 */
async function clearStale(path: string): Promise<void> {
  if (await isAlive(path)) throw busy();
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  if (await isAlive(aside)) {
    await link(aside, path).catch(() => undefined);
    await rm(aside, { force: true });
    throw busy();
  }
  await rm(aside, { force: true });
}

function isAlive(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function serve(socket: Socket, answer: (request: Asked) => Promise<object>): void {
  socket.on('error', () => undefined); // whoever asked is gone
  readLine(socket)
    .then(async (line) => {
      const request = readAsked(line);
      if (!request)
        return refusal('CLI_USE', 'not a request of this version; both terminals need the same one');
      return { ok: true, result: await answer(request) };
    })
    .catch((error: unknown) => refusal(codeOf(error), error instanceof Error ? error.message : 'unknown'))
    .then((reply) => socket.end(`${JSON.stringify(reply)}\n`));
}

const refusal = (code: string, message: string): object => ({ ok: false, code, message });

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'FAULT';

function exchange(path: string, request: Asked): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path, allowHalfOpen: true });
    socket.setTimeout(ANSWER_MS, () =>
      socket.destroy(
        new CliFault('CLI_TIMEOUT', `${request.do}: the recording did not answer in two minutes`),
      ),
    );
    socket.once('error', (error: NodeJS.ErrnoException) =>
      reject(error instanceof CliFault ? error : ABSENT.has(error.code ?? '') ? nothing() : error),
    );
    socket.once('connect', () => {
      socket.end(`${JSON.stringify(request)}\n`);
      readLine(socket, Number.POSITIVE_INFINITY)
        .then((line) => resolve(JSON.parse(line) as Record<string, unknown>)) // written by `serve`
        // It ended while it answered: then it runs no more.
        .catch(() => reject(nothing()));
    });
  });
}

const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTDIR']);

function readLine(socket: Socket, max = LINE_MAX): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const broken = (): void =>
      reject(new CliFault('CLI_USE', 'control: found no whole line, expected one JSON object'));
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      text += part;
      const end = text.indexOf('\n');
      if (end !== -1) resolve(text.slice(0, end));
      else if (text.length > max) broken();
    });
    socket.once('end', broken);
    socket.once('error', broken);
  });
}
