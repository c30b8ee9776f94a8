import { describe, expect, test } from 'vitest';
import { scan } from '../src/detect/scan.ts';
import { createRedactor } from '../src/index.ts';
import { createLexicon } from '../src/lexicon/lexicon.ts';
import { SECRET_KINDS } from '../src/secrets/kinds.ts';
import { topicOf } from '../src/topics.ts';

/** A text that counts how many of its units are looked at. */
class CountingText extends String {
  looked = 0;

  override charCodeAt(at: number): number {
    this.looked++;
    return super.charCodeAt(at);
  }
  override slice(from?: number, to?: number): string {
    const part = super.slice(from, to);
    this.looked += part.length;
    return part;
  }
  override startsWith(part: string, at?: number): boolean {
    this.looked += part.length;
    return super.startsWith(part, at);
  }
  override includes(part: string, at?: number): boolean {
    this.looked += this.length - (at ?? 0);
    return super.includes(part, at);
  }
  override indexOf(part: string, at?: number): number {
    const found = super.indexOf(part, at);
    this.looked += (found === -1 ? this.length : found) - (at ?? 0);
    return found;
  }
}

const lexicon = createLexicon();
function work(text: string, mode: 'free' | 'interface'): number {
  const counting = new CountingText(text);
  scan(counting as unknown as string, { lexicon, mode, known: [] });
  return counting.looked;
}

const UNITS = [
  ...[
    'a',
    'A',
    'é',
    '1',
    '0',
    ' ',
    '@',
    '.',
    '-',
    ':',
    '/',
    '\\',
    '<',
    '>',
    '(',
    '+',
    '%',
    '#',
    '€',
    '_',
    '=',
    '\uFFFC',
    '\n',
  ],
  ...[
    'a@',
    'a.',
    '1 ',
    '1-',
    '1.',
    '1:',
    '12/',
    '+1',
    '(1',
    '://',
    'a://',
    'www.a.',
    '<A_1',
    '<<A',
    'A<',
    '::',
    'a:',
    'ab:',
    '00:1a:',
  ],
  ...[
    '-----BEGIN ',
    '-----BEGIN PRIVATE KEY-----',
    'password: ',
    'Key: k',
    'api_key=',
    'Bearer ',
    'user: a',
    'name: A ',
    'address: 1 ',
    'zip: ',
  ],
  ...[
    'Anna ',
    'Dr. ',
    'Mr ',
    'to A',
    'J. ',
    'A, B ',
    'Smith, ',
    'anna smith ',
    'said Xyz ',
    'aged 3 ',
    'born 1.1.1980 ',
  ],
  ...[
    'DE00',
    'DE89 3704 ',
    'IBAN ',
    '1.1.1.',
    '12:34:',
    '4111 1111 ',
    '12 Baker Street ',
    '1 Aaa Bbb ',
    'rue de la ',
    'Am Aaa ',
    'Inc ',
    'A & B, ',
    'Aaa GmbH ',
  ],
  ...[
    'AKIA',
    'eyJ-',
    'eyJhbGciOiJIUzI1NiJ9.',
    'sk-',
    'x_',
    '%41',
    '%4',
    'YWFh',
    'YWFh+',
    '/home/',
    'C:\\Users\\',
    '1.2345, 1.2345 ',
    '0x',
    'bc1q',
    '1Bv',
    '@a ',
    '12 34 ',
    'order 12345678 ',
    'NHS 943 476 5919 ',
    'cvv 123 ',
  ],
];

/** Kinds that look farthest ahead. */
const LONG_KEYS = SECRET_KINDS.filter(({ body }) =>
  body.some((part) => typeof part === 'object' && part.max >= 100),
).flatMap(({ by, word }) => [word, ...(by === 'cued' ? [`${word}_key = `] : [])]);

/** What the second and third of three growing texts add: what is looked at beyond an end cancels out. */
function growth(unit: string, mode: 'free' | 'interface'): number {
  const of = (units: number) => work(unit.repeat(Math.ceil(units / unit.length)), mode);
  const [small, middle, large] = [of(2_048), of(4_096), of(8_192)];
  return (large - middle) / (middle - small);
}

describe.each(['free', 'interface'] as const)('work in mode %s', (mode) => {
  test('doubles with the text, whatever is repeated', () => {
    const units = mode === 'free' ? [...UNITS, ...LONG_KEYS] : UNITS;
    const worse = units
      .map((unit) => ({ unit, ratio: growth(unit, mode) }))
      .filter(({ ratio }) => !(ratio <= 2.3));
    expect(worse).toEqual([]);
  });
});

test('a megabyte of one character is answered in every slot', () => {
  const redactor = createRedactor({ key: new Uint8Array(32).fill(7) });
  for (const char of ['a', '1', '@', '%', '<', '\ud800', '\u0301', '\u0000'])
    for (const slot of ['content', 'interface', 'person', 'url'] as const)
      expect(typeof redactor.redact(char.repeat(1_000_000), slot, 'content')).toBe('string');
  expect(topicOf('a'.repeat(1_000_000))).toBeUndefined();
});
