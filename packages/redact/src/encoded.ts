// Values in another writing: percent-encoded text, and base64 that hides a key or an address.
//
// A run is decoded once and scanned once; runs do not overlap, so the work stays linear. Nothing decoded leaves this file.

import { type Hit, PRIORITY } from './detect/hit.ts';

/** Units of a run that are decoded. */
const RUN_MAX = 8_192;
const BASE64_MIN = 24;
const HEX = '0123456789abcdef';

type Scan = (text: string) => readonly Hit[];

/** Hits of the percent-encoded runs of `text`, in order, on its own offsets; empty for nearly every text. */
export function percentHits(text: string, scan: Scan): Hit[] {
  const hits: Hit[] = [];
  if (text.includes('%')) eachPercentRun(text, scan, hits);
  return hits;
}

/** `anna%40contoso.example`: the run between spaces is decoded, and what is found in it is mapped back. */
function eachPercentRun(text: string, scan: Scan, hits: Hit[]): void {
  for (let mark = text.indexOf('%'); mark !== -1; ) {
    let start = mark;
    const floor = Math.max(0, mark - 256, hits[hits.length - 1]?.end ?? 0);
    while (start > floor && isRun(text.charCodeAt(start - 1))) start--;
    let end = mark;
    const limit = Math.min(text.length, start + RUN_MAX);
    while (end < limit && isRun(text.charCodeAt(end))) end++;
    const run = decodePercent(text, start, end);
    if (run)
      for (const hit of scan(run.text)) {
        const from = run.starts[hit.start]!;
        const to = run.starts[hit.end]!;
        if (to - from > hit.end - hit.start && PRIORITY[hit.type] > PRIORITY.DATE)
          hits.push({ ...hit, start: from, end: to, evidence: hit.evidence });
      }
    mark = text.indexOf('%', Math.max(end, mark + 1));
  }
}

function isRun(code: number): boolean {
  return (
    code > 32 &&
    code !== 34 &&
    code !== 35 &&
    code !== 39 &&
    code !== 60 &&
    code !== 62 &&
    code !== 0xfffc &&
    code < 0x2000
  );
}

function decodePercent(
  text: string,
  start: number,
  end: number,
): { text: string; starts: number[] } | undefined {
  let out = '';
  const starts: number[] = [];
  let escapes = 0;
  for (let at = start; at < end; ) {
    const bytes: number[] = [];
    let next = at;
    while (bytes.length < 4 && text[next] === '%') {
      const byte = byteAt(text, next + 1);
      if (byte === -1 || (bytes.length > 0 && (byte & 0xc0) !== 0x80)) break;
      bytes.push(byte);
      next += 3;
      if (byte < 0x80) break;
    }
    const char =
      bytes.length > 0
        ? new TextDecoder().decode(Uint8Array.from(bytes))
        : text[at] === '+'
          ? ' '
          : text[at]!;
    if (bytes.length > 0) escapes++;
    for (let unit = 0; unit < char.length; unit++) starts.push(at);
    out += char;
    at = bytes.length > 0 ? next : at + 1;
  }
  starts.push(end);
  return escapes > 0 ? { text: out, starts } : undefined;
}

function byteAt(text: string, at: number): number {
  const high = HEX.indexOf((text[at] ?? '?').toLowerCase());
  const low = HEX.indexOf((text[at + 1] ?? '?').toLowerCase());
  return high === -1 || low === -1 ? -1 : high * 16 + low;
}

/** End of the run of base64 that begins at `start`, as far as it is decoded. */
export function base64End(text: string, start: number): number {
  let end = start;
  const limit = Math.min(text.length, start + RUN_MAX);
  while (end < limit && isBase64(text.charCodeAt(end))) end++;
  return end;
}

/** A run of base64 from `start` whose bytes are plain text with a key, an address or a number of someone in it goes as a whole. */
export function base64At(text: string, start: number, scan: Scan): Hit | undefined {
  let end = base64End(text, start);
  if (end - start < BASE64_MIN) return undefined;
  const plain = decodeBase64(text, start, end);
  if (plain === undefined) return undefined;
  const found = scan(plain).some(({ type }) => PRIORITY[type] >= PRIORITY.PHONE && type !== 'LITERAL');
  while (text[end] === '=') end++;
  return found ? { start, end, type: 'SECRET', evidence: 'base64' } : undefined;
}

const BASE64 = new Int8Array(128).fill(-1);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].forEach((char, value) => {
  BASE64[char.charCodeAt(0)] = value;
});
BASE64[45] = 62;
BASE64[95] = 63;

function isBase64(code: number): boolean {
  return code < 128 && BASE64[code]! >= 0;
}

/** Undefined unless every byte is a printable ASCII character or a line end. */
function decodeBase64(text: string, start: number, end: number): string | undefined {
  let out = '';
  let bits = 0;
  let held = 0;
  for (let at = start; at < end; at++) {
    bits = (bits << 6) | BASE64[text.charCodeAt(at)]!;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    const byte = (bits >> held) & 255;
    bits &= 0xff;
    if (byte > 126 || (byte < 32 && byte !== 10 && byte !== 13 && byte !== 9)) return undefined;
    out += String.fromCharCode(byte);
  }
  return out;
}
