import { DEVICE_AT_WORK, type DeviceFacts, type Fidelity, NO_PERSONAL, type StopReason } from '@overt/policy';
import { createRedactor, type Slot } from '@overt/redact';
import { describe, expect, test } from 'vitest';
import type { DocumentMarks, Gate, Observation } from '../../src/gate/index.ts';
import {
  CRM,
  click,
  field,
  KEY,
  MAIL,
  NOW,
  node,
  nodesOf,
  only,
  openGate,
  outline,
  type Setting,
  target,
  typed,
  UNKNOWN,
} from './fixture.ts';

const openAt = (maxFidelity: Fidelity, setting: Setting = {}): Gate =>
  openGate({
    ...setting,
    change: {
      maxFidelity,
      places: [{ place: 'own', hosts: ['own.example'], fidelity: 'content' }],
      ...setting.change,
    },
    redactor: createRedactor({ key: KEY, fidelity: 'content' }),
  });
const OWN = 'https://own.example/page';

describe('what the device knows of itself stops everything at once, and leaves no marker', () => {
  const stops: [string, Partial<DeviceFacts>, StopReason, Setting['change']?][] = [
    ['a pause or a lock', { paused: true }, 'paused'],
    ['five minutes without input', { idle_min: 5 }, 'paused'],
    ['a call', { inCall: true }, 'call'],
    ['a shared screen', { sharing: true }, 'call'],
    ['the megabytes of a day', { usage: { ...DEVICE_AT_WORK.usage, mb_today: 2_000 } }, 'budget'],
    ['too much processor time', { usage: { ...DEVICE_AT_WORK.usage, cpu_percent: 101 } }, 'budget'],
    ['a metered connection', { usage: { ...DEVICE_AT_WORK.usage, metered: true } }, 'budget'],
    ['a low battery', { usage: { ...DEVICE_AT_WORK.usage, battery_percent: 9 } }, 'budget'],
  ];
  test.each(stops)('%s', (_name, facts, reason) => {
    let device: DeviceFacts = DEVICE_AT_WORK;
    const gate = openGate({ device: () => device });
    expect(gate.admit(click(CRM))).toHaveLength(1);
    device = { ...DEVICE_AT_WORK, ...facts };
    expect(gate.stop()).toBe(reason);
    expect(gate.admit(click(CRM, {}, 2_000))).toEqual([]);
    device = DEVICE_AT_WORK;
    expect(gate.admit(click(CRM, {}, 3_000)).map(({ kind }) => kind)).toEqual(['pointer']);
  });

  test('hours of the policy and quiet hours of the participant, by the device’s local clock', () => {
    const at = (hours: number): { now(): Date } => ({ now: () => new Date(2026, 10, 23, hours, 30) });
    const hours = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }];
    expect(openGate({ clock: at(8), change: { hours } }).stop()).toBe('hours');
    expect(openGate({ clock: at(10), change: { hours } }).stop()).toBeUndefined();
    const personal = { ...NO_PERSONAL, quiet: [{ days: [1], from: '12:00', to: '13:00' }] };
    expect(openGate({ clock: at(12), personal }).stop()).toBe('hours');
    expect(openGate({ clock: at(13), personal }).stop()).toBeUndefined();
  });

  test('a notice that was broken, or is due today, and a law nobody put into force', () => {
    expect(openGate({ noticeBroken: true }).stop()).toBe('notice');
    const device = (): DeviceFacts => ({ ...DEVICE_AT_WORK, noticeShownToday: false });
    expect(openGate({ device, whereabouts: { participant: ['US-DE'], device: ['US'] } }).stop()).toBe(
      'notice',
    );
    expect(openGate({ device }).stop()).toBeUndefined();
    expect(openGate({ change: { jurisdictions: [] } }).stop()).toBe('jurisdiction');
  });
});

describe('who narrows a place closes it, and looks like any closed place', () => {
  const closers: [string, Setting][] = [
    ['a pause of the place', { personal: { ...NO_PERSONAL, pauses: [{ scope: { place: 'office.crm' } }] } }],
    [
      'an exemption that is asked for',
      { exemptions: [{ id: 'a', scope: { place: 'office.crm' }, state: 'pending' }] },
    ],
    [
      'an exemption of the host',
      { exemptions: [{ id: 'a', scope: { host: 'crm.office.localhost' }, state: 'granted' }] },
    ],
    [
      'a veto',
      {
        providers: [{ name: 'dlp', ceilingOf: ({ place }) => (place === 'office.crm' ? 'none' : 'content') }],
      },
    ],
    [
      'a veto that throws',
      {
        providers: [
          {
            name: 'dlp',
            ceilingOf: ({ place }) => {
              if (place === 'office.crm') throw new TypeError('broken');
              return 'content';
            },
          },
        ],
      },
    ],
  ];
  test.each(closers)('%s', (_name, setting) => {
    const gate = openGate(setting);
    expect(gate.admit(click(CRM))).toEqual([]);
    const next = gate.admit(click(MAIL, {}, 2_000));
    expect(next.map(({ kind }) => kind)).toEqual(['gap', 'pointer']);
    expect(next[0]).toMatchObject({ reason: 'place-none' });
  });

  test('a refused exemption no longer suspends, and a pause that is over is over', () => {
    const refused = [{ id: 'a', scope: { place: 'office.crm' }, state: 'refused' }] as const;
    const over = { ...NO_PERSONAL, pauses: [{ scope: { place: 'office.crm' }, until: NOW.toISOString() }] };
    expect(openGate({ exemptions: refused, personal: over }).admit(click(CRM))).toHaveLength(1);
  });
});

describe('confidential documents', () => {
  const marked = (observation: Observation, marks: Partial<DocumentMarks>): Observation => ({
    ...observation,
    facts: { ...observation.facts, marks: { title: '', headings: [], labels: [], ...marks } },
  });
  const says: [string, Partial<DocumentMarks>][] = [
    ['title', { title: 'Board papers, November' }],
    ['heading', { headings: ['Plan', 'Streng geheim'] }],
    ['label', { labels: ['Restricted'] }],
  ];

  test.each(says)('are kept as structure while their %s says so', (_name, marks) => {
    const gate = openAt('content');
    const kept = only(gate.admit(marked(click(OWN), marks)));
    expect(kept).toMatchObject({ kind: 'pointer' });
    expect('target' in kept && kept.target).not.toHaveProperty('name');
    expect(gate.permitFrame({ before: [area(OWN)], after: [area(OWN)], scale: 1 })).toMatchObject({
      allow: false,
      reason: 'frame-denied',
    });
    const after = gate
      .admit(marked(click(OWN, {}, 2_000), { title: 'Lunch menu', labels: ['Public'] }))
      .at(-1);
    expect(after && 'target' in after && after.target?.name).toBe('Save');
  });

  test('a heading in an outline, or a window’s title, marks the page as well', () => {
    const gate = openAt('content');
    const kept = only(gate.admit(outline(OWN, [node(0, { role: 'heading', name: 'Due diligence' })])));
    expect(nodesOf(kept)[0]).not.toHaveProperty('name');
    const other = openAt('content');
    other.admit({
      event: {
        kind: 'window',
        t: 1,
        level: 'tab',
        change: 'title',
        window: 1,
        tab: 1,
        place: '',
        title: 'M&A',
        width: 1,
        height: 1,
        scale: 1,
      },
      facts: { urls: [OWN], incognito: false },
    });
    expect(other.permitFrame({ before: [area(OWN)], after: [area(OWN)], scale: 1 }).allow).toBe(false);
  });

  test('a frame in a page that is not confidential is filled where it is', () => {
    const gate = openAt('content');
    const inner = {
      ...area(OWN),
      urls: [OWN, 'https://own.example/board'],
      marks: { title: 'Board minutes', headings: [], labels: [] },
    };
    const look = [area(OWN), inner];
    const permit = gate.permitFrame({ before: look, after: look, scale: 1 });
    expect(permit).toMatchObject({ allow: true, regions: [inner.box] });
  });

  test('the marks outlive the worker', () => {
    const gate = openAt('content');
    gate.admit(marked(click(OWN), { title: 'Board papers' }));
    const again = openAt('content', { state: JSON.parse(JSON.stringify(gate.state())) });
    expect(again.permitFrame({ before: [area(OWN)], after: [area(OWN)], scale: 1 }).allow).toBe(false);
  });

  test('a document marker of the no-train register counts in a title, not in the text', () => {
    const gate = openAt('content', { change: { noTrain: { markers: ['Project Heron'] } } });
    expect(gate.admit(click(OWN, { near: ['about Project Heron'] }))).toHaveLength(1);
    expect(gate.admit(marked(click(OWN, {}, 2_000), { title: 'Project Heron' }))).toEqual([]);
  });
});

describe('classes of substance are withheld at every fidelity', () => {
  test.each<[Slot]>([['search'], ['autocomplete'], ['notification']])('%s', (slot) => {
    const gate = openAt('content');
    const named = only(gate.admit(click(OWN, { name: 'flights to Lisbon', nameSlot: slot })));
    expect(JSON.stringify(named)).not.toContain('Lisbon');
    const query = only(
      gate.admit(typed(OWN, 'flights to Lisbon', { ...field('body>input'), valueSlot: slot })),
    );
    expect(JSON.stringify(query)).not.toContain('Lisbon');
    const box = { x: 0, y: 0, width: 50, height: 10 };
    const shown = { ...area(OWN), boxes: [{ box, slot, text: 'flights to Lisbon' }] };
    const look = [shown];
    expect(gate.permitFrame({ before: look, after: look, scale: 1 })).toMatchObject({ regions: [box] });
  });

  test('what a field holds is kept redacted where the place allows it', () => {
    const kept = only(openAt('content').admit(typed(OWN, 'flights to Lisbon')));
    expect(JSON.stringify(kept)).toContain('flights');
  });
});

describe('what is counted', () => {
  test('by place, kind and the fidelity it needs; kept and withheld alike, and nothing while capture is stopped', () => {
    let device: DeviceFacts = DEVICE_AT_WORK;
    const gate = openGate({ device: () => device });
    gate.admit(click(CRM));
    gate.admit(click(UNKNOWN, {}, 2_000));
    gate.admit(click(CRM, { ...target(), name: 'Contoso', nameSlot: 'content', locators: [] }, 3_000));
    const { rows } = gate.takeCounts();
    const row = (place: string, kind: string) =>
      rows.find((each) => each.place === place && each.kind === kind);
    expect(row('office.crm', 'pointer')).toMatchObject({ needs: 'structure', seen: 2, kept: 2 });
    expect(row('office.crm', 'interface-text')).toMatchObject({ needs: 'workflow', kept: 1 });
    expect(row('office.crm', 'redacted-text')).toMatchObject({ needs: 'content', seen: 1, kept: 0 });
    expect(row('unknown', 'interface-text')).toMatchObject({ kept: 0 });
    device = { ...DEVICE_AT_WORK, paused: true };
    gate.admit(click(CRM, {}, 4_000));
    expect(gate.takeCounts().rows).toEqual([]);
  });

  test('what was withheld beside it, where that deserves a look', () => {
    const gate = openGate();
    gate.admit(click(CRM, { name: 'Dear all', nameSlot: 'message' }));
    gate.admit(typed(CRM, undefined, { ...field('body>input'), field: 'secret' }));
    expect(gate.takeCounts().near).toMatchObject({ people: 1, secret: 1, confidential: 0 });
  });
});

function area(url: string) {
  return {
    urls: [url],
    incognito: false,
    box: { x: 0, y: 0, width: 800, height: 600 },
    boxes: [],
    complete: true,
  };
}
