// The disguises a value wears on its way into a file: encodings, spellings, and letters kept one by one.

export type LeakTransform =
  | 'plain'
  | 'case'
  | 'no-spaces'
  | 'grouped'
  | 'nfd'
  | 'percent'
  | 'json'
  | 'html'
  | 'utf-16'
  | 'hex'
  | 'per-key'
  | 'base64';

export interface LeakPattern {
  readonly transform: LeakTransform;
  readonly bytes: Uint8Array;
}

const ENCODER = new TextEncoder();
/** Bytes below which a pattern would be found everywhere. */
const PATTERN_MIN = 5;

/** Patterns that are matched without regard to ASCII case. */
export function foldedPatterns(value: string): LeakPattern[] {
  const nfc = value.normalize('NFC');
  const patterns: [LeakTransform, string | Uint8Array][] = [
    ['plain', nfc],
    ['case', nfc.toUpperCase()],
    ['case', nfc.toLowerCase()],
    ['nfd', nfc.normalize('NFD')],
    ['no-spaces', nfc.replace(/[\s-]/g, '')],
    ['percent', encodeURIComponent(wellFormed(nfc))],
    ['percent', encodeURIComponent(wellFormed(nfc)).replaceAll('%20', '+')],
    ['percent', percentAll(ENCODER.encode(nfc))],
    ['json', nfc.replace(/[^\x20-\x7e]|["\\]/g, jsonEscape)],
    ['html', nfc.replace(/[&<>"']/g, (char) => `&${HTML[char]};`)],
    ['utf-16', utf16(nfc, true)],
    ['utf-16', utf16(nfc, false)],
    ['hex', hex(ENCODER.encode(nfc))],
    ...grouped(nfc),
    ...SEPARATORS.map((separator): [LeakTransform, string] => ['per-key', Array.from(nfc).join(separator)]),
  ];
  return distinct(patterns, (bytes) =>
    hex(bytes.map((byte) => (byte >= 65 && byte <= 90 ? byte | 32 : byte))),
  );
}

/** Patterns that are matched exactly: base64 of the value wherever it begins in a longer one. */
export function exactPatterns(value: string): LeakPattern[] {
  const bytes = ENCODER.encode(value.normalize('NFC'));
  const patterns: [LeakTransform, string][] = [];
  for (let shift = 0; shift < 3; shift++) {
    const code = base64Inside(bytes, shift);
    patterns.push(['base64', code], ['base64', code.replaceAll('+', '-').replaceAll('/', '_')]);
  }
  return distinct(patterns, hex);
}

const SEPARATORS = ['","', '", "', ',', ', ', ' ', '\n', '+', "','"];
const HTML: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' };

function distinct(
  patterns: readonly (readonly [LeakTransform, string | Uint8Array])[],
  keyOf: (bytes: Uint8Array) => string,
): LeakPattern[] {
  const seen = new Set<string>();
  const kept: LeakPattern[] = [];
  for (const [transform, content] of patterns) {
    const bytes = typeof content === 'string' ? ENCODER.encode(content) : content;
    const key = keyOf(bytes);
    if (bytes.length < PATTERN_MIN || seen.has(key)) continue;
    seen.add(key);
    kept.push({ transform, bytes });
  }
  return kept;
}

/** Long numbers, as people and forms group them. */
function grouped(value: string): [LeakTransform, string][] {
  const digits = value.replace(/[\s-]/g, '');
  if (!/^[A-Za-z]{0,2}\d{8,}$/.test(digits)) return [];
  const groups = digits.match(/.{1,4}/g) ?? [];
  return [' ', '-', '.'].map((separator) => ['grouped', groups.join(separator)]);
}

/** Without lone surrogates, which have no percent-encoding. */
function wellFormed(text: string): string {
  return new TextDecoder().decode(ENCODER.encode(text));
}

function jsonEscape(char: string): string {
  if (char === '"' || char === '\\') return `\\${char}`;
  return Array.from(
    { length: char.length },
    (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}

function percentAll(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), littleEndian);
  return bytes;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The characters that only `bytes` decide when they begin `shift` bytes into a group of three. */
function base64Inside(bytes: Uint8Array, shift: number): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const first = (6 - ((8 * shift) % 6)) % 6;
  let code = '';
  for (let at = first; at + 6 <= bits.length; at += 6)
    code += BASE64[Number.parseInt(bits.slice(at, at + 6), 2)]!;
  return code;
}
