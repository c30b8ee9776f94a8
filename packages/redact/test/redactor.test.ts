import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createRedactor,
  type Fidelity,
  RedactFault,
  type Redactor,
  type RedactorLists,
  render,
  type Slot,
} from '../src/index.ts';

const KEY = new Uint8Array(32).fill(7);
const open = (lists: RedactorLists = {}, state?: unknown): Redactor =>
  createRedactor({ key: KEY, lists, ...(state === undefined ? {} : { state }) });
const SLOTS: readonly Slot[] = [
  'interface',
  'person',
  'message',
  'title',
  'url',
  'field',
  'secret',
  'content',
  'clipboard',
  'goal',
];
const PLACEHOLDER = /^<[A-Z]+_\d{1,9}(:[a-z]+=[\w.-]+)?>$/;

describe('slots', () => {
  test.each(SLOTS)('%s keeps nothing at structure and none', (slot) => {
    for (const fidelity of ['none', 'structure'] as const)
      expect(open().redact('Save', slot, fidelity)).toBe('');
  });

  test.each(['content', 'message', 'field', 'clipboard', 'title'] as const)(
    '%s is one placeholder at workflow, whatever it says',
    (slot) => {
      expect(open().redact('Save changes for Anna Berg, 12 March', slot, 'workflow')).toMatch(
        /^<TEXT_\d+:len=32..63>$/,
      );
    },
  );

  test('message stays withheld at content', () => {
    expect(open().redact('see you at nine, Kim', 'message', 'content')).toMatch(/^<TEXT_\d+:len=16..31>$/);
  });

  test.each([
    ['anna.berg@contoso.example', /^<EMAIL_\d+>$/],
    ['+49 30 1234567', /^<PHONE_\d+>$/],
    ['4111 1111 1111 1111', /^<CARD_\d+>$/],
    ['DE89 3704 0044 0532 0130 00', /^<IBAN_\d+>$/],
    ['1.204,50 €', /^<AMOUNT_\d+>$/],
    ['2026-03-12', /^<DATE_\d+>$/],
    ['12 March 2026', /^<DATE_\d+>$/],
    ['9:30', /^<TIME_\d+>$/],
    ['20417', /^<NUM_\d+>$/],
    ['https://x.example/a?token=1', /^<URL_\d+>$/],
    ['AKIAIOSFODNN7EXAMPLE', /^<SECRET_\d+:kind=aws>$/],
  ])('a field that holds exactly %s says what kind it is', (value, kind) => {
    expect(open().redact(value, 'field', 'workflow')).toMatch(kind);
  });

  test('content replaces what detectors find and keeps the rest, amounts and dates too', () => {
    expect(
      open().redact(
        'Invoice for Anna Berg (anna@contoso.example), 12 March 2026: 1,204.50 EUR',
        'content',
        'content',
      ),
    ).toMatch(/^Invoice for <PERSON_\d+> \(<EMAIL_\d+>\), 12 March 2026: 1,204\.50 EUR$/);
  });

  test('a secret leaves one constant, without index or length', () => {
    expect(open().redact('hunter2', 'secret', 'content')).toBe('<SECRET_0:kind=field>');
    expect(open().redact('another, much longer one', 'secret', 'workflow')).toBe('<SECRET_0:kind=field>');
  });

  test('an address becomes a route without scheme, host, query and fragment', () => {
    const route = (url: string) => open().redact(url, 'url', 'workflow');
    expect(route('https://crm.contoso.example:8443/customers/8812/edit?name=Berg#top')).toMatch(
      /^\/customers\/<PATH_\d+>\/edit$/,
    );
    expect(route('/customers/anna-berg')).toMatch(/^\/customers\/<PATH_\d+>$/);
    expect(route('/reports?token=abc')).toBe('/reports');
    expect(route('mailto:anna@contoso.example')).toMatch(PLACEHOLDER);
    expect(route('data:text/plain,secret')).toMatch(PLACEHOLDER);
  });

  test('a person is one identity, and her address keeps its own type', () => {
    const r = open();
    const [, person] =
      /^(<PERSON_\d+>) <<EMAIL_\d+>>$/.exec(
        r.redact('Anna Berg <anna@contoso.example>', 'person', 'workflow'),
      ) ?? [];
    expect(r.redact('Berg, Anna', 'person', 'workflow')).toBe(person);
    expect(r.redact('ANNA  BERG', 'person', 'workflow')).toBe(person);
    expect(r.redact('Mark Price; Kim Lee', 'person', 'workflow')).toMatch(/^<PERSON_\d+>; <PERSON_\d+>$/);
  });
});

describe('interface text', () => {
  test.each([
    'Save',
    'New customer',
    'View all invoices',
    'Rechnung öffnen',
    'Nouveau client',
    'Q3 Forecast',
    'Drop files here',
    'Sort by due date',
    'Reply',
    'Assigned to me',
    'Sign in with Google',
    'Mark as read',
    'Settings…',
    'Export as CSV',
    '+ Add row',
    'MP4',
  ])('keeps %s', (name) => {
    expect(open().redact(name, 'interface', 'workflow')).toBe(name);
  });

  test.each([
    ['Inbox (23)', 'Inbox (#)'],
    ['9:30 Standup', '# Standup'],
    ['Page 2 of 14', 'Page # of #'],
    ['Order12345', 'Order#'],
    ['ＩＤ １２', 'ＩＤ #'],
  ])('levels the figures of %s', (name, kept) => {
    expect(open().redact(name, 'interface', 'workflow')).toBe(kept);
  });

  test.each([
    ['Reply to Anna Berg', /^Reply to <PERSON_\d+>$/],
    ['Antworten an Jürgen Müller', /^Antworten an <PERSON_\d+>$/],
    ['Message Zorbla', /^Message <PERSON_\d+>$/],
    ['Zorbla Quux', /^<PERSON_\d+>$/],
    ['Mark Anderson', /^<PERSON_\d+>$/],
    ['Dr. Quux', /^Dr\. <PERSON_\d+>$/],
    ['tracy sukhorukova', /^<PERSON_\d+>$/],
    ['Mail a@b.example now', /^Mail <EMAIL_\d+> now$/],
    ['Pay € 1,204.50', /^Pay <AMOUNT_\d+>$/],
    ['Due 12 March 2026', /^Due <DATE_\d+>$/],
    ['Copy ghp_abcdefghijklmnopqrstuvwxyz0123456789', /^Copy <SECRET_\d+:kind=github>$/],
  ])('replaces what is in %s', (name, kept) => {
    expect(open().redact(name, 'interface', 'workflow')).toMatch(kept);
  });

  test('a sentence is no interface', () => {
    expect(
      open().redact(
        'The committee quietly rejected whatever Berlin offered yesterday because rumours spread',
        'interface',
        'workflow',
      ),
    ).toMatch(/^<UI_\d+>$/);
    expect(open().redact('x'.repeat(4_000), 'interface', 'workflow')).toMatch(/^<UI_\d+>$/);
  });

  test('names of the lists are replaced wherever they stand, in any case and spacing', () => {
    const r = open({ customers: ['Contoso Ltd'], colleagues: ['Ada Quill'] });
    expect(r.redact('Open CONTOSO  ltd', 'interface', 'workflow')).toMatch(/^Open <CUSTOMER_\d+>$/);
    expect(r.redact('ask ada quill', 'interface', 'workflow')).toMatch(/^ask <PERSON_\d+>$/);
    expect(r.redact('Contoso Ltd', 'field', 'workflow')).toMatch(/^<CUSTOMER_\d+>$/);
  });

  test('a name met in a structural place is found later, and so are its parts when capitalised', () => {
    const r = open();
    expect(r.redact('Open Quuxby', 'interface', 'workflow')).toBe('Open Quuxby');
    r.redact('Wren Quuxby', 'person', 'workflow');
    expect(r.redact('Open Quuxby', 'interface', 'workflow')).toMatch(/^Open <PERSON_\d+>$/);
    expect(r.redact('open wren quuxby', 'interface', 'workflow')).toMatch(/^open <PERSON_\d+>$/);
    expect(r.redact('wren', 'interface', 'workflow')).toBe('wren');
  });

  test('an organisation’s own words are kept', () => {
    expect(open().redact('Frobnicate Widgetry', 'interface', 'workflow')).toMatch(/^<PERSON_/);
    expect(
      open({ interfaceWords: ['frobnicate', 'widgetry'] }).redact(
        'Frobnicate Widgetry',
        'interface',
        'workflow',
      ),
    ).toBe('Frobnicate Widgetry');
  });
});

describe('disguises', () => {
  test.each([
    ['NFD', 'Jose\u0301 Mu\u0308ller'],
    ['zero-width characters', 'Jo\u200bsé M\u2060üller'],
    ['full-width letters', 'Ｊosé Ｍüller'],
    ['a soft hyphen', 'José Mül\u00adler'],
  ])('the same name in %s is the same placeholder', (_name, spelling) => {
    const r = open();
    expect(r.redact(spelling, 'person', 'workflow')).toBe(r.redact('José Müller', 'person', 'workflow'));
  });

  test.each([
    ['full-width digits', '４１１１ １１１１ １１１１ １１１１'],
    ['zero-width joints', '4111\u200b1111\u200b1111\u200b1111'],
    ['a narrow space', '4111\u202f1111\u202f1111\u202f1111'],
  ])('a card in %s is a card, and the span is that of the original', (_name, card) => {
    const r = open();
    expect(r.redact(`pay ${card} now`, 'content', 'content')).toMatch(/^pay <CARD_\d+> now$/);
  });

  test('equal values are equal in every spelling a person would call the same', () => {
    const r = open();
    const same = (a: string, b: string) =>
      expect(r.redact(a, 'field', 'workflow')).toBe(r.redact(b, 'field', 'workflow'));
    same('Anna@Contoso.example', 'anna@contoso.example');
    same('DE89370400440532013000', 'DE89 3704 0044 0532 0130 00');
    same('€ 1.204,50', '1,204.50');
    same('+49 30 1234567', '0049 30 1234567');
    expect(r.redact('alpha', 'field', 'workflow')).not.toBe(r.redact('Alpha', 'field', 'workflow'));
  });
});

describe('placeholders', () => {
  test('are the same in another track under the same key, whatever was seen before, and others under another key', () => {
    const a = open();
    const b = open();
    b.redact('something else', 'content', 'workflow');
    expect(b.redact('Anna Berg', 'person', 'workflow')).toBe(a.redact('Anna Berg', 'person', 'workflow'));
    const other = createRedactor({ key: new Uint8Array(32).fill(8) });
    expect(other.redact('Anna Berg', 'person', 'workflow')).not.toBe(
      a.redact('Anna Berg', 'person', 'workflow'),
    );
  });

  test('a literal that looks like one becomes LITERAL, in any width, and is told from a real one', () => {
    const r = open();
    const real = r.redact('Anna Berg', 'person', 'workflow');
    expect(r.redact('<PERSON_1>', 'interface', 'workflow')).toMatch(/^<LITERAL_\d+>$/);
    expect(r.redact('＜PERSON_1＞', 'content', 'workflow')).toMatch(/^<LITERAL_\d+>$/);
    expect(r.redact('Open <PERSON_1:of=EMAIL_2>', 'interface', 'workflow')).toMatch(/^Open <LITERAL_\d+>$/);
    expect(r.redact(`Open ${real}`, 'interface', 'workflow')).toBe(`Open ${real}`);
  });

  const words = fc.constantFrom(
    'Save',
    'Reply',
    'to',
    'from',
    'Anna',
    'Berg',
    'anna@x.example',
    '4111 1111 1111 1111',
    'DE89 3704 0044 0532 0130 00',
    '12',
    '9:30',
    '12.03.2026',
    '€',
    '1,204.50',
    '<PERSON_1>',
    'password:',
    'hunter22',
    'AKIAIOSFODNN7EXAMPLE',
    'https://a.example/b?c',
    'Zorbla',
    'Quux',
    '+49 30 1234567',
    'Dr.',
    'Ｑ３',
    '\u200b',
    '#',
    '<',
    '>',
    '@',
    ':',
    'M\u0308',
    '\ud800',
    '-----BEGIN RSA PRIVATE KEY-----',
    'phone',
    'will',
    'van',
    'der',
    'www.a.com',
    '(',
    ')',
    '.',
    ',',
    '"',
  );
  const texts = fc.oneof(
    fc.array(words, { maxLength: 8 }).map((parts) => parts.join(' ')),
    fc.array(words, { maxLength: 8 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  );
  const slots = fc.constantFrom(...SLOTS);
  const fidelities = fc.constantFrom('structure', 'workflow', 'content') as fc.Arbitrary<Fidelity>;

  test('redacting twice changes nothing', () => {
    fc.assert(
      fc.property(texts, slots, fidelities, (text, slot, fidelity) => {
        const r = open({ customers: ['Berg 12'] });
        const once = r.redact(text, slot, fidelity);
        expect(r.redact(once, slot, fidelity)).toBe(once);
      }),
      { numRuns: 3_000 },
    );
  });

  test('a plan is ordered, inside the original, without overlap, and the text is its projection', () => {
    fc.assert(
      fc.property(texts, slots, fidelities, (text, slot, fidelity) => {
        const r = open();
        const plan = r.plan(text, slot, fidelity);
        let at = 0;
        for (const { start, end } of plan.spans) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThanOrEqual(start);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
        expect(r.redact(text, slot, fidelity)).toBe(render(text, plan));
        expect(
          JSON.stringify({ ...plan, spans: plan.spans.map(({ placeholder, ...rest }) => rest) }),
        ).not.toContain('hunter22');
      }),
      { numRuns: 1_500 },
    );
  });

  test('denied slots never keep a letter of the original', () => {
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom('content', 'message', 'field', 'clipboard', 'title', 'secret') as fc.Arbitrary<Slot>,
        (text, slot) => {
          expect(open().redact(text, slot, 'workflow')).toMatch(/^$|^<[A-Z]+_\d{1,9}(:[a-z]+=[\w.-]+)?>$/);
        },
      ),
    );
  });
});

describe('bad input', () => {
  test.each([
    ['binary', '\u0000\u0001\uffff\ufffe'],
    ['lone surrogates', '\ud800a\udc00'],
    ['many marks on one letter', `a${'\u0301'.repeat(100_000)}`],
    ['a huge line', 'a b '.repeat(600_000)],
  ])('%s is withheld or kept, never a failure', (_name, text) => {
    const r = open();
    for (const slot of SLOTS) expect(typeof r.redact(text, slot, 'content')).toBe('string');
  });

  test('text too long to be scanned is one placeholder even at content', () => {
    expect(open().redact('a b '.repeat(600_000), 'content', 'content')).toMatch(
      /^<TEXT_\d+:len=\d+\.\.\d+>$/,
    );
  });

  test('a key of another length is refused', () => {
    expect(() => createRedactor({ key: new Uint8Array(16) })).toThrow(RedactFault);
  });
});

describe('state', () => {
  test('goes through JSON, holds no raw text, and carries names and placeholders over a restart', () => {
    const first = open();
    const person = first.redact('Wren Quuxby', 'person', 'workflow');
    const literal = first.redact('<PERSON_9>', 'content', 'workflow');
    const json = JSON.stringify(first.state());
    expect(json).not.toMatch(/wren|quuxby/i);
    const second = open({}, JSON.parse(json));
    expect(second.redact('Call Wren Quuxby', 'interface', 'workflow')).toBe(`Call ${person}`);
    expect(second.redact(literal, 'interface', 'workflow')).toBe(literal);
    expect(open().redact(literal, 'interface', 'workflow')).not.toBe(literal);
  });

  test('a state of another version is not used', () => {
    expect(() => open({}, { version: 'overt-redact@0', issued: 3 })).not.toThrow();
  });

  test('tokens are equal for equal text under one key and say nothing else', () => {
    expect(open().token('Ａ1')).toBe(open().token('A1'));
    expect(open().token('a1')).not.toBe(open().token('A1'));
    expect(open().token('a1')).toMatch(/^[\w-]{22}$/);
  });
});
