// The notice in German.

import type { Fidelity } from '../fidelity.ts';
import type { JurisdictionId } from '../jurisdiction/ids.ts';
import type { Language } from '../schema.ts';
import { grouped, listed, type NoticeWording } from './wording.ts';

const and = (parts: readonly string[]): string => listed(parts, 'und');
const count = (n: number, one: string, many: string): string => `${grouped(n, '.')} ${n === 1 ? one : many}`;

const MONTHS = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(
  ' ',
);
const DAYS = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'];
const LANGUAGES: Readonly<Record<Language, string>> = {
  en: 'Englisch',
  de: 'Deutsch',
  fr: 'Französisch',
};

const KEPT: Readonly<Record<Fidelity, string>> = {
  none: 'nichts',
  structure: 'nur, was getan wurde, ohne Text und ohne Bild',
  workflow:
    'was getan wurde, Texte der Anwendung selbst, etwa die Namen von Schaltflächen, und Bilder, in denen alles andere abgedeckt ist',
  content:
    'was getan wurde, und Texte und Bilder, in denen persönliche Angaben gesucht und ersetzt oder abgedeckt wurden',
};

const PACKS: Readonly<Record<JurisdictionId, string>> = {
  EU: 'Europäische Union',
  DE: 'Deutschland',
  FR: 'Frankreich',
  IE: 'Irland',
  UK: 'Vereinigtes Königreich',
  US: 'Vereinigte Staaten, Bundesrecht',
  'US-CA': 'Vereinigte Staaten, Kalifornien',
  'US-NY': 'Vereinigte Staaten, New York',
  'US-CT': 'Vereinigte Staaten, Connecticut',
  'US-DE': 'Vereinigte Staaten, Delaware',
  'US-IL': 'Vereinigte Staaten, Illinois',
};

export const DE: NoticeWording = {
  title: 'Bevor Sie sich entscheiden: was aufgezeichnet wird und was Sie tun können',
  headings: {
    choice: 'Sie entscheiden, ob Sie teilnehmen',
    who: 'Wer verantwortlich ist',
    purposes: 'Wofür es ist',
    recorded: 'Was aufgezeichnet wird',
    never: 'Was nie aufgezeichnet wird',
    places: 'Wie viel wo behalten wird',
    others: 'Andere Menschen und Kunden',
    when: 'Wann aufgezeichnet wird und was die Aufnahme beendet',
    device: 'Was es Ihr Gerät kosten darf',
    hold: 'Sie sehen es zuerst',
    kept: 'Wie lange es behalten wird',
    control: 'Was Sie jederzeit tun können',
    law: 'Welches Recht berücksichtigt wird',
    changes: 'Wenn sich etwas ändert',
  },
  classes: {
    pointer: 'Maus: Bewegungen und Klicks und die Art des Elements, auf das Sie geklickt haben.',
    keys: 'Tasten: benannte Tasten wie die Eingabetaste und Tastenkürzel. Nie, welchen Buchstaben Sie getippt haben.',
    edits: 'Felder: dass Sie eines bearbeitet haben.',
    choices:
      'Auswahl: welchen Eintrag einer Liste, welches Kästchen oder welches Datumsfeld Sie gesetzt haben.',
    scrolling: 'Scrollen: wie weit und wo.',
    focus: 'Fokus: auf welchem Feld oder welcher Schaltfläche Sie waren.',
    'clipboard-links':
      'Kopieren und Einfügen: dass Sie es getan haben und welche Kopie wo eingefügt wurde. Nicht der kopierte Text selbst.',
    navigation:
      'Navigation: dass Sie auf eine andere Seite gewechselt sind und welche Art Seite welcher Anwendung das war.',
    windows:
      'Fenster und Tabs: dass sie geöffnet, geschlossen, in der Größe geändert oder nach vorn geholt wurden.',
    dialogs: 'Dialoge: dass einer erschien und ob Sie ihn bestätigt oder geschlossen haben.',
    files:
      'Dateien: dass Sie eine geöffnet, gespeichert, gesendet oder abgerufen haben, und ihr Typ. Nicht ihr Name und nicht ihr Inhalt.',
    tasks: 'Aufgaben: wenn Sie eine angeben, ihre Art, wann sie begann und wie sie endete.',
    outlines: 'Aufbau: die Anordnung der sichtbaren Schaltflächen, Felder und Bereiche.',
    gaps: 'Lücken: dass etwas ausgelassen wurde, aus welchem allgemeinen Grund und ungefähr wie oft. Nie, was.',
    'interface-text': 'Texte der Anwendung: die Namen von Schaltflächen, Menüs, Feldern und Spalten.',
    'redacted-text':
      'Andere Texte, die Sie sehen oder tippen: nachdem Namen, Adressen, Nummern und andere persönliche Angaben gesucht und ersetzt wurden.',
    placeholders:
      'Platzhalter: dass an einer Stelle ein Text stand und welcher Art er war, etwa „ein Datum“.',
    bindings:
      'Herkunft von Werten: dass ein Wert, den Sie eingegeben haben, derselbe ist wie einer, den Sie vorher kopiert oder gesehen haben. Nicht der Wert.',
    frames:
      'Bilder des Fensters: alles, was nicht behalten werden darf, wird abgedeckt, bevor das Bild gespeichert wird.',
  },
  dataClasses: {
    action: 'Handlungen',
    text: 'Texte',
    pixels: 'Bilder',
  },
  purposes: {
    'train-cua': 'um Software-Agenten zu trainieren, die Computer bedienen',
    'eval-cua': 'um zu messen, wie gut solche Agenten arbeiten',
    'redaction-qa': 'um zu prüfen, ob persönliche Angaben wirklich abgedeckt sind',
    rights: 'um Ihre eigenen Rechte zu erfüllen, etwa um Ihnen zu zeigen, was gespeichert ist',
    'store-incident': 'um einen Einbruch in den Speicher der Aufnahmen zu bearbeiten',
  },
  sentences: {
    voluntary: () =>
      'Sie können Nein sagen. Sie können später aufhören. Sie brauchen dafür keinen Grund, und beides hat für Sie keinen Nachteil.',
    secret: () => 'Ob Sie teilnehmen, wird Ihren Vorgesetzten nicht gezeigt.',
    responsible: ({ controller }) => `Verantwortlich: ${controller}.`,
    contact: ({ contact }) => `Kontakt: ${contact}.`,
    programme: ({ programme, id }) => `Programm: ${programme} (${id}).`,
    purposesIntro: () => 'Aufnahmen dürfen nur verwendet werden:',
    noOtherPurpose: () =>
      'Sie dürfen nicht dazu verwendet werden, Menschen zu messen, zu vergleichen oder zu beurteilen, und nicht für Entscheidungen über Sie.',
    tasksAny: () => 'Sie können jede Aufgabe angeben, an der Sie arbeiten, oder keine.',
    tasksOnly: ({ tasks }) =>
      `Sie können diese Arten von Aufgaben angeben: ${tasks.join(', ')}. Andere werden ohne ihre Art aufgezeichnet.`,
    withoutClasses: ({ classes }) => `Nirgends aufgezeichnet werden: ${and(classes)}.`,
    recordedIntro: () => 'Solange die Aufnahme läuft, und nur dort, wo es erlaubt ist:',
    recordedNothing: () => 'Nach diesen Regeln wird nichts aufgezeichnet.',
    letters: () =>
      'An Orten, von denen mehr als bloße Handlungen behalten werden darf, wird auch festgehalten, dass Buchstaben getippt wurden und ungefähr wie viele.',
    never: () =>
      'Passwörter, Zahlungs- und Sicherheitscodes, private Fenster, Mikrofon und Kamera, wonach Sie suchen, was Sie in die Adresszeile eingeben, Vorschläge und Benachrichtigungen.',
    decidedHere: () =>
      'Das wird auf Ihrem Gerät entschieden, bevor irgendetwas gespeichert oder gesendet wird.',
    ceiling: ({ fidelity }) => `Höchstens wird von einem Ort behalten: ${KEPT[fidelity]}.`,
    unknownPlaces: () =>
      'Von einem Ort, der nicht auf der Liste bekannter Anwendungen steht, wird nur behalten, was getan wurde, ohne Text und ohne Bild. Orte wie Banken, Gesundheit, private Post, Personalsysteme und Betriebsräte bleiben ausgenommen.',
    ownRules: () =>
      'Sie können für jeden Ort einstellen, dass weniger oder nichts behalten wird. Ihre eigenen Regeln bleiben auf Ihrem Gerät, und niemand kann sie lockern.',
    placesOfProgramme: () => 'Dieses Programm setzt zusätzlich diese Grenzen:',
    place: ({ name, fidelity, hosts }) =>
      `${name}${hosts.length > 0 ? ` (${hosts.join(', ')})` : ''}: ${KEPT[fidelity]}.`,
    bystanders: () =>
      'Was andere Menschen geschrieben haben, in Nachrichten und Kommentaren, wird nie behalten: Sie wurden nicht gefragt.',
    customersSome: () =>
      'Es gibt Kunden, von denen niemand lernen darf. Was einen von ihnen nennt, wird auf Ihrem Gerät verworfen. Ihre Namen stehen hier nicht.',
    customersNone: () => 'Zurzeit steht kein Kunde auf der Liste derer, von denen niemand lernen darf.',
    hoursAlways: () => 'Aufnahmen sind jederzeit möglich, laufen aber nur, wenn Sie sie starten.',
    hoursOnly: () =>
      'Aufnahmen sind nur zu diesen Zeiten nach der Uhr Ihres Geräts möglich, und nur, wenn Sie sie starten:',
    window: ({ days, from, to, overnight }) =>
      `${and(days.map((day) => DAYS[day - 1] ?? ''))}, ${from} bis ${to} Uhr${overnight ? ' am nächsten Tag' : ''}.`,
    callsEnd: () => 'Ein Anruf beendet die Aufnahme.',
    callsDoNotEnd: () => 'Ein Anruf beendet die Aufnahme nicht von selbst.',
    sharingEnds: () => 'Wenn Sie Ihren Bildschirm teilen, endet sie.',
    sharingDoesNotEnd: () => 'Wenn Sie Ihren Bildschirm teilen, endet sie nicht von selbst.',
    idleEnds: ({ minutes }) =>
      minutes === 1
        ? 'Nach 1 Minute ohne Eingabe endet sie.'
        : `Nach ${minutes} Minuten ohne Eingabe endet sie.`,
    endsAlike: () =>
      'Pause, Bildschirmsperre, Untätigkeit und Beenden sehen in der Aufnahme gleich aus. Niemand kann sie unterscheiden.',
    megabytes: ({ megabytes }) => `Höchstens ${count(megabytes, 'Megabyte', 'Megabyte')} am Tag.`,
    processor: ({ percent }) => `Höchstens ${percent} % eines Prozessorkerns, im Mittel über eine Minute.`,
    meteredNo: () => 'Über eine Verbindung, die nach Menge bezahlt wird, wird nichts aufgezeichnet.',
    meteredYes: () => 'Auch über eine Verbindung, die nach Menge bezahlt wird, wird aufgezeichnet.',
    battery: ({ percent }) =>
      percent === 0
        ? 'Bei jedem Ladestand des Akkus wird aufgezeichnet.'
        : `Im Akkubetrieb wird unter ${percent} % Ladung nichts aufgezeichnet.`,
    budgetEnds: () =>
      'Ist eine Grenze erreicht, wird nicht weiter aufgezeichnet. Sie können niedrigere Grenzen setzen.',
    heldNone: () =>
      'Aufnahmen dürfen Ihr Gerät sofort verlassen. Solange sie hier liegen, können Sie sie ansehen.',
    heldFor: ({ hours }) =>
      `Aufnahmen bleiben ${count(hours, 'Stunde', 'Stunden')}, in denen Sie anwesend sind, auf Ihrem Gerät. Sie können sie früher freigeben; sonst kann das niemand.`,
    heldControl: () =>
      'Sie können genau das ansehen, was Ihr Gerät verlassen würde, und alles davon löschen.',
    retention: ({ pixels_days, text_days, action_months }) =>
      `Bilder: ${count(pixels_days, 'Tag', 'Tage')}. Texte: ${count(text_days, 'Tag', 'Tage')}. Handlungen: ${count(action_months, 'Monat', 'Monate')}.`,
    retentionLaw: () => 'Schreibt das Recht an Ihrem Ort eine kürzere Zeit vor, so gilt die kürzere.',
    embargoNone: () => 'Das Training darf beginnen, sobald eine Aufnahme Ihr Gerät verlassen hat.',
    embargo: ({ days }) =>
      `Das Training darf frühestens ${count(days, 'Tag', 'Tage')} beginnen, nachdem eine Aufnahme Ihr Gerät verlassen hat.`,
    keysDestroyed: () => 'Danach werden die Schlüssel vernichtet, sodass niemand es mehr lesen kann.',
    pause: () => 'Pause: so oft und so lange Sie wollen, ohne Grund.',
    forget: () =>
      'Vergessen: Sie löschen die letzten Minuten oder jede Aufnahme, die noch auf Ihrem Gerät liegt.',
    exemption: () =>
      'Ausnahme: Sie bitten darum, dass eine Anwendung oder alles ausgenommen wird. Ab dem Moment Ihrer Bitte ist es ausgenommen.',
    objection: () =>
      'Widerspruch: Sie lehnen ab, dass Ihre Aufnahmen für eine Art von Aufgabe oder einen Einsatzzweck verwendet werden.',
    withdrawal: () =>
      'Widerruf: Sie beenden Ihre Einwilligung. Das braucht nicht mehr Schritte, als sie zu geben. Sie können alles löschen lassen. Für Modelle, die schon trainiert sind, wird Ihnen gesagt, bis wann sie neu trainiert werden müssen.',
    rights: () =>
      'Portal: Sie sehen, was von Ihnen gespeichert ist, wer es angesehen hat und wofür es verwendet wurde.',
    lawIntro: () => 'Diese Regeln sind in Kraft:',
    lawNone: () =>
      'Es sind keine Regeln irgendeines Landes in Kraft. Solange das so ist, wird nichts aufgezeichnet.',
    pack: ({ pack, version }) => `${PACKS[pack]} (Version ${version}).`,
    lawStrictest: () =>
      'Von den Regeln für Ihren Arbeitsort und für den Ort Ihres Geräts gilt jeweils die strengste. Ist einer der beiden Orte nicht bekannt, gilt die strengste von allen. Kein Jurist hat diese Regeln geprüft, so wie sie mit der Software kommen.',
    halt: () =>
      'Das Programm kann für alle auf einmal angehalten werden. Eine Aufnahme wieder starten können nur Sie.',
    confirmed: ({ hours }) =>
      `Kann Ihr Gerät diese Regeln ${count(hours, 'Stunde', 'Stunden')} lang nicht bestätigen, wird nicht weiter aufgezeichnet.`,
    ends: ({ date }) =>
      `Diese Regeln enden am ${date.day}. ${MONTHS[date.month - 1]} ${date.year} um ${date.clock} Uhr UTC. Spätestens dann endet Ihre Einwilligung.`,
    wider: () =>
      'Soll mehr aufgezeichnet, länger behalten oder für mehr verwendet werden, erhalten Sie einen neuen Hinweis und werden wieder gefragt. Bis Sie zustimmen, wird nichts aufgezeichnet.',
    narrower: () => 'Wird weniger aufgezeichnet, gilt Ihre Einwilligung weiter.',
    languages: ({ languages }) =>
      `Diesen Hinweis gibt es auf ${and(languages.map((language) => LANGUAGES[language]))}.`,
  },
  typography: (text) => text.replaceAll(' %', '\u00a0%'),
};
