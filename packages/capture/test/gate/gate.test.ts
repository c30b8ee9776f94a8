import { createCatalogue, demoPolicy, NO_PERSONAL } from '@overt/policy';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BANK,
  CRM,
  click,
  clip,
  facts,
  field,
  LEAVE,
  MAIL,
  NOW,
  node,
  nodesOf,
  only,
  openGate,
  outline,
  RECEIPT,
  type Setting,
  SIGN_IN,
  target,
  targetOf,
  task,
  typed,
  UNKNOWN,
} from './fixture.ts';

const HOUR = 3_600_000;

describe('what lets nothing pass', () => {
  const stops: [string, Setting, string][] = [
    ['no receipt', { receipt: undefined }, 'no-receipt'],
    ['a receipt for another policy', { receipt: { ...RECEIPT, policy: 'c' } }, 'no-receipt'],
    ['a receipt that ended', { receipt: { ...RECEIPT, notAfter: '2026-11-23T09:00:00Z' } }, 'no-receipt'],
    ['a receipt whose date cannot be read', { receipt: { ...RECEIPT, notAfter: 'soon' } }, 'no-receipt'],
    ['a dead indicator', { isIndicatorVisible: () => false }, 'indicator-dead'],
    ['a policy that ended', { change: { notAfter: '2026-11-23T08:59:59Z' } }, 'policy-expired'],
    ['a policy nobody confirmed for a day', { policyConfirmedAt: NOW.getTime() - 24 * HOUR }, 'policy-stale'],
    ['a halt', { change: { halt: true } }, 'halted'],
  ];

  test.each(stops)('%s: no event, no gap, no frame, only a counter', (_name, setting, reason) => {
    const gate = openGate(setting);
    expect(gate.isOpen()).toBe(false);
    expect(gate.admit(click(CRM))).toEqual([]);
    expect(gate.admit(task({ customer: 'Contoso' }, 'Find {customer}'))).toEqual([]);
    expect(gate.permitFrame({ before: [], after: [], scale: 1 }).allow).toBe(false);
    expect(gate.flush(9_000)).toEqual([]);
    expect(Object.keys(gate.withheld)).toContain(reason);
  });

  test('with everything in order the same observation passes', () => {
    const gate = openGate();
    expect(gate.isOpen()).toBe(true);
    expect(only(gate.admit(click(CRM))).kind).toBe('pointer');
  });

  test('an indicator that dies stops the very next observation', () => {
    let visible = true;
    const gate = openGate({ isIndicatorVisible: () => visible });
    expect(gate.admit(click(CRM))).toHaveLength(1);
    visible = false;
    expect(gate.admit(click(CRM))).toEqual([]);
  });

  test('a stop leaves no marker in the recording, also when it is over', () => {
    let visible = false;
    const gate = openGate({ isIndicatorVisible: () => visible });
    gate.admit(click(CRM));
    visible = true;
    expect(gate.admit(click(CRM, {}, 2_000)).map(({ kind }) => kind)).toEqual(['pointer']);
    expect(gate.flush(9_000)).toEqual([]);
  });

  test('a renewed policy takes effect with the next observation', () => {
    const gate = openGate();
    const halted = { ...demoPolicy(NOW), halt: true };
    gate.renew({ policy: halted });
    expect(gate.admit(click(CRM))).toEqual([]);
    gate.renew({ receipt: undefined, policy: { ...halted, halt: false } });
    expect(gate.isOpen()).toBe(false);
  });
});

describe('places', () => {
  test.each([
    ['an excluded place', click(BANK), 'place-none'],
    ['personnel pages', click(LEAVE), 'place-none'],
  ])('%s leaves a gap and nothing else', (_name, observation, reason) => {
    const gate = openGate();
    expect(gate.admit(observation)).toEqual([]);
    const [gap, event] = gate.admit(click(CRM, {}, 5_000));
    expect(gap).toMatchObject({ kind: 'gap', reason, count: 1 });
    expect(event!.kind).toBe('pointer');
  });

  test('a private window leaves a gap, even at a known place', () => {
    const gate = openGate();
    expect(gate.admit({ ...click(CRM), facts: { urls: [CRM], incognito: true } })).toEqual([]);
    expect(gate.flush(9_000)).toMatchObject([{ kind: 'gap', reason: 'private-window' }]);
  });

  test('an unknown place keeps roles and boxes, no text', () => {
    const kept = targetOf(openGate().admit(click(UNKNOWN)));
    expect(kept).toMatchObject({ role: 'button', box: { x: 10, y: 20, width: 80, height: 24 } });
    expect(kept.name).toBeUndefined();
    expect(kept.locators).toEqual([{ by: 'structure', value: 'body>main>button', matches: 1 }]);
  });

  test('a sign-in page of a personnel system keeps structure only', () => {
    const gate = openGate();
    expect(targetOf(gate.admit(click(SIGN_IN))).name).toBeUndefined();
    expect(only(gate.admit(typed(SIGN_IN, 'anna.berg')))).toEqual(
      expect.not.objectContaining({ text: expect.anything(), source: expect.anything() }),
    );
  });

  test('where no text is kept, letters and edits are not counted either', () => {
    const gate = openGate();
    const where = { urls: [SIGN_IN], incognito: false };
    const key = {
      kind: 'key',
      phase: 'down',
      t: 1,
      key: 'Char',
      modifiers: 0,
      repeat: false,
      tab: 1,
    } as const;
    expect(gate.admit({ event: key, facts: where })).toEqual([]);
    const insert = {
      kind: 'text',
      op: 'insert',
      t: 2,
      at: 4,
      removed: 0,
      inserted: 1,
      ime: false,
      tab: 1,
      target: field('body>input'),
    } as const;
    expect(gate.admit({ event: insert, facts: where })).toEqual([]);
    expect(only(gate.admit(typed(SIGN_IN, 'anna.berg')))).toMatchObject({ at: -1, inserted: 0 });
    expect(only(gate.admit({ event: { ...key, key: 'Enter' }, facts: where })).kind).toBe('key');
  });

  test('a document inside a page is no more open than the page, and a page opens nothing inside it', () => {
    const gate = openGate();
    expect(gate.admit({ ...click(CRM), facts: { urls: [BANK, CRM], incognito: false } })).toEqual([]);
    expect(gate.admit({ ...click(CRM), facts: { urls: [CRM, BANK], incognito: false } })).toEqual([]);
    const inside = gate.admit({
      ...click(CRM, {}, 2_000),
      facts: { urls: [CRM, UNKNOWN], incognito: false },
    });
    const kept = inside.find(({ kind }) => kind === 'pointer')!;
    expect('target' in kept && kept.target?.name).toBe(undefined);
  });

  test('a document without an address of its own belongs to the one around it', () => {
    const observation = { ...click(CRM), facts: { urls: [CRM, 'about:srcdoc'], incognito: false } };
    expect(targetOf(openGate().admit(observation)).name).toBe('Save');
  });

  test('without any address the place is unknown', () => {
    expect(
      targetOf(openGate().admit({ ...click(CRM), facts: { urls: [], incognito: false } })).name,
    ).toBeUndefined();
  });

  test('the place of a window or a navigation is the gate’s, not the page’s', () => {
    const event = {
      kind: 'navigation',
      t: 1,
      cause: 'link',
      tab: 1,
      place: 'anything',
      route: 'https://x.example/customers/8812?name=Berg',
    } as const;
    const kept = only(openGate().admit({ event, facts: { urls: [CRM], incognito: false } }));
    expect(kept).toMatchObject({
      place: 'office.crm',
      route: expect.stringMatching(/^\/customers\/<PATH_\d+>$/),
    });
  });

  test('a participant’s own rule closes a place for her', () => {
    const gate = openGate({
      personal: { ...NO_PERSONAL, rules: [{ place: 'office.crm', fidelity: 'none' }] },
    });
    expect(gate.admit(click(CRM))).toEqual([]);
    expect(gate.admit(click(MAIL, {}, 2_000)).map(({ kind }) => kind)).toEqual(['gap', 'pointer']);
  });
});

describe('secret fields', () => {
  const secrets: [string, Parameters<typeof facts>[0]][] = [
    ['password', { type: 'password' }],
    ['former password', { wasPassword: true }],
    ['card number', { autocomplete: 'cc-number' }],
    ['new password', { autocomplete: 'section-x new-password' }],
    ['one-time code', { autocomplete: 'one-time-code' }],
    ['hidden', { type: 'hidden' }],
    ['security code by its label', { hint: 'Security code (CVC)' }],
  ];

  test.each(secrets)('%s: filled, by no value, length or key', (_name, change) => {
    const gate = openGate();
    const secret = { facts: facts(change), name: 'Password' };
    const edit = {
      kind: 'text',
      op: 'insert',
      t: 1,
      at: 3,
      removed: 0,
      inserted: 1,
      ime: false,
      tab: 1,
      target: field('body>input', secret),
    } as const;
    const key = {
      kind: 'key',
      phase: 'down',
      t: 2,
      key: 'Char',
      modifiers: 0,
      repeat: false,
      tab: 1,
      target: field('body>input', secret),
    } as const;
    const where = { urls: [CRM], incognito: false };
    expect(gate.admit({ event: edit, facts: where })).toEqual([]);
    expect(gate.admit({ event: key, facts: where })).toEqual([]);
    expect(only(gate.admit({ event: { ...key, key: 'Tab' }, facts: where })).kind).toBe('key');
    const commit = only(gate.admit(typed(CRM, 'hunter2-secret', secret)));
    expect(commit).toMatchObject({
      op: 'commit',
      at: -1,
      removed: 0,
      inserted: 0,
      target: { field: 'secret', name: 'Password' },
    });
    expect(JSON.stringify([commit, gate.state()])).not.toContain('hunter2');
    expect(commit).not.toHaveProperty('text');
    expect(commit).not.toHaveProperty('source');
    expect(gate.withheld['secret-field']).toBe(1);
    expect(gate.flush(9_000)).toEqual([]);
  });

  test('the value of one in an outline is left out, and is no source', () => {
    const gate = openGate();
    const secret = {
      role: 'textbox',
      field: 'text',
      value: 'hunter2-secret',
      facts: facts({ autocomplete: 'cc-number' }),
    } as const;
    const [kept] = nodesOf(only(gate.admit(outline(CRM, [node(0, secret)]))));
    expect(kept).toMatchObject({ field: 'secret' });
    expect(kept).not.toHaveProperty('value');
    expect(only(gate.admit(typed(CRM, 'hunter2-secret', {}, 9_000)))).toMatchObject({
      source: { from: 'typed' },
    });
  });

  test('a field nobody described gives no value', () => {
    const { facts: none, ...undescribed } = field('body>input');
    void none;
    const observation = typed(CRM, 'whatever');
    const event = { ...observation.event, target: undescribed } as typeof observation.event;
    expect(only(openGate().admit({ ...observation, event }))).not.toHaveProperty('text');
  });

  test('what is pasted into one is not looked at, not even for its link', () => {
    const gate = openGate();
    gate.admit(clip(CRM, 'copy', 'correct horse'));
    const paste = only(
      gate.admit(
        clip(CRM, 'paste', 'correct horse', 4_000, { field: 'text', facts: facts({ type: 'password' }) }),
      ),
    );
    expect(paste).toMatchObject({ link: 0, length: 0 });
    expect(paste).not.toHaveProperty('source');
  });
});

describe('text', () => {
  test('interface text stays, other text becomes a placeholder, and its label stays', () => {
    const kept = targetOf(
      openGate().admit(
        click(CRM, { role: 'cell', name: 'Contoso Ltd, Oslo', nameSlot: 'content', label: 'Customer' }),
      ),
    );
    expect(kept.name).toMatch(/^<TEXT_\d+:len=16..31>$/);
    expect(kept.label).toBe('Customer');
  });

  test('a text whose place is not known is content', () => {
    const { nameSlot, ...unsaid } = target({ name: 'Save' });
    void nameSlot;
    const observation = click(CRM);
    const event = { ...observation.event, target: unsaid } as typeof observation.event;
    expect(targetOf(openGate().admit({ ...observation, event })).name).toMatch(/^<TEXT_/);
  });

  test('the same person is the same placeholder in a list, in a button and in a locator', () => {
    const gate = openGate();
    const list = only(
      gate.admit(
        outline(MAIL, [
          node(0, { role: 'button', name: 'Reply to Zorbla Quux', nameSlot: 'interface' }),
          node(1, { name: 'Zorbla Quux', nameSlot: 'person' }),
        ]),
      ),
    );
    const [button, sender] = nodesOf(list);
    expect(sender!.name).toMatch(/^<PERSON_\d+>$/);
    expect(button!.name).toBe(`Reply to ${sender!.name}`);
    const kept = targetOf(
      gate.admit(
        click(MAIL, {
          name: 'Reply to Zorbla Quux',
          locators: [{ by: 'role', value: 'Reply to Zorbla Quux', matches: 1 }],
        }),
      ),
    );
    expect(kept.name).toBe(button!.name);
    expect(kept.locators[0]!.value).toBe(button!.name);
  });

  test('message bodies are withheld as bystanders’ words', () => {
    const gate = openGate();
    const kept = only(
      gate.admit(
        outline(MAIL, [
          node(0, { role: 'article', name: 'Hi, call me on 0171 2345678. Kim', nameSlot: 'message' }),
        ]),
      ),
    );
    expect(JSON.stringify(kept)).not.toMatch(/0171|Kim/);
    expect(gate.withheld.bystander).toBe(1);
  });

  test('words a page may choose freely do not pass in roles, states, keys, paths or extensions', () => {
    const gate = openGate();
    const kept = targetOf(
      gate.admit(
        click(CRM, {
          role: 'Anna Berg',
          states: ['expanded', 'anna-berg'],
          locators: [
            { by: 'structure', value: 'div[title="Anna Berg"]', matches: 1 },
            { by: 'testid', value: 'row-Anna Berg', matches: 1 },
          ],
        }),
      ),
    );
    expect(kept).toMatchObject({ role: 'generic', states: ['expanded'] });
    expect(kept.locators.map(({ by }) => by)).toEqual(['testid']);
    expect(JSON.stringify(kept)).not.toContain('Anna');
    const key = (name: string, modifiers: number) =>
      only(
        gate.admit({
          event: { kind: 'key', phase: 'down', t: 9_000, key: name, modifiers, repeat: false, tab: 1 },
          facts: { urls: [CRM], incognito: false },
        }),
      );
    expect(key('b', 0)).toMatchObject({ key: 'Char' });
    expect(key('ß', 2)).toMatchObject({ key: 'Char' });
    expect(key('C', 2)).toMatchObject({ key: 'c' });
    expect(key('@', 3)).toMatchObject({ key: 'Char' });
    expect(key('Enter', 0)).toMatchObject({ key: 'Enter' });
    const file = { kind: 'file', op: 'download', t: 10_000, extension: 'berg', count: 1, tab: 1 } as const;
    expect(only(gate.admit({ event: file, facts: { urls: [CRM], incognito: false } }))).toMatchObject({
      extension: '',
    });
  });

  test('nodes of a frame whose documents nobody named keep no text', () => {
    const kept = only(
      openGate().admit(
        outline(CRM, [
          node(0, { role: 'button', name: 'Save', nameSlot: 'interface' }),
          node(1, { role: 'button', name: 'Pay', nameSlot: 'interface', framePath: [0] }),
          node(2, { role: 'button', name: 'Send', nameSlot: 'interface', framePath: [1], urls: [CRM, MAIL] }),
        ]),
      ),
    );
    expect(nodesOf(kept).map(({ name }) => name)).toEqual(['Save', undefined, 'Send']);
  });
});

describe('no-train customers', () => {
  const register = { change: { noTrain: { domains: ['fabrikam.example'], names: ['Fabrikam GmbH'] } } };

  test.each([
    ['in a name', click(CRM, { name: 'fabrikam  gmbh', nameSlot: 'content' })],
    ['in the row around', click(CRM, { near: ['Open', 'FABRIKAM GmbH & Co'] })],
    ['in an address', click('http://crm.office.localhost:8123/customers/Fabrikam%20GmbH')],
    ['in a typed mail address', typed(CRM, 'info@mail.fabrikam.example')],
    ['in a copied text', clip(CRM, 'copy', 'call Fabrikam-GmbH today')],
    ['in a goal’s slot', task({ customer: 'Fabrikam GmbH' }, 'Find {customer}')],
  ])('drop the observation that names one %s', (_name, observation) => {
    const gate = openGate(register);
    expect(gate.admit(observation)).toEqual([]);
    expect(gate.withheld['no-train']).toBe(1);
    expect(openGate().admit(observation)).toHaveLength(1);
  });

  test('a page whose heading names one is dropped as a whole until it no longer does', () => {
    const gate = openGate(register);
    const page = `${CRM}/17`;
    expect(
      gate.admit(outline(page, [node(0, { role: 'heading', name: 'Fabrikam GmbH', nameSlot: 'content' })])),
    ).toEqual([]);
    expect(gate.admit(click(page))).toEqual([]);
    expect(gate.permitFrame({ before: [area(page)], after: [area(page)], scale: 1 })).toMatchObject({
      allow: false,
      reason: 'no-train',
    });
    gate.admit(
      outline(page, [node(0, { role: 'heading', name: 'Customers', nameSlot: 'interface' })], 5_000),
    );
    expect(gate.admit(click(page, {}, 6_000)).at(-1)!.kind).toBe('pointer');
  });

  test('in a list only the nodes that name one lose their text', () => {
    const kept = only(
      openGate(register).admit(
        outline(CRM, [node(0, { name: 'Fabrikam GmbH' }), node(1, { name: 'Contoso' })]),
      ),
    );
    expect(nodesOf(kept).map(({ name }) => name === undefined)).toEqual([true, false]);
  });
});

const area = (url: string) => ({
  urls: [url],
  incognito: false,
  box: { x: 0, y: 0, width: 800, height: 600 },
  boxes: [],
  complete: true,
});

describe('time', () => {
  test('keys and edits are timed to 50 ms, in order, never after their own time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 60_000 }), fc.boolean()), { maxLength: 40 }),
        (gaps) => {
          const gate = openGate();
          let t = 0;
          let last = -1;
          for (const [gap, isKey] of gaps) {
            t += gap;
            const event = isKey
              ? ({ kind: 'key', phase: 'down', t, key: 'Char', modifiers: 0, repeat: false, tab: 1 } as const)
              : click(CRM, {}, t).event;
            const kept = only(gate.admit({ event, facts: { urls: [CRM], incognito: false } }));
            expect(kept.t).toBeGreaterThanOrEqual(Math.max(last, 0));
            expect(kept.t).toBeLessThanOrEqual(t);
            last = kept.t;
          }
        },
      ),
    );
  });
});

describe('surfaces of a page', () => {
  test('are those of the catalogue, also for a host the policy gave to a product it knows', () => {
    const gate = openGate({
      change: { places: [{ place: 'office.mail', fidelity: 'workflow', hosts: ['post.corp.example'] }] },
    });
    expect(gate.surfacesAt(MAIL)).not.toEqual([]);
    expect(gate.surfacesAt('https://post.corp.example/inbox')).toEqual(gate.surfacesAt(MAIL));
    expect(gate.surfacesAt(UNKNOWN)).toEqual([]);
  });

  test('of an entry nobody has verified call nothing interface', () => {
    const entry = {
      id: 'wiki',
      name: 'Wiki',
      kind: 'web',
      match: { hosts: ['wiki.example'] },
      category: 'documents',
      fidelity: 'workflow',
      surfaces: [
        { surface: 'interface', selector: 'nav' },
        { surface: 'message', selector: '.comment' },
      ],
    } as const;
    const surfaces = (evidence: 'verified' | 'unverified') =>
      openGate({
        catalogue: createCatalogue({ entries: [{ ...entry, evidence, source: 'a test' }] }),
      }).surfacesAt('https://wiki.example/');
    expect(surfaces('verified').map(({ surface }) => surface)).toEqual(['interface', 'message']);
    expect(surfaces('unverified').map(({ surface }) => surface)).toEqual(['message']);
  });
});
