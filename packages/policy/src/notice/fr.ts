// The notice in French. Written with plain spaces; `typography` makes those before punctuation unbreakable.

import type { Fidelity } from '../fidelity.ts';
import type { JurisdictionId } from '../jurisdiction/ids.ts';
import type { Language } from '../schema.ts';
import { grouped, listed, type NoticeWording } from './wording.ts';

const THIN = '\u202f';
const and = (parts: readonly string[]): string => listed(parts, 'et');
const count = (n: number, one: string, many: string): string => `${grouped(n, THIN)} ${n < 2 ? one : many}`;

const MONTHS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(
  ' ',
);
const DAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
const LANGUAGES: Readonly<Record<Language, string>> = {
  en: 'anglais',
  de: 'allemand',
  fr: 'français',
};

const KEPT: Readonly<Record<Fidelity, string>> = {
  none: 'rien',
  structure: 'seulement ce qui a été fait, sans texte ni image',
  workflow:
    'ce qui a été fait, les textes de l’application elle-même, par exemple les noms des boutons, et des images où tout le reste est masqué',
  content:
    'ce qui a été fait, et des textes et des images où les données personnelles ont été recherchées, puis remplacées ou masquées',
};

const PACKS: Readonly<Record<JurisdictionId, string>> = {
  EU: 'Union européenne',
  DE: 'Allemagne',
  FR: 'France',
  IE: 'Irlande',
  UK: 'Royaume-Uni',
  US: 'États-Unis, droit fédéral',
  'US-CA': 'États-Unis, Californie',
  'US-NY': 'États-Unis, New York',
  'US-CT': 'États-Unis, Connecticut',
  'US-DE': 'États-Unis, Delaware',
  'US-IL': 'États-Unis, Illinois',
};

export const FR: NoticeWording = {
  title: 'Avant de décider : ce qui est enregistré et ce que vous pouvez faire',
  headings: {
    choice: 'Participer est votre choix',
    who: 'Qui est responsable',
    purposes: 'À quoi cela sert',
    recorded: 'Ce qui est enregistré',
    never: 'Ce qui n’est jamais enregistré',
    places: 'Ce qui est conservé selon l’endroit',
    others: 'Les autres personnes et les clients',
    when: 'Quand l’enregistrement a lieu et ce qui y met fin',
    device: 'Ce que cela peut coûter à votre appareil',
    hold: 'Vous voyez tout en premier',
    kept: 'Combien de temps c’est conservé',
    control: 'Ce que vous pouvez faire à tout moment',
    law: 'Le droit pris en compte',
    changes: 'En cas de changement',
  },
  classes: {
    pointer: 'Souris : les mouvements et les clics, et le type d’élément sur lequel vous avez cliqué.',
    keys: 'Touches : les touches nommées, comme Entrée, et les raccourcis. Jamais la lettre que vous avez tapée.',
    edits: 'Champs : le fait que vous en avez modifié un.',
    choices: 'Choix : l’entrée d’une liste, la case ou le champ de date que vous avez réglé.',
    scrolling: 'Défilement : de combien et où.',
    focus: 'Focus : le champ ou le bouton sur lequel vous étiez.',
    'clipboard-links':
      'Copier-coller : le fait que vous l’avez fait, et quelle copie a été collée où. Pas le texte copié lui-même.',
    navigation: 'Navigation : le passage à une autre page, le type de cette page et l’application.',
    windows:
      'Fenêtres et onglets : leur ouverture, leur fermeture, leur changement de taille ou leur passage au premier plan.',
    dialogs: 'Boîtes de dialogue : leur apparition, et si vous les avez acceptées ou fermées.',
    files:
      'Fichiers : le fait que vous en avez ouvert, enregistré, envoyé ou récupéré un, et son type. Ni son nom ni son contenu.',
    tasks: 'Tâches : si vous en déclarez une, son type, son début et son résultat.',
    outlines: 'Disposition : l’emplacement des boutons, des champs et des zones visibles.',
    gaps: 'Lacunes : le fait que quelque chose a été omis, pour quelle raison générale et à peu près combien de fois. Jamais quoi.',
    'interface-text':
      'Textes de l’application : les noms des boutons, des menus, des champs et des colonnes.',
    'redacted-text':
      'Autres textes que vous voyez ou tapez : après recherche et remplacement des noms, adresses, numéros et autres données personnelles.',
    placeholders:
      'Marques de remplacement : le fait qu’un texte se trouvait là et de quel type il était, par exemple « une date ».',
    bindings:
      'Origine des valeurs : le fait qu’une valeur saisie est la même qu’une valeur copiée ou vue auparavant. Pas la valeur.',
    frames:
      'Images de la fenêtre : tout ce qui ne peut pas être conservé est masqué avant que l’image soit stockée.',
  },
  dataClasses: {
    action: 'les actions',
    text: 'les textes',
    pixels: 'les images',
  },
  purposes: {
    'train-cua': 'entraîner des agents logiciels qui utilisent un ordinateur',
    'eval-cua': 'mesurer la qualité du travail de ces agents',
    'redaction-qa': 'vérifier que les données personnelles sont vraiment masquées',
    rights: 'répondre à vos propres droits, par exemple vous montrer ce qui est détenu',
    'store-incident': 'traiter une intrusion dans le stockage des enregistrements',
  },
  sentences: {
    voluntary: () =>
      'Vous pouvez dire non. Vous pouvez arrêter plus tard. Vous n’avez pas à donner de raison, et cela n’entraîne aucun désavantage pour vous.',
    secret: () => 'Votre participation n’est pas montrée à vos responsables.',
    responsible: ({ controller }) => `Responsable : ${controller}.`,
    contact: ({ contact }) => `Contact : ${contact}.`,
    programme: ({ programme, id }) => `Programme : ${programme} (${id}).`,
    purposesIntro: () => 'Les enregistrements ne peuvent servir qu’aux fins suivantes :',
    noOtherPurpose: () =>
      'Ils ne peuvent servir ni à mesurer, comparer ou juger des personnes, ni à prendre des décisions à votre sujet.',
    tasksAny: () => 'Vous pouvez déclarer toute tâche sur laquelle vous travaillez, ou aucune.',
    tasksOnly: ({ tasks }) =>
      `Vous pouvez déclarer ces types de tâche : ${tasks.join(', ')}. Les autres sont enregistrées sans leur type.`,
    withoutClasses: ({ classes }) => `Ne sont enregistrés nulle part : ${and(classes)}.`,
    recordedIntro: () => 'Pendant l’enregistrement, et seulement aux endroits où cela est permis :',
    recordedNothing: () => 'Selon ces règles, rien n’est enregistré.',
    letters: () =>
      'Là où l’on peut conserver plus que les simples actions, il est aussi noté que des lettres ont été tapées et à peu près combien.',
    never: () =>
      'Les mots de passe, les codes de paiement et de sécurité, les fenêtres privées, le micro et la caméra, ce que vous recherchez, ce que vous tapez dans la barre d’adresse, les suggestions et les notifications.',
    decidedHere: () => 'Cela est décidé sur votre appareil, avant tout stockage et tout envoi.',
    ceiling: ({ fidelity }) => `Au plus, voici ce qui est conservé d’un endroit : ${KEPT[fidelity]}.`,
    unknownPlaces: () =>
      'D’un endroit qui n’est pas sur la liste des applications connues, seul ce qui a été fait est conservé, sans texte ni image. Les endroits comme les banques, la santé, le courrier privé, les systèmes du personnel et les représentants du personnel sont exclus.',
    ownRules: () =>
      'Vous pouvez régler chaque endroit pour que moins, ou rien, soit conservé. Vos propres règles restent sur votre appareil, et personne ne peut les assouplir.',
    placesOfProgramme: () => 'Ce programme ajoute ces limites :',
    place: ({ name, fidelity, hosts }) =>
      `${name}${hosts.length > 0 ? ` (${hosts.join(', ')})` : ''} : ${KEPT[fidelity]}.`,
    bystanders: () =>
      'Ce que d’autres personnes ont écrit, dans des messages et des commentaires, n’est jamais conservé : on ne leur a rien demandé.',
    customersSome: () =>
      'Il y a des clients dont personne ne doit rien apprendre. Tout ce qui nomme l’un d’eux est écarté sur votre appareil. Leurs noms ne figurent pas ici.',
    customersNone: () =>
      'Pour l’instant, aucun client n’est sur la liste de ceux dont personne ne doit rien apprendre.',
    hoursAlways: () => 'L’enregistrement est possible à tout moment, mais il n’a lieu que si vous le lancez.',
    hoursOnly: () =>
      'L’enregistrement n’est possible qu’à ces heures de l’horloge de votre appareil, et seulement si vous le lancez :',
    window: ({ days, from, to, overnight }) =>
      `${and(days.map((day) => DAYS[day - 1] ?? ''))}, de ${hour(from)} à ${hour(to)}${overnight ? ' le lendemain' : ''}.`,
    callsEnd: () => 'Un appel met fin à l’enregistrement.',
    callsDoNotEnd: () => 'Un appel ne met pas fin de lui-même à l’enregistrement.',
    sharingEnds: () => 'Le partage de votre écran y met fin.',
    sharingDoesNotEnd: () => 'Le partage de votre écran n’y met pas fin de lui-même.',
    idleEnds: ({ minutes }) =>
      minutes === 1
        ? 'Il prend fin après 1 minute sans saisie.'
        : `Il prend fin après ${minutes} minutes sans saisie.`,
    endsAlike: () =>
      'La pause, le verrouillage de l’écran, l’inactivité et l’arrêt se ressemblent dans l’enregistrement. Personne ne peut les distinguer.',
    megabytes: ({ megabytes }) => `Au plus ${count(megabytes, 'mégaoctet', 'mégaoctets')} par jour.`,
    processor: ({ percent }) => `Au plus ${percent} % d’un cœur de processeur, en moyenne sur une minute.`,
    meteredNo: () => 'Rien n’est enregistré sur une connexion payée au volume.',
    meteredYes: () => 'L’enregistrement continue sur une connexion payée au volume.',
    battery: ({ percent }) =>
      percent === 0
        ? 'L’enregistrement continue quelle que soit la charge de la batterie.'
        : `Sur batterie, rien n’est enregistré en dessous de ${percent} % de charge.`,
    budgetEnds: () =>
      'Quand une limite est atteinte, l’enregistrement s’arrête. Vous pouvez fixer des limites plus basses.',
    heldNone: () =>
      'Les enregistrements peuvent quitter votre appareil aussitôt. Tant qu’ils s’y trouvent, vous pouvez les regarder.',
    heldFor: ({ hours }) =>
      `Les enregistrements restent sur votre appareil pendant ${count(hours, 'heure', 'heures')} de votre présence. Vous pouvez les laisser partir plus tôt ; personne d’autre ne le peut.`,
    heldControl: () => 'Vous pouvez voir exactement ce qui partirait, et en supprimer ce que vous voulez.',
    retention: ({ pixels_days, text_days, action_months }) =>
      `Images : ${count(pixels_days, 'jour', 'jours')}. Textes : ${count(text_days, 'jour', 'jours')}. Actions : ${count(action_months, 'mois', 'mois')}.`,
    retentionLaw: () =>
      'Si le droit de l’endroit où vous êtes prévoit une durée plus courte, celle-ci s’applique.',
    embargoNone: () => 'L’entraînement peut commencer dès qu’un enregistrement a quitté votre appareil.',
    embargo: ({ days }) =>
      `L’entraînement peut commencer au plus tôt ${count(days, 'jour', 'jours')} après qu’un enregistrement a quitté votre appareil.`,
    keysDestroyed: () => 'Ensuite, les clés sont détruites, et personne ne peut plus rien lire.',
    pause: () => 'Pause : aussi souvent et aussi longtemps que vous voulez, sans raison.',
    forget: () =>
      'Oubli : vous supprimez les dernières minutes, ou tout enregistrement qui est encore sur votre appareil.',
    exemption: () =>
      'Exemption : vous demandez qu’une application, ou tout, soit exclu. L’exclusion vaut dès votre demande.',
    objection: () =>
      'Opposition : vous refusez que vos enregistrements servent à un type de tâche ou à un usage final.',
    withdrawal: () =>
      'Retrait : vous mettez fin à votre consentement. Cela ne demande pas plus d’étapes que de le donner. Vous pouvez faire tout effacer. Pour les modèles déjà entraînés, on vous dit jusqu’à quand ils doivent être entraînés de nouveau.',
    rights: () =>
      'Portail : vous voyez ce qui est détenu à votre sujet, qui l’a regardé et à quoi cela a servi.',
    lawIntro: () => 'Ces règles sont en vigueur :',
    lawNone: () =>
      'Aucune règle d’aucun pays n’est en vigueur. Tant que c’est le cas, rien n’est enregistré.',
    pack: ({ pack, version }) => `${PACKS[pack]} (version ${version}).`,
    lawStrictest: () =>
      'La plus stricte des règles de votre lieu de travail et du lieu de votre appareil s’applique. Si l’un de ces lieux n’est pas connu, la plus stricte de toutes s’applique. Aucun juriste n’a examiné ces règles telles qu’elles sont livrées avec le logiciel.',
    halt: () =>
      'Le programme peut être arrêté pour tout le monde à la fois. Personne d’autre que vous ne peut relancer un enregistrement.',
    confirmed: ({ hours }) =>
      `Si votre appareil ne peut pas confirmer ces règles pendant ${count(hours, 'heure', 'heures')}, l’enregistrement s’arrête.`,
    ends: ({ date }) =>
      `Ces règles prennent fin le ${date.day === 1 ? '1er' : date.day} ${MONTHS[date.month - 1]} ${date.year} à ${hour(date.clock)} UTC. Votre consentement prend fin au plus tard à ce moment.`,
    wider: () =>
      'S’il faut enregistrer davantage, conserver plus longtemps ou utiliser pour autre chose, vous recevez une nouvelle notice et on vous demande de nouveau. Tant que vous n’avez pas accepté, rien n’est enregistré.',
    narrower: () => 'Si moins est enregistré, votre consentement reste valable.',
    languages: ({ languages }) =>
      `Cette notice existe ${and(languages.map((language) => `en ${LANGUAGES[language]}`))}.`,
  },
  typography: (text) =>
    text
      .replace(/ ([;!?%])/g, `${THIN}$1`)
      .replaceAll(' :', '\u00a0:')
      .replaceAll('« ', '«\u00a0')
      .replaceAll(' »', '\u00a0»'),
};

/** `09:00` as `9 h 00`. */
function hour(clock: string): string {
  return `${Number(clock.slice(0, 2))}\u00a0h\u00a0${clock.slice(3, 5)}`;
}
