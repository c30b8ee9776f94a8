// Keys, tokens and passwords: by prefix and length where the issuer fixed one, by the word in front where nobody did.

import { isDigit, isWord } from '../classes.ts';
import type { Hit } from './hit.ts';

interface Prefix {
  readonly prefix: string;
  readonly kind: string;
  /** Units after the prefix. */
  readonly min: number;
  /** Further units allowed besides letters and digits. */
  readonly extra: string;
}

const rule = (kind: string, min: number, prefixes: string, extra = ''): Prefix[] =>
  prefixes.split(' ').map((prefix) => ({ prefix, kind, min, extra }));

/** Formats as their issuers document them; a shorter body is no key. */
const PREFIXES: readonly Prefix[] = [
  ...rule('aws', 16, 'AKIA ASIA ABIA ACCA AROA AIDA'),
  ...rule('github', 36, 'ghp_ gho_ ghu_ ghs_ ghr_', '_'),
  ...rule('github', 22, 'github_pat_', '_'),
  ...rule('gitlab', 20, 'glpat- gldt- glrt- glptt-', '_-'),
  ...rule('slack', 10, 'xoxa- xoxb- xoxp- xoxr- xoxs- xoxe- xoxe. xapp-', '-.'),
  ...rule('stripe', 16, 'sk_live_ sk_test_ rk_live_ rk_test_ pk_live_ whsec_'),
  ...rule('openai', 20, 'sk-', '_-'),
  ...rule('google', 35, 'AIza', '_-'),
  ...rule('google', 20, 'ya29. GOCSPX-', '_-'),
  ...rule('npm', 36, 'npm_'),
  ...rule('pypi', 50, 'pypi-', '_-'),
  ...rule('sendgrid', 40, 'SG.', '_-.'),
  ...rule('twilio', 32, 'SK AC'),
  ...rule('shopify', 32, 'shpat_ shpss_ shpca_ shppa_'),
  ...rule('digitalocean', 64, 'dop_v1_ doo_v1_ dor_v1_'),
  ...rule('huggingface', 30, 'hf_'),
  ...rule('databricks', 32, 'dapi'),
  ...rule('vault', 20, 'hvs. hvb.', '_-'),
  ...rule('atlassian', 20, 'ATATT3', '_-='),
  ...rule('linear', 32, 'lin_api_'),
  ...rule('postman', 24, 'PMAK-', '-'),
  ...rule('docker', 20, 'dckr_pat_', '_-'),
];

const BY_FIRST: (Prefix[] | undefined)[] = Array.from({ length: 128 }, () => undefined);
for (const prefix of PREFIXES) {
  const first = prefix.prefix.charCodeAt(0);
  BY_FIRST[first] = [...(BY_FIRST[first] ?? []), prefix];
}

/** Units of a body that are read: the longest issued keys have about 300. */
const BODY_MAX = 512;
/** Units of the payload of a token, which carries claims. */
const PAYLOAD_MAX = 8_192;

/** A key with an issuer's prefix at the start of a word. */
export function prefixedSecretAt(text: string, start: number): Hit | undefined {
  const code = text.charCodeAt(start);
  if (code === 101) return jwtAt(text, start);
  const candidates = BY_FIRST[code];
  if (!candidates) return undefined;
  for (const { prefix, kind, min, extra } of candidates) {
    if (!text.startsWith(prefix, start)) continue;
    const from = start + prefix.length;
    const end = bodyEnd(text, from, extra);
    if (end - from < min || !isRandom(text, from, end, kind)) continue;
    return { start, end, type: 'SECRET', evidence: `prefix:${kind}` };
  }
  return undefined;
}

function bodyEnd(text: string, from: number, extra: string, most = BODY_MAX): number {
  const limit = Math.min(text.length, from + most);
  let end = from;
  while (end < limit && isBody(text.charCodeAt(end), text[end]!, extra)) end++;
  return end;
}

function isBody(code: number, char: string, extra: string): boolean {
  return (code < 128 && isWord(code)) || extra.includes(char);
}

/** `sk-` and two-letter prefixes also begin ordinary words: their bodies must look random. */
function isRandom(text: string, from: number, end: number, kind: string): boolean {
  if (kind !== 'openai' && kind !== 'twilio' && kind !== 'databricks') return true;
  for (let at = from; at < end; at++) if (isDigit(text.charCodeAt(at))) return true;
  return false;
}

/** Three base64url parts, the first beginning `{"` (RFC 7519). */
function jwtAt(text: string, start: number): Hit | undefined {
  if (!text.startsWith('eyJ', start)) return undefined;
  const header = bodyEnd(text, start, '_-');
  if (header - start < 12 || text[header] !== '.') return undefined;
  const payload = bodyEnd(text, header + 1, '_-', PAYLOAD_MAX);
  if (payload - header < 8) return undefined;
  const end = text[payload] === '.' ? bodyEnd(text, payload + 1, '_-') : payload;
  return { start, end, type: 'SECRET', evidence: 'prefix:jwt' };
}

const PEM_BEGIN = '-----BEGIN ';
/** RFC 7468 says a PEM block ends; one that does not is a secret to the end of the text. */
const PEM_MAX = 65_536;

/** A PEM private key whose dashes begin at `start`. */
export function pemAt(text: string, start: number): Hit | undefined {
  if (!text.startsWith(PEM_BEGIN, start)) return undefined;
  const label = text.slice(start, start + 64);
  if (!label.includes('PRIVATE KEY') && !label.includes('PGP MESSAGE')) return undefined;
  const window = text.slice(start, start + PEM_MAX);
  const close = window.indexOf('-----END ');
  const tail = close === -1 ? -1 : window.indexOf('-----', close + 9);
  const end = tail === -1 ? start + window.length : start + tail + 5;
  return { start, end, type: 'SECRET', evidence: 'prefix:pem' };
}

const SEPARATOR = /^["']? {0,2}(?:[:=]|:=|=>|is|ist|lautet|est|was|war)(?: {1,2}|(?<=[:=>]))["']?/i;
const VALUE_MAX = 256;
const VALUE_END = /[\s"'<>,;]/;

/** The value after a cue word: `password: …`, `PIN = …`, `Passwort ist …`, `api_key=…`, `Bearer …`. */
export function cuedSecretAt(text: string, cueStart: number, cueEnd: number): Hit | undefined {
  const cue = text.slice(cueStart, cueEnd).toLowerCase();
  if (cue === 'key' && !/[a-z][_-]$|api $/i.test(text.slice(Math.max(0, cueStart - 4), cueStart)))
    return undefined;
  const ahead = text.slice(cueEnd, cueEnd + 12);
  const separator =
    SEPARATOR.exec(ahead)?.[0] ?? (cue === 'bearer' && ahead.startsWith(' ') ? ' ' : undefined);
  if (separator === undefined) return undefined;
  const start = cueEnd + separator.length;
  const window = text.slice(start, start + VALUE_MAX);
  const stop = window.search(VALUE_END);
  let end = start + (stop === -1 ? window.length : stop);
  while (end > start && '.)!?'.includes(text[end - 1]!)) end--;
  const value = text.slice(start, end);
  if (!isSecretValue(value, /[:=]/.test(separator))) return undefined;
  return { start, end, type: 'SECRET', evidence: 'cue' };
}

function isSecretValue(value: string, explicit: boolean): boolean {
  if (value.length < (explicit ? 4 : 6) || value.includes('\uFFFC')) return false;
  if (/[\d]/.test(value) || /[^\p{L}\d]/u.test(value)) return true;
  return explicit && (value.length >= 8 || /\p{Ll}\p{Lu}/u.test(value));
}
