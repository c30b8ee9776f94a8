// The notice in English.

import type { Fidelity } from '../fidelity.ts';
import type { JurisdictionId } from '../jurisdiction/ids.ts';
import type { Language } from '../schema.ts';
import { grouped, listed, type NoticeWording } from './wording.ts';

const and = (parts: readonly string[]): string => listed(parts, 'and');
const count = (n: number, one: string, many: string): string => `${grouped(n, ',')} ${n === 1 ? one : many}`;

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const LANGUAGES: Readonly<Record<Language, string>> = { en: 'English', de: 'German', fr: 'French' };

const KEPT: Readonly<Record<Fidelity, string>> = {
  none: 'nothing',
  structure: 'only what was done, without any text or picture',
  workflow:
    'what was done, the texts of the application itself, such as the names of buttons, and pictures in which everything else is covered',
  content:
    'what was done, and texts and pictures in which personal data was looked for and replaced or covered',
};

const PACKS: Readonly<Record<JurisdictionId, string>> = {
  EU: 'European Union',
  DE: 'Germany',
  FR: 'France',
  IE: 'Ireland',
  UK: 'United Kingdom',
  US: 'United States, federal law',
  'US-CA': 'United States, California',
  'US-NY': 'United States, New York',
  'US-CT': 'United States, Connecticut',
  'US-DE': 'United States, Delaware',
  'US-IL': 'United States, Illinois',
};

export const EN: NoticeWording = {
  title: 'Before you decide: what is recorded, and what you can do',
  headings: {
    choice: 'Taking part is your choice',
    who: 'Who is responsible',
    purposes: 'What it is for',
    recorded: 'What is recorded',
    never: 'What is never recorded',
    places: 'How much is kept where',
    others: 'Other people and customers',
    when: 'When recording runs, and what ends it',
    device: 'What it may cost your device',
    hold: 'You see it first',
    kept: 'How long it is kept',
    control: 'What you can do at any time',
    law: 'Which law is taken into account',
    changes: 'When something changes',
  },
  classes: {
    pointer: 'Mouse: movements and clicks, and the kind of element you clicked on.',
    keys: 'Keys: named keys such as Enter, and shortcuts. Never which letter you typed.',
    edits: 'Fields: that you edited one.',
    choices: 'Choices: which entry of a list, which box or which date field you set.',
    scrolling: 'Scrolling: how far, and where.',
    focus: 'Focus: which field or button you were on.',
    'clipboard-links':
      'Copy and paste: that you did it, and which copy was pasted where. Not the copied text itself.',
    navigation: 'Navigation: that you went to another page, and which kind of page of which application.',
    windows: 'Windows and tabs: that they were opened, closed, resized or brought to the front.',
    dialogs: 'Dialogs: that one appeared, and whether you accepted or dismissed it.',
    files:
      'Files: that you opened, saved, sent or fetched one, and its type. Not its name and not what is in it.',
    tasks: 'Tasks: if you declare one, its type, when it began and how it ended.',
    outlines: 'Layout: the arrangement of the visible buttons, fields and areas.',
    gaps: 'Gaps: that something was left out, for which general reason and roughly how often. Never what.',
    'interface-text': 'Texts of the application: the names of buttons, menus, fields and columns.',
    'redacted-text':
      'Other texts you see or type: after names, addresses, numbers and other personal data were looked for and replaced.',
    placeholders: 'Placeholders: that a text stood somewhere and of what kind it was, such as “a date”.',
    bindings:
      'Origins of values: that a value you entered is the same as one you copied or saw before. Not the value.',
    frames:
      'Pictures of the window: everything that may not be kept is covered before the picture is stored.',
  },
  dataClasses: {
    action: 'actions',
    text: 'texts',
    pixels: 'pictures',
  },
  purposes: {
    'train-cua': 'to train software agents that operate computers',
    'eval-cua': 'to measure how well such agents work',
    'redaction-qa': 'to check that personal data is really covered',
    rights: 'to serve your own rights, such as showing you what is held',
    'store-incident': 'to deal with a breach of the store of recordings',
  },
  sentences: {
    voluntary: () =>
      'You may say no. You may stop later. You need no reason, and neither has any disadvantage for you.',
    secret: () => 'Whether you take part is not shown to your managers.',
    responsible: ({ controller }) => `Responsible: ${controller}.`,
    contact: ({ contact }) => `Contact: ${contact}.`,
    programme: ({ programme, id }) => `Programme: ${programme} (${id}).`,
    purposesIntro: () => 'Recordings may be used only:',
    noOtherPurpose: () =>
      'They may not be used to measure, compare or judge people, nor for decisions about you.',
    tasksAny: () => 'You may declare any task you work on, or none.',
    tasksOnly: ({ tasks }) =>
      `You may declare these types of task: ${tasks.join(', ')}. Others are recorded without their type.`,
    withoutClasses: ({ classes }) => `Not recorded anywhere: ${and(classes)}.`,
    recordedIntro: () => 'While recording runs, and only in places where it is allowed:',
    recordedNothing: () => 'Under these rules nothing is recorded.',
    letters: () =>
      'In places where more than bare actions may be kept, it is also recorded that letters were typed and roughly how many.',
    never: () =>
      'Passwords, payment and security codes, private windows, microphone and camera, what you search for, what you type into the address bar, suggestions, and notifications.',
    decidedHere: () => 'This is decided on your device, before anything is stored or sent.',
    ceiling: ({ fidelity }) => `At most, this is kept of any place: ${KEPT[fidelity]}.`,
    unknownPlaces: () =>
      'Of a place that is not on the list of known applications only what was done is kept, without any text or picture. Places such as banks, health, private mail, personnel systems and works councils are left out.',
    ownRules: () =>
      'You can set any place to keep less, or nothing. Your own rules stay on your device, and nobody can loosen them.',
    placesOfProgramme: () => 'This programme adds these limits:',
    place: ({ name, fidelity, hosts }) =>
      `${name}${hosts.length > 0 ? ` (${hosts.join(', ')})` : ''}: ${KEPT[fidelity]}.`,
    bystanders: () =>
      'What other people wrote, in messages and comments, is never kept: they were not asked.',
    customersSome: () =>
      'There are customers nobody may learn from. Whatever names one of them is dropped on your device. Their names are not shown here.',
    customersNone: () => 'At present no customer is on the list of those nobody may learn from.',
    hoursAlways: () => 'Recording is possible at any time, but it runs only when you start it.',
    hoursOnly: () =>
      'Recording is possible only at these times of your device’s clock, and only when you start it:',
    window: ({ days, from, to, overnight }) =>
      `${and(days.map((day) => DAYS[day - 1] ?? ''))}, ${from} to ${to}${overnight ? ' on the next day' : ''}.`,
    callsEnd: () => 'A call ends the recording.',
    callsDoNotEnd: () => 'A call does not end the recording by itself.',
    sharingEnds: () => 'Sharing your screen ends it.',
    sharingDoesNotEnd: () => 'Sharing your screen does not end it by itself.',
    idleEnds: ({ minutes }) => `${count(minutes, 'minute', 'minutes')} without any input end it.`,
    endsAlike: () =>
      'Pausing, locking the screen, being idle and stopping look alike in the recording. Nobody can tell them apart.',
    megabytes: ({ megabytes }) => `At most ${count(megabytes, 'megabyte', 'megabytes')} a day.`,
    processor: ({ percent }) => `At most ${percent} % of one processor core, on average over a minute.`,
    meteredNo: () => 'Nothing is recorded on a connection that is paid by volume.',
    meteredYes: () => 'Recording goes on while the connection is paid by volume.',
    battery: ({ percent }) =>
      percent === 0
        ? 'Recording goes on at any charge of the battery.'
        : `On battery, nothing is recorded below ${percent} % charge.`,
    budgetEnds: () => 'When a limit is reached, recording stops. You can set lower limits.',
    heldNone: () =>
      'Recordings may leave your device at once. As long as they are held here, you can look at them.',
    heldFor: ({ hours }) =>
      `Recordings stay on your device for ${count(hours, 'hour', 'hours')} in which you are present. You may release them earlier; nobody else can.`,
    heldControl: () => 'You can look at exactly what would leave, and delete any of it.',
    retention: ({ pixels_days, text_days, action_months }) =>
      `Pictures: ${count(pixels_days, 'day', 'days')}. Texts: ${count(text_days, 'day', 'days')}. Actions: ${count(action_months, 'month', 'months')}.`,
    retentionLaw: () => 'If the law where you are sets a shorter time, the shorter one holds.',
    embargoNone: () => 'Training may begin as soon as a recording has left your device.',
    embargo: ({ days }) =>
      `Training may begin at the earliest ${count(days, 'day', 'days')} after a recording has left your device.`,
    keysDestroyed: () => 'After that the keys are destroyed, so that nobody can read it again.',
    pause: () => 'Pause: as often and as long as you like, without a reason.',
    forget: () => 'Forget: delete the last minutes, or any recording that is still on your device.',
    exemption: () =>
      'Exemption: ask for an application, or everything, to be left out. It is left out from the moment you ask.',
    objection: () => 'Objection: refuse that your recordings are used for a type of task or an end use.',
    withdrawal: () =>
      'Withdrawal: end your consent. It takes no more steps than giving it. You can have everything erased. For models that were already trained you are told until when they must be trained again.',
    rights: () => 'Portal: see what is held of you, who looked at it and what it was used for.',
    lawIntro: () => 'These rules are in force:',
    lawNone: () =>
      'No rules of any country have been put into force. As long as this is so, nothing is recorded.',
    pack: ({ pack, version }) => `${PACKS[pack]} (version ${version}).`,
    lawStrictest: () =>
      'The strictest of the rules for where you work and where your device is holds. If that is not known, the strictest of all holds. No lawyer has reviewed these rules as they come with the software.',
    halt: () =>
      'The programme can be halted for everyone at once. Nobody but you can start a recording again.',
    confirmed: ({ hours }) =>
      `If your device cannot confirm these rules for ${count(hours, 'hour', 'hours')}, recording stops.`,
    ends: ({ date }) =>
      `These rules end on ${date.day} ${MONTHS[date.month - 1]} ${date.year} at ${date.clock} UTC. Your consent ends then at the latest.`,
    wider: () =>
      'If more is to be recorded, kept longer or used for more, you get a new notice and are asked again. Until you agree, nothing is recorded.',
    narrower: () => 'If less is recorded, your consent goes on.',
    languages: ({ languages }) =>
      `This notice is offered in ${and(languages.map((language) => LANGUAGES[language]))}.`,
  },
  typography: (text) => text.replaceAll(' %', '\u00a0%'),
};
