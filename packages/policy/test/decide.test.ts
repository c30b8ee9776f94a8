import { describe, expect, test } from 'vitest';
import {
  type CapturePolicyProvider,
  type Context,
  type ContextParts,
  decide,
  type Facts,
  type Moment,
  NO_PERSONAL,
  NO_USAGE,
  type Policy,
  RULES,
  type RuleId,
  UNKNOWN_PLACE,
} from '../src/index.ts';
import { context, crm, device, facts, field, moment, NOW } from './support.ts';

const HOUR = 3_600_000;

type Outcome = Partial<ReturnType<typeof decide>>;
interface Case {
  readonly rule: RuleId;
  readonly when: string;
  readonly facts?: Partial<Facts>;
  readonly policy?: Partial<Policy>;
  readonly parts?: Partial<ContextParts>;
  readonly at?: Moment;
  readonly gives?: Outcome;
}

const dlp = (answer: () => unknown): CapturePolicyProvider => ({
  name: 'DLP',
  ceilingOf: answer as CapturePolicyProvider['ceilingOf'],
});
const none = (reason: Outcome['reason']): Outcome => ({
  fidelity: 'none',
  reason: reason ?? 'fault',
  text: 'absent',
  binding: false,
});
const windows = [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '18:00' }];
const personal = (change: Partial<ContextParts['personal'] & object>) => ({
  personal: { ...NO_PERSONAL, ...change },
});

const CASES: readonly Case[] = [
  {
    rule: 'indicator',
    when: 'the mark is not visible',
    at: { ...moment, indicatorVisible: false },
    gives: none('indicator-dead'),
  },
  { rule: 'receipt', when: 'there is none', parts: { receipt: undefined }, gives: none('no-receipt') },
  {
    rule: 'receipt',
    when: 'it permits another policy',
    parts: { policyHash: 'c'.repeat(64) },
    gives: none('no-receipt'),
  },
  {
    rule: 'expired',
    when: 'the term is over',
    policy: { notAfter: '2026-11-23T08:00:00Z' },
    gives: none('policy-expired'),
  },
  {
    rule: 'stale',
    when: 'nobody confirmed the policy for a day',
    parts: { confirmedAt_ms: NOW.getTime() - 24 * HOUR },
    gives: none('policy-stale'),
  },
  { rule: 'halt', when: 'the programme is halted', policy: { halt: true }, gives: none('halted') },
  {
    rule: 'notice',
    when: 'something was kept that it does not name',
    parts: { noticeBroken: true },
    gives: none('notice'),
  },
  {
    rule: 'notice',
    when: 'the law asks for it daily and it was not shown today',
    parts: { whereabouts: { participant: ['US-DE'], device: ['US-DE'] } },
    at: device({ noticeShownToday: false }),
    gives: none('notice'),
  },
  {
    rule: 'jurisdiction',
    when: 'no administrator signed the pack of this place',
    policy: { jurisdictions: [] },
    gives: none('jurisdiction'),
  },
  { rule: 'paused', when: 'she paused', at: device({ paused: true }), gives: none('paused') },
  { rule: 'paused', when: 'nobody is there', at: device({ idle_min: 5 }), gives: none('paused') },
  { rule: 'hours', when: 'it is before working hours', policy: { hours: windows }, gives: none('hours') },
  {
    rule: 'hours',
    when: 'these are her quiet hours',
    parts: personal({ quiet: [{ days: [1], from: '08:30', to: '09:30' }] }),
    gives: none('hours'),
  },
  { rule: 'call', when: 'she is in a call', at: device({ inCall: true }), gives: none('call') },
  { rule: 'call', when: 'the screen is shared', at: device({ sharing: true }), gives: none('call') },
  {
    rule: 'budget',
    when: 'the day has kept its megabytes',
    at: device({ usage: { ...NO_USAGE, mb_today: 2_000 } }),
    gives: none('budget'),
  },
  {
    rule: 'private-window',
    when: 'the window is private',
    facts: { incognito: true },
    gives: none('private-window'),
  },
  {
    rule: 'no-train',
    when: 'a customer is named who is never learned from',
    facts: { noTrain: true },
    gives: none('no-train'),
  },
  {
    rule: 'place',
    when: 'the catalogue shuts it',
    facts: { place: { ...crm, fidelity: 'none' } },
    gives: none('place-none'),
  },
  {
    rule: 'place',
    when: 'the policy shuts its category',
    policy: { places: [{ place: 'category:crm', fidelity: 'none' }] },
    gives: none('place-none'),
  },
  { rule: 'place', when: 'everything is shut', policy: { maxFidelity: 'none' }, gives: none('place-none') },
  {
    rule: 'place',
    when: 'no action may come into being',
    policy: { classes: ['text', 'pixels'] },
    gives: none('place-none'),
  },
  {
    rule: 'veto',
    when: 'DLP says none',
    parts: { providers: [dlp(() => 'none')] },
    gives: none('place-none'),
  },
  {
    rule: 'veto',
    when: 'DLP fails',
    parts: {
      providers: [
        dlp(() => {
          throw new TypeError('down');
        }),
      ],
    },
    gives: none('place-none'),
  },
  {
    rule: 'veto',
    when: 'DLP answers nonsense',
    parts: { providers: [dlp(() => 'everything')] },
    gives: none('place-none'),
  },
  {
    rule: 'exemption',
    when: 'a request for it waits for its answer',
    parts: { exemptions: [{ id: '1', scope: { host: 'crm.example' }, state: 'pending' }] },
    gives: none('place-none'),
  },
  {
    rule: 'exemption',
    when: 'one was granted and runs',
    parts: {
      exemptions: [
        { id: '1', scope: { place: 'category:crm' }, state: 'granted', until: '2026-12-01T00:00:00Z' },
      ],
    },
    gives: none('place-none'),
  },
  {
    rule: 'personal',
    when: 'her own rule shuts the host above',
    facts: { host: 'eu.crm.example' },
    parts: personal({ rules: [{ host: 'crm.example', fidelity: 'none' }] }),
    gives: none('place-none'),
  },
  {
    rule: 'personal',
    when: 'she paused this place',
    parts: personal({ pauses: [{ scope: { place: 'crm' } }] }),
    gives: none('place-none'),
  },
  {
    rule: 'secret-field',
    when: 'it is a password field',
    facts: { field: field({ type: 'password' }) },
    gives: { fidelity: 'structure', text: 'absent', binding: false },
  },
  { rule: 'secret-field', when: 'the surface is secret', facts: { surface: 'secret' } },
  {
    rule: 'unknown-place',
    when: 'nobody described the place',
    facts: { place: UNKNOWN_PLACE },
    gives: { fidelity: 'structure', text: 'absent', binding: false },
  },
  {
    rule: 'structure',
    when: 'the place is kept as structure',
    facts: { place: { ...crm, fidelity: 'structure' } },
    gives: { text: 'absent', reason: 'substance', binding: false },
  },
  {
    rule: 'confidential',
    when: 'the document is marked so',
    facts: { confidential: true },
    gives: { fidelity: 'structure', text: 'absent', reason: 'substance', binding: false },
  },
  {
    rule: 'text-class',
    when: 'no text may come into being',
    policy: { classes: ['action', 'pixels'] },
    gives: { fidelity: 'content', text: 'absent', binding: true },
  },
  {
    rule: 'bystander',
    when: 'the words are another’s',
    facts: { surface: 'message' },
    gives: { fidelity: 'content', text: 'placeholder', reason: 'bystander' },
  },
  ...(['search', 'address', 'autocomplete', 'notification'] as const).map(
    (surface): Case => ({
      rule: 'substance',
      when: `it is ${surface}, even at content`,
      facts: { surface },
      gives: { fidelity: 'content', text: 'placeholder', reason: 'substance' },
    }),
  ),
  {
    rule: 'substance',
    when: 'it is content, at workflow',
    facts: { surface: 'content' },
    policy: { maxFidelity: 'workflow' },
    gives: { fidelity: 'workflow', text: 'placeholder', binding: true },
  },
  {
    rule: 'permitted',
    when: 'it is interface, at workflow',
    policy: { maxFidelity: 'workflow' },
    gives: { fidelity: 'workflow', text: 'interface', reason: 'permitted' },
  },
  {
    rule: 'permitted',
    when: 'it is content, at content',
    facts: { surface: 'content' },
    gives: { fidelity: 'content', text: 'redacted' },
  },
];

const contextOf = ({ policy, parts }: Case): Context => context(policy, parts);

describe('decide', () => {
  test.each(CASES.map((each) => [each.rule, each.when, each] as const))('%s: %s', (rule, _when, each) => {
    expect(decide(facts(each.facts), contextOf(each), each.at ?? moment)).toMatchObject({
      rule,
      ...each.gives,
    });
  });

  test('every rule is decided by at least one of these cases', () => {
    expect(new Set(CASES.map(({ rule }) => rule))).toEqual(new Set(RULES));
  });

  test('an earlier rule wins over a later one, in the order of the specification', () => {
    const single = new Map(CASES.map((each) => [each.rule, each]));
    for (let earlier = 0; earlier < RULES.length; earlier++)
      for (let later = earlier + 1; later < RULES.length; later++) {
        const [first, second] = [single.get(RULES[earlier]!)!, single.get(RULES[later]!)!];
        if (!canMeet(first, second)) continue;
        const both = {
          facts: facts({ ...second.facts, ...first.facts }),
          context: context({ ...second.policy, ...first.policy }, { ...second.parts, ...first.parts }),
          at: first.at ?? second.at ?? moment,
        };
        expect(decide(both.facts, both.context, both.at).rule).toBe(first.rule);
      }
  });

  test('what stops for her or for the law leaves the reason of any other place of which nothing is kept', () => {
    const silent = CASES.filter(({ rule }) => ['veto', 'exemption', 'personal'].includes(rule));
    for (const each of silent)
      expect(decide(facts(each.facts), contextOf(each), moment).reason).toBe('place-none');
  });

  test('a stale policy stops at its TTL to the millisecond, a receipt at its end', () => {
    const at = (now_ms: number) => decide(facts(), context(), { ...moment, now_ms }).rule;
    expect(at(NOW.getTime() + 24 * HOUR - 1)).toBe('permitted');
    expect(at(NOW.getTime() + 24 * HOUR)).toBe('stale');
    const lasting = context({}, { confirmedAt_ms: Date.parse('2027-01-01T00:00:00Z') });
    expect(decide(facts(), lasting, { ...moment, now_ms: Date.parse('2027-01-01T00:00:00Z') }).rule).toBe(
      'receipt',
    );
  });

  test('an exemption ends to the millisecond; a pending or unreadable one does not end', () => {
    const until = '2026-11-23T10:00:00Z';
    const at = (exemption: { state: 'granted' | 'pending'; until?: string }, now_ms: number) =>
      decide(facts(), context({}, { exemptions: [{ id: '1', scope: { everything: true }, ...exemption }] }), {
        ...moment,
        now_ms,
      }).rule;
    expect(at({ state: 'granted', until }, Date.parse(until) - 1)).toBe('exemption');
    expect(at({ state: 'granted', until }, Date.parse(until))).toBe('permitted');
    expect(at({ state: 'pending', until }, Date.parse(until))).toBe('exemption');
    expect(at({ state: 'granted', until: 'soon' }, Date.parse(until))).toBe('exemption');
  });

  test('a refused exemption suspends nothing', () => {
    const refused = context({}, { exemptions: [{ id: '1', scope: { everything: true }, state: 'refused' }] });
    expect(decide(facts(), refused, moment).rule).toBe('permitted');
  });

  test('a provider is asked once for each place and host', () => {
    let asked = 0;
    const counting = context(
      {},
      {
        providers: [
          dlp(() => {
            asked++;
            return 'workflow';
          }),
        ],
      },
    );
    for (let i = 0; i < 100; i++) expect(decide(facts(), counting, moment).fidelity).toBe('workflow');
    decide(facts({ host: 'other.example' }), counting, moment);
    expect(asked).toBe(2);
  });
});

/** Whether both conditions can hold at once: they must not set the same thing to different values. */
function canMeet(a: Case, b: Case): boolean {
  const clash = (x: object = {}, y: object = {}): boolean => Object.keys(x).some((key) => key in y);
  return (
    !clash(a.facts, b.facts) &&
    !clash(a.policy, b.policy) &&
    !clash(a.parts, b.parts) &&
    !(a.at && b.at) &&
    // Needs a policy or a place of its own to show.
    !['permitted', 'structure', 'unknown-place'].includes(b.rule)
  );
}
