// Settings of the server: flags over environment over defaults. Nothing else in the server reads either.

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Cosigner } from '@overt/governance';
import { type DsseEnvelope, LedgerFault, parseVkey } from '@overt/ledger';
import { COSIGNERS, type Policy } from '@overt/policy';
import type { Clock } from '@overt/store';
import { ServerFault } from './fault.ts';

export interface ServerConfig {
  /** Everything the server stores but the root key. */
  readonly dataDir: string;
  /** The root key; default in the user's config directory, outside `dataDir`. */
  readonly keyFile?: string;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Where people reach it, if that differs from host and port: behind a proxy with TLS. */
  readonly publicUrl?: string;
  /** The built participant page. */
  readonly portalDir: string;
  /** Signed policies are made from this JSON file; default: the built-in policy for a first installation. */
  readonly policyFile?: string;
  /** A policy to put in force, instead of a file; with its co-signatures, if the law of its places asks for them. */
  readonly policy?: Policy | DsseEnvelope;
  /** Jurisdiction packs that administrators signed, taken in at the start. */
  readonly packs?: readonly DsseEnvelope[];
  readonly log: 'silent' | 'error' | 'warn' | 'info';
  /** Where the log goes; default: standard output. */
  readonly logFile?: string;
  /** Others whose signature a mandate or a policy may need, by role: a works council, a privacy officer. */
  readonly cosigners?: readonly Cosigner[];
  /** Vkeys of those who may put jurisdiction packs into force; default: the server's own key, so whoever runs it. */
  readonly administrators?: readonly string[];
  readonly clock?: Clock;
}

const DEFAULT_PORT = 8377;
const HELP = `overt server
  --data DIR      data directory            (OVERT_DATA, default ~/.local/share/overt)
  --key FILE      root key                  (OVERT_KEY_FILE, default in ~/.config/overt/keys)
  --host HOST     address to listen on      (OVERT_HOST, default 127.0.0.1)
  --port PORT     0 for a free one          (OVERT_PORT, default ${DEFAULT_PORT})
  --url URL       where people reach it     (OVERT_URL)
  --policy FILE   policy to put in force    (OVERT_POLICY)
  --cosigner ROLE=KEY  works-council or privacy-officer, and its vkey; repeat  (OVERT_COSIGNERS, comma-separated)
  --administrator KEY  vkey that may sign jurisdiction packs; repeat           (OVERT_ADMINISTRATORS)
  --log LEVEL     silent, error, warn, info (OVERT_LOG, default warn)

Example:
  $ overt up --port 0
`;

const LEVELS = ['silent', 'error', 'warn', 'info'] as const;
const text = { type: 'string' } as const;
const OPTIONS = {
  data: text,
  key: text,
  host: text,
  port: text,
  url: text,
  policy: text,
  log: text,
  cosigner: { type: 'string', multiple: true },
  administrator: { type: 'string', multiple: true },
  help: { type: 'boolean' },
} as const;

/** @returns the help text if that is what was asked for. @throws {ServerFault} `CONFIG_INVALID` */
export function readConfig(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ServerConfig | string {
  const given = parse(argv);
  if (given.help) return HELP;
  const keyFile = given.key ?? env.OVERT_KEY_FILE;
  const publicUrl = given.url ?? env.OVERT_URL;
  const policyFile = given.policy ?? env.OVERT_POLICY;
  const cosigners = given.cosigner ?? listed(env.OVERT_COSIGNERS);
  const administrators = given.administrator ?? listed(env.OVERT_ADMINISTRATORS);
  return {
    ...defaultConfig(given.data ?? dataDirOf(env)),
    ...(keyFile ? { keyFile } : {}),
    ...(publicUrl ? { publicUrl: originOf(publicUrl) } : {}),
    ...(policyFile ? { policyFile: resolve(policyFile) } : {}),
    ...(cosigners.length > 0 ? { cosigners: cosigners.map(cosignerOf) } : {}),
    ...(administrators.length > 0 ? { administrators: administrators.map(vkeyOf) } : {}),
    host: given.host ?? env.OVERT_HOST ?? '127.0.0.1',
    port: portOf(given.port ?? env.OVERT_PORT ?? String(DEFAULT_PORT)),
    log: levelOf(given.log ?? env.OVERT_LOG ?? 'warn'),
  };
}

/** Where `npm start` keeps its data, unless it is told otherwise; administration looks there, too. */
export function dataDirOf(env: Readonly<Record<string, string | undefined>>): string {
  return env.OVERT_DATA ?? join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'overt');
}

/** A server on any free loopback port, quiet: what tests and the demo start from. */
export function defaultConfig(dataDir: string): ServerConfig {
  return {
    dataDir: resolve(dataDir),
    host: '127.0.0.1',
    port: 0,
    portalDir: fileURLToPath(new URL('../../portal/dist', import.meta.url)),
    log: 'warn',
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true }).values;
  } catch (cause) {
    throw new ServerFault(
      'CONFIG_INVALID',
      `server: an option is not known or lacks its value; see --help`,
      {},
      { cause },
    );
  }
}

const listed = (text: string | undefined): string[] => (text ? text.split(',') : []);

function cosignerOf(given: string): Cosigner {
  const at = given.indexOf('=');
  const role = COSIGNERS.find((one) => one === given.slice(0, at));
  if (role) return { role, vkey: vkeyOf(given.slice(at + 1)) };
  throw new ServerFault(
    'CONFIG_INVALID',
    `server: a co-signer is ROLE=KEY, where ROLE is one of ${COSIGNERS.join(', ')}`,
    {},
  );
}

function vkeyOf(given: string): string {
  try {
    parseVkey(given);
    return given;
  } catch (cause) {
    if (!(cause instanceof LedgerFault)) throw cause;
    throw new ServerFault(
      'CONFIG_INVALID',
      'server: a key of a co-signer or administrator is no vkey',
      {},
      { cause },
    );
  }
}

function portOf(given: string): number {
  const port = Number(given);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new ServerFault('CONFIG_INVALID', `server: port "${given}" is not a number from 0 to 65535`, {});
}

function levelOf(given: string): ServerConfig['log'] {
  const level = LEVELS.find((one) => one === given);
  if (level) return level;
  throw new ServerFault(
    'CONFIG_INVALID',
    `server: log level "${given}" is not one of ${LEVELS.join(', ')}`,
    {},
  );
}

function originOf(given: string): string {
  if (!URL.canParse(given)) throw new ServerFault('CONFIG_INVALID', `server: "${given}" is not a URL`, {});
  return new URL(given).origin;
}
