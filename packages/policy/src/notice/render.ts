// The notice a participant reads before she decides: made from the running policy and nothing else.
//
// What it speaks of is decided here, once for all languages; how it is said is in en.ts, de.ts and fr.ts. The text is
// hashed into receipts, so it depends on no clock, no locale table and no place. Normative: docs/spec/notice.md.

import type { Language, Policy, WeekWindow } from '../schema.ts';
import { CLASSES } from '../schema.ts';
import { type CaptureClass, classesOf } from './classes.ts';
import { DE } from './de.ts';
import { EN } from './en.ts';
import { FR } from './fr.ts';
import {
  type CalendarDate,
  type NoticeWording,
  SECTION_IDS,
  type SectionId,
  type SentenceFacts,
} from './wording.ts';

const WORDINGS: Readonly<Record<Language, NoticeWording>> = { en: EN, de: DE, fr: FR };

export interface NoticeSection {
  readonly id: SectionId;
  readonly heading: string;
  /** Lines parted by `\n`; those of a list begin with `• `. */
  readonly text: string;
}

export interface Notice {
  readonly language: Language;
  readonly title: string;
  readonly sections: readonly NoticeSection[];
  /** What the section `recorded` names; anything else must not be captured. */
  readonly classes: readonly CaptureClass[];
}

export function renderNotice(policy: Policy, language: Language): Notice {
  const wording = WORDINGS[language];
  return {
    language,
    title: wording.typography(wording.title),
    sections: SECTION_IDS.map((id) => ({
      id,
      heading: wording.typography(wording.headings[id]),
      text: wording.typography(SECTIONS[id](policy, wording).join('\n')),
    })),
    classes: classesOf(policy),
  };
}

/** The notice as the text that is hashed; stable for a policy and a language. */
export function noticeText({ title, sections }: Notice): string {
  return [title, ...sections.map(({ heading, text }) => `${heading}\n${text}`)].join('\n\n').concat('\n');
}

/** SHA-256 hex of the notice's text, UTF-8: what a receipt cites. */
export function noticeHash(notice: Notice, hash: { sha256(bytes: Uint8Array): Uint8Array }): string {
  const digest = hash.sha256(new TextEncoder().encode(noticeText(notice)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

type Section = (policy: Policy, wording: NoticeWording) => readonly string[];

/** Paragraphs and list lines of every section. */
const SECTIONS: Readonly<Record<SectionId, Section>> = {
  choice: (_, { sentences: say }) => [paragraph(say.voluntary(), say.secret())],
  who: ({ controller, contact, programme, id }, { sentences: say }) => [
    say.responsible({ controller: plain(controller) }),
    say.contact({ contact: plain(contact) }),
    say.programme({ programme: plain(programme), id }),
  ],
  purposes: ({ purposes }, { sentences: say, purposes: words }) => [
    say.purposesIntro(),
    ...purposes.map((purpose) => bullet(`${words[purpose]}.`)),
    say.noOtherPurpose(),
  ],
  recorded: recordedOf,
  never: (_, { sentences: say }) => [paragraph(say.never(), say.decidedHere())],
  places: placesOf,
  others: ({ noTrain }, { sentences: say }) => [
    say.bystanders(),
    Object.values(noTrain).some((list) => list.length > 0) ? say.customersSome() : say.customersNone(),
  ],
  when: whenOf,
  device: ({ budgets }, { sentences: say }) => [
    bullet(say.megabytes({ megabytes: budgets.mb_per_day })),
    bullet(say.processor({ percent: budgets.cpu_percent })),
    bullet(budgets.metered ? say.meteredYes() : say.meteredNo()),
    bullet(say.battery({ percent: budgets.battery_percent })),
    say.budgetEnds(),
  ],
  hold: ({ hold_h }, { sentences: say }) => [
    paragraph(hold_h === 0 ? say.heldNone() : say.heldFor({ hours: hold_h }), say.heldControl()),
  ],
  kept: ({ retention, embargo_days }, { sentences: say }) => [
    paragraph(say.retention(retention), say.retentionLaw(), say.keysDestroyed()),
    embargo_days === 0 ? say.embargoNone() : say.embargo({ days: embargo_days }),
  ],
  control: (_, { sentences: say }) =>
    ([say.pause, say.forget, say.exemption, say.objection, say.withdrawal, say.rights] as const).map(
      (right) => bullet(right()),
    ),
  law: ({ jurisdictions }, { sentences: say }) =>
    jurisdictions.length === 0
      ? [say.lawNone()]
      : [
          say.lawIntro(),
          ...jurisdictions.map(({ pack, version }) => bullet(say.pack({ pack, version }))),
          say.lawStrictest(),
        ],
  changes: ({ ttl_h, notAfter, languages }, { sentences: say }) => [
    paragraph(say.wider(), say.narrower()),
    paragraph(say.halt(), say.confirmed({ hours: ttl_h })),
    say.ends({ date: dateOf(notAfter) }),
    say.languages({ languages }),
  ],
};

function recordedOf(policy: Policy, { sentences: say, classes, dataClasses }: NoticeWording): string[] {
  const named = classesOf(policy);
  if (named.length === 0) return [say.recordedNothing()];
  const absent = CLASSES.filter((name) => !policy.classes.includes(name));
  return [
    say.recordedIntro(),
    ...named.map((name) => bullet(classes[name])),
    // Below `workflow` the number of letters is the length of a text, and is not kept.
    ...(named.includes('bindings') ? [say.letters()] : []),
    ...(absent.length > 0 ? [say.withoutClasses({ classes: absent.map((name) => dataClasses[name]) })] : []),
    policy.tasks.length === 0 ? say.tasksAny() : say.tasksOnly({ tasks: policy.tasks }),
  ];
}

function placesOf({ maxFidelity, places }: Policy, { sentences: say }: NoticeWording): string[] {
  return [
    paragraph(say.ceiling({ fidelity: maxFidelity }), say.unknownPlaces()),
    ...(places.length === 0 ? [] : [say.placesOfProgramme()]),
    ...places.map(({ place, name, fidelity, hosts = [] }) =>
      bullet(say.place({ name: name === undefined ? place : `${plain(name)}, ${place}`, fidelity, hosts })),
    ),
    say.ownRules(),
  ];
}

function whenOf({ hours, ends }: Policy, { sentences: say }: NoticeWording): string[] {
  return [
    ...(hours.length === 0
      ? [say.hoursAlways()]
      : [say.hoursOnly(), ...hours.map((window) => bullet(say.window(windowFacts(window))))]),
    paragraph(
      ends.calls ? say.callsEnd() : say.callsDoNotEnd(),
      ends.sharing ? say.sharingEnds() : say.sharingDoesNotEnd(),
      say.idleEnds({ minutes: ends.idle_min }),
    ),
    say.endsAlike(),
  ];
}

function windowFacts({ days, from, to }: WeekWindow): SentenceFacts['window'] {
  return { days: [...new Set(days)].sort(), from, to, overnight: to <= from };
}

function dateOf(iso: string): CalendarDate {
  const utc = new Date(iso).toISOString();
  return {
    year: Number(utc.slice(0, 4)),
    month: Number(utc.slice(5, 7)),
    day: Number(utc.slice(8, 10)),
    clock: utc.slice(11, 16),
  };
}

const paragraph = (...sentences: readonly string[]): string => sentences.join(' ');
const bullet = (line: string): string => `• ${line}`;

/**
 * White space, control characters, and the invisible ones that join, part or turn text around. Ranges instead of
 * `\p{C}`: what is unassigned differs between engines, and then so would the hash.
 */
const INVISIBLE = /[\s\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/gu;

/** A policy's own words on one line, so that none can pass for a section of the notice. */
function plain(words: string): string {
  return words.replace(INVISIBLE, ' ').trim();
}
