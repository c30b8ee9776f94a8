// How streets, floors and states are written. Folded to lower case without marks.

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Behind the name, English; `certain` ones are hardly ever anything else. */
export const STREET_CERTAIN = set(
  'street st road rd avenue ave lane ln boulevard blvd parkway pkwy highway hwy terrace crescent cres mews turnpike expressway freeway cul-de-sac gardens',
);
export const STREET_LIKELY = set(
  'drive dr court ct place pl square sq way close circle cir trail grove row walk hill route loop alley green rise view crossing ridge plaza quay wharf path run heights bend parade broadway esplanade strand field fields croft vale street. st. ave. rd. blvd. dr. ln.',
);
/** Before the name: French, Italian, Spanish, Portuguese, Polish, Romanian. */
export const STREET_BEFORE = set(
  'rue avenue av boulevard bd place allee allees chemin impasse quai cours route passage sentier faubourg via viale piazza corso vicolo largo strada calle avenida avda plaza paseo carrera camino rua travessa praca ul ulica al aleja aleje plac os strada bulevardul calea aleea',
);
/** Ends of one word: German, Dutch, Scandinavian, Hungarian follows as a word. */
export const STREET_ENDS = [
  'strasse',
  'str',
  'weg',
  'platz',
  'allee',
  'gasse',
  'ring',
  'damm',
  'ufer',
  'steig',
  'chaussee',
  'straat',
  'laan',
  'plein',
  'gracht',
  'kade',
  'dijk',
  'singel',
  'vagen',
  'gatan',
  'gata',
  'gate',
  'veien',
  'vej',
  'gade',
  'vei',
  'katu',
  'tie',
  'kuja',
  'markt',
  'hof',
  'berg',
  'stieg',
  'graben',
  'pfad',
  'promenade',
];
/** Ends that are also ends of other words: only before a number and behind a capital, and long enough. */
export const STREET_WORDS = set(
  'strasse str weg platz allee gasse ring damm ufer chaussee straat laan utca utja ut ter korut caddesi sokak cad sok',
);
/** Between a street's parts. */
export const STREET_PARTICLES = set(
  'de du des la le les l d der den dem am an auf in im zum zur della delle di del dos da do van het ten y et und saint st sainte',
);
export const UNITS = set(
  'apt apartment suite ste unit floor fl flat room rm building bldg po box appt appartement etage batiment bat stock og eg wohnung hinterhaus piso puerta scala interno no nr lot',
);
export const STATES = set(
  'al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr on qc bc ab mb sk ns nb nl pe yt nt nu nsw vic qld tas act',
);
/** Announces an address; what follows is one. */
export const ADDRESS_CUES = set(
  'address addresses anschrift adresse adressen wohnhaft lieferanschrift rechnungsanschrift postanschrift domicile direccion indirizzo adres',
);
