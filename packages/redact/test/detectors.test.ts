import { describe, expect, test } from 'vitest';
import { createRedactor, createScanner, RedactFault, scanText } from '../src/index.ts';
import { compilePatterns } from '../src/patterns/index.ts';
import { topicOf } from '../src/topics.ts';

const found = (text: string): string[] =>
  scanText(text).map(({ start, end, type }) => `${type}:${text.slice(start, end)}`);
const KEY = new Uint8Array(32).fill(7);

describe('contact', () => {
  test.each([
    ['IP:2001:db8::8a2e:370:7334', 'from 2001:db8::8a2e:370:7334 to'],
    ['IP:::1', 'bound to ::1 only'],
    ['DEVICE:00:1a:2b:3c:4d:5e', 'mac 00:1a:2b:3c:4d:5e'],
    ['DEVICE:AC-DE-48-00-11-22', 'mac AC-DE-48-00-11-22'],
    ['FILE:/home/quuxby/notes.txt', 'open /home/quuxby/notes.txt'],
    ['FILE:C:\\Users\\quuxby\\plan.docx', 'open C:\\Users\\quuxby\\plan.docx now'],
    ['HANDLE:@quux_by', 'ask @quux_by about it'],
    ['HANDLE:quuxby42', 'username: quuxby42'],
    ['GEO:52.52000, 13.40495', 'met at 52.52000, 13.40495 today'],
    ['CRYPTO:1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2', 'pay 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 now'],
    [
      'CRYPTO:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
      'pay bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq now',
    ],
    [
      'CRYPTO:0x52908400098527886E0F7030069857D2E4169EE7',
      'pay 0x52908400098527886E0F7030069857D2E4169EE7 now',
    ],
    ['ID:P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<'],
  ])('%s', (hit, text) => {
    expect(found(text)).toContain(hit);
  });

  test('what only looks like it is left alone', () => {
    expect(found('see @media and @overt/redact, 12:34 and a::b, std::vector, 00:1a')).toEqual(['TIME:12:34']);
  });
});

describe('postal addresses', () => {
  test.each([
    ['221B Baker Street, London NW1 6XE', '221B Baker Street, London NW1 6XE'],
    ['1600 Quux Avenue NW, Springfield, IL 62704', '1600 Quux Avenue NW, Springfield, IL 62704'],
    ['Lindenstraße 5, 10969 Berlin', 'Lindenstraße 5, 10969 Berlin'],
    ['Kölner Straße 12a\n50667 Köln', 'Kölner Straße 12a\n50667 Köln'],
    ['12 bis, rue de la Paix, 75002 Paris', '12 bis, rue de la Paix, 75002 Paris'],
    ['Via Roma, 3', 'Via Roma, 3'],
    ['742 Evergreen Terrace Apt. 4B', '742 Evergreen Terrace Apt. 4B'],
    ['SW1A 1AA', 'SW1A 1AA'],
  ])('%s', (text, address) => {
    expect(found(`Send it to ${text}.`)).toContain(`ADDRESS:${address}`);
  });

  test('over line ends behind a label', () => {
    expect(found('Anschrift: Quuxweg 4\n  12345 Zorbstadt\n\nTelefon: keins')[0]).toBe(
      'ADDRESS:Quuxweg 4\n  12345 Zorbstadt',
    );
  });

  test.each([
    '3 new items in place',
    'step 2 of the way',
    '10 minutes drive',
    '12 open invoices',
    'Platz 3 von 10 Plätzen frei',
  ])('none in: %s', (text) => {
    expect(found(text).filter((hit) => hit.startsWith('ADDRESS'))).toEqual([]);
  });
});

describe('people', () => {
  test.each([
    ['BIRTH:12.03.1980', 'geboren am 12.03.1980'],
    ['BIRTH:12 March 1980', 'DOB: 12 March 1980'],
    ['AGE:34 years old', 'she is 34 years old'],
    ['AGE:34', 'aged 34'],
    ['AGE:34 Jahre alt', 'er ist 34 Jahre alt'],
    ['PERSON:J. R. Quuxby', 'written by J. R. Quuxby'],
    ['PERSON:Siobhan Quuxby', 'then Siobhan Quuxby called'],
    ['PERSON:tracy henderson', 'ask tracy henderson'],
    ['ORG:Quuxby GmbH', 'an offer of Quuxby GmbH'],
    ['ORG:Quuxby, Zorb & Sons Ltd.', 'an offer of Quuxby, Zorb & Sons Ltd.'],
    ['PLACE:Hamburg', 'we met in Hamburg again'],
  ])('%s', (hit, text) => {
    expect(found(text)).toContain(hit);
  });
});

describe('other writings of a value', () => {
  test('percent-encoded', () => {
    expect(found('mail: anna%40contoso.example')).toEqual(['EMAIL:anna%40contoso.example']);
  });

  test('base64 of a key, as a whole; base64 of anything else stays', () => {
    const key = `aws ghp_${'a1B2c3'.repeat(6)}`;
    expect(found(`Basic ${btoa(key)} end`)).toEqual([`SECRET:${btoa(key)}`]);
    expect(found(`data ${btoa('nothing of interest to anyone here')} end`)).toEqual([]);
  });

  test('in pieces, as nodes hold them', () => {
    const redactor = createRedactor({ key: KEY });
    const [first, second, third] = redactor.redactPieces(
      ['pay 4111 1111', ' 1111', ' 1111 now'],
      'content',
      'content',
    );
    expect(first).toMatch(/^pay <CARD_\d+>$/);
    expect([second, third]).toEqual(['', ' now']);
    expect(redactor.redactPieces(['a', 'b'], 'message', 'workflow').join('')).toMatch(
      /^<TEXT_\d+:len=2..3>$/,
    );
  });
});

describe('private topics', () => {
  test.each([
    ['health', 'She is on sick leave until May'],
    ['health', 'Die Krankschreibung liegt vor'],
    ['health', 'un arrêt maladie de deux semaines'],
    ['staff', 'Notes for the performance review'],
    ['staff', 'Abmahnung wegen Verspätung'],
    ['legal', 'attorney-client: our position in the lawsuit'],
    ['union', 'Einladung zur Betriebsratssitzung'],
    ['strategy', 'The merger needs the board and a valuation'],
    ['private', 'about the divorce and the kids'],
  ])('%s: %s', (topic, text) => {
    expect(topicOf(text)).toBe(topic);
    expect(createRedactor({ key: KEY }).redact(text, 'content', 'content')).toMatch(
      /^<TEXT_\d+:len=\d+\.\.\d+>$/,
    );
  });

  test.each([
    'Please review the performance of the server',
    'The board moved to the left column',
    'Quarterly delivery dates and open invoices',
    'Bitte die Rechnung bis Freitag prüfen',
    'Merci de vérifier la facture avant vendredi',
    'Bug: login fails with a warning about the session',
  ])('none in: %s', (text) => {
    expect(topicOf(text)).toBeUndefined();
  });

  test('a plan does not say which topic it was', () => {
    const plan = createRedactor({ key: KEY }).plan('She is on sick leave', 'content', 'content');
    expect(JSON.stringify(plan)).not.toMatch(/health|sick/);
  });
});

describe('patterns of an organisation', () => {
  test('are found in text and slots alike', () => {
    const patterns = compilePatterns([{ kind: 'ticket', pattern: 'TCK-[0-9]{6}' }]);
    expect(scanText('see TCK-123456', { patterns })).toEqual([{ start: 4, end: 14, type: 'BUSINESS' }]);
    expect(
      createRedactor({ key: KEY, lists: { patterns } }).redact('Open TCK-123456', 'interface', 'workflow'),
    ).toMatch(/^Open <BUSINESS_\d+:kind=ticket>$/);
  });

  test.each([
    ['look-ahead', '(?=a)b'],
    ['a back-reference', '(a)\\1'],
    ['the empty string', 'a*'],
    ['no expression', '('],
    ['too long', 'a'.repeat(600)],
  ])('%s is refused when it is loaded, and not repeated', (_name, pattern) => {
    expect(() => compilePatterns([{ kind: 'x', pattern }])).toThrow(RedactFault);
    try {
      compilePatterns([{ kind: 'x', pattern }]);
    } catch (fault) {
      expect((fault as RedactFault).code).toBe('PATTERN_REFUSED');
      if (pattern.length > 3) expect((fault as RedactFault).message).not.toContain(pattern);
    }
  });

  test('one that would take a backtracking engine for ever takes none of its time', () => {
    const patterns = compilePatterns([{ kind: 'x', pattern: '(?:[a-z]+[a-z]+)+$' }]);
    expect(scanText(`${'a'.repeat(20_000)}!`, { patterns })).toEqual([]);
  });
});

describe('a scanner', () => {
  test('gives the spans of the whole, however the text is cut', () => {
    const unit = `${'word '.repeat(900)}anna.berg@contoso.example call 06 12 34 56 78, 4111 1111 1111 1111 `;
    const text = unit.repeat(120);
    const whole = scanText(text);
    for (const size of [997, 65_536, 300_000]) {
      const scanner = createScanner();
      const spans = [];
      for (let at = 0; at < text.length; at += size) spans.push(...scanner.push(text.slice(at, at + size)));
      spans.push(...scanner.flush());
      expect(spans).toEqual(whole);
    }
    expect(whole.filter(({ type }) => type === 'EMAIL')).toHaveLength(120);
  });

  test('begins anew after a flush', () => {
    const scanner = createScanner();
    scanner.push('x a@b.example');
    expect(scanner.flush()).toEqual([{ start: 2, end: 13, type: 'EMAIL' }]);
    scanner.push('a@b.example');
    expect(scanner.flush()).toEqual([{ start: 0, end: 11, type: 'EMAIL' }]);
  });
});
