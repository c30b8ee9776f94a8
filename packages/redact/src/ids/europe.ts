// Numbers of Europe. Checks as their registers publish them.

import { isLuhn } from '../checksum.ts';
import {
  hasDmy,
  hasYmd,
  is731,
  isBaltic,
  isBelgian,
  isBsn,
  isCif,
  isCnp,
  isCodiceFiscale,
  isComplement10,
  isComplement11,
  isDni,
  isEan13,
  isFinnish,
  isInn12,
  isJmbg,
  isMod11_10,
  isNhs,
  isNino,
  isNir,
  isNorwegian,
  isPps,
  isRvnr,
  isSnils,
  isSteuerId,
  isUkVat,
  isUtr,
  isWeighted11,
  remainder,
} from './checks.ts';
import { type IdKind, row } from './kind.ts';

const tail = (from: number) => (text: string) => text.slice(from);
const VAT =
  'vat tva ust ustid ustidnr uid umsatzsteuer steuernummer iva btw moms mwst nif intracommunautaire';
const PASSPORT = 'passport reisepass pass passeport passnummer passportnumber pasaporte passaporto paspoort';
const IDENTITY =
  'identity id ausweis personalausweis ausweisnummer identite cni identita carta dni identiteitskaart';
const LICENCE =
  'driving licence license driver drivers fuhrerschein fuhrerscheinnummer permis conduire patente rijbewijs';

export const EUROPEAN_IDS: readonly IdKind[] = [
  ...row('de-tax', 'd11', 'steuer steuerid idnr tin tax identifikationsnummer steueridentifikationsnummer', {
    proof: 0.5,
    holds: isSteuerId,
    grouping: '2 3 3 3',
  }),
  ...row('de-tax-office', 'd10 d11 d13', 'steuernummer stnr finanzamt'),
  ...row('de-vat', 'DEd9', VAT, { proof: 0.6, holds: (t) => isMod11_10(t.slice(2)) }),
  ...row(
    'de-pension',
    'd8ld3',
    'rentenversicherung rentenversicherungsnummer sozialversicherungsnummer sozialversicherung svnr rvnr versicherungsnummer',
    { proof: 0.7, holds: isRvnr },
  ),
  ...row('de-health', 'ld9', 'krankenversichertennummer versichertennummer krankenkasse kvnr egk', {
    proof: 0.3,
  }),
  ...row('de-identity', 'la8d', `${IDENTITY} ${PASSPORT}`, {
    proof: 0.3,
    holds: (t) => /\d/.test(t.slice(1, 9)) && is731(t),
  }),
  ...row('de-identity', 'la8', `${IDENTITY} ${PASSPORT}`, { holds: (t) => /\d/.test(t) }),
  ...row('de-licence', 'a11', LICENCE, { holds: (t) => /\d/.test(t) && /[A-Z]/.test(t) }),
  ...row('de-register', 'HRBd4 HRBd5 HRBd6 HRAd4 HRAd5 HRAd6', 'handelsregister amtsgericht', { proof: 0.5 }),
  ...row('fr-nir', 'd15 ddddd2Ad8 ddddd2Bd8', 'nir securite sociale secu insee', {
    proof: 0.75,
    holds: isNir,
    grouping: '1 2 2 2 3 3 2',
  }),
  ...row('fr-siren', 'd9', 'siren rcs', { proof: 0.1, holds: isLuhn, grouping: '3 3 3' }),
  ...row('fr-siret', 'd14', 'siret etablissement', { proof: 0.3, holds: isLuhn, grouping: '3 3 3 5' }),
  ...row('fr-rpps', 'd11', 'rpps medecin praticien', { proof: 0.1, holds: isLuhn }),
  ...row('fr-vat', 'FRd11', VAT, {
    proof: 0.7,
    holds: (t) => (12 + 3 * remainder(t.slice(4), 97)) % 97 === Number(t.slice(2, 4)),
  }),
  ...row('fr-identity', 'd12 d4a5d3', IDENTITY),
  ...row('fr-passport', 'd2l2d5', PASSPORT, { proof: 0.3 }),
  ...row('fr-tax', 'd13', 'spi fiscal fiscale impots'),
  ...row('es-dni', 'd8l', 'dni nif documento', { proof: 0.6, holds: isDni }),
  ...row('es-nie', 'Xd7l Yd7l Zd7l', 'nie extranjero', { proof: 0.7, holds: isDni }),
  ...row('es-cif', 'ld7a', 'cif nif', { proof: 0.5, holds: isCif }),
  ...row('es-vat', 'ESd8l ESld7a', VAT, { proof: 0.7, holds: (t) => isDni(t.slice(2)) || isCif(t.slice(2)) }),
  ...row('it-fiscal', 'l6d2ld2ld3l', 'codice fiscale cf', { proof: 0.9, holds: isCodiceFiscale }),
  ...row('it-vat', 'd11', 'partita iva piva', { proof: 0.1, holds: isLuhn }),
  ...row('it-vat', 'ITd11', VAT, { proof: 0.6, holds: (t) => isLuhn(t.slice(2)) }),
  ...row('it-identity', 'l2d5l2 l2d7', `${IDENTITY} ${PASSPORT}`),
  ...row('nl-bsn', 'd9', 'bsn burgerservicenummer sofinummer', { proof: 0.2, holds: isBsn }),
  ...row('nl-vat', 'NLd9Bd2', VAT, { proof: 0.8 }),
  ...row('nl-passport', 'l2a6d', PASSPORT),
  ...row('be-national', 'd11', 'rijksregisternummer rijksregister niss insz registre national', {
    proof: 0.6,
    holds: isBelgian,
    grouping: '2 2 2 3 2',
  }),
  ...row('be-vat', 'BEd10', VAT, {
    proof: 0.75,
    holds: (t) => 97 - remainder(t.slice(2, 10), 97) === Number(t.slice(10)),
  }),
  ...row('lu-national', 'd13', 'matricule luxembourg', {
    proof: 0.55,
    holds: (t) => /^(19|20)/.test(t) && hasYmd(t, [0], 2) && isLuhn(t.slice(0, 12)),
  }),
  ...row('pl-pesel', 'd11', 'pesel', {
    proof: 0.5,
    holds: (t) => hasYmd(t, [0, 20, 40, 60, 80]) && isComplement10(t, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]),
  }),
  ...row('pl-nip', 'd10', 'nip vat', {
    proof: 0.3,
    holds: (t) => isWeighted11(t, [6, 5, 7, 2, 3, 4, 5, 6, 7]),
    grouping: '3 3 2 2',
  }),
  ...row('pl-nip', 'PLd10', VAT, {
    proof: 0.7,
    holds: (t) => isWeighted11(t.slice(2), [6, 5, 7, 2, 3, 4, 5, 6, 7]),
  }),
  ...row('pl-regon', 'd9', 'regon', {
    proof: 0.2,
    holds: (t) => isWeighted11(t, [8, 9, 2, 3, 4, 5, 6, 7], 'zero'),
  }),
  ...row('pl-identity', 'l3d6', `${IDENTITY} dowod`, { proof: 0.1 }),
  ...row('se-personal', 'd10', 'personnummer pnr', {
    proof: 0.45,
    holds: (t) => hasYmd(t) && isLuhn(t),
    grouping: '6 4',
  }),
  ...row('se-personal', 'd12', 'personnummer pnr', {
    proof: 0.55,
    holds: (t) => /^(18|19|20)/.test(t) && hasYmd(t, [0], 2) && isLuhn(t.slice(2)),
    grouping: '8 4',
  }),
  ...row('se-organisation', 'd10', 'organisationsnummer orgnr', {
    proof: 0.1,
    holds: isLuhn,
    grouping: '6 4',
  }),
  ...row('fi-personal', 'd6d3a d6ld3a', 'henkilotunnus hetu', { proof: 0.65, holds: isFinnish }),
  ...row('dk-cpr', 'd10', 'cpr personnummer', { proof: 0.35, holds: (t) => hasDmy(t), grouping: '6 4' }),
  ...row('no-birth', 'd11', 'fodselsnummer personnummer', {
    proof: 0.75,
    holds: isNorwegian,
    grouping: '6 5',
  }),
  ...row('no-organisation', 'd9', 'orgnr organisasjonsnummer', {
    proof: 0.2,
    holds: (t) => isComplement11(t, [3, 2, 7, 6, 5, 4, 3, 2]),
  }),
  ...row('is-kennitala', 'd10', 'kennitala', {
    proof: 0.5,
    holds: (t) => hasDmy(t) && isComplement11(t, [3, 2, 7, 6, 5, 4, 3, 2]),
    grouping: '6 4',
  }),
  ...row('pt-nif', 'd9', 'nif contribuinte', {
    proof: 0.2,
    holds: (t) => isComplement11(t, [9, 8, 7, 6, 5, 4, 3, 2], 0),
  }),
  ...row('at-insurance', 'd10', 'svnr sozialversicherungsnummer versicherungsnummer sv', {
    proof: 0.4,
    holds: (t) =>
      hasDmy(t, 4) && isWeighted11(t.slice(0, 3) + t.slice(4) + t[3], [3, 7, 9, 5, 8, 4, 2, 1, 6]),
    grouping: '4 6',
  }),
  ...row('ie-pps', 'd7l d7l2', 'pps ppsn', { proof: 0.6, holds: isPps }),
  ...row('cz-birth', 'd10', 'rodne cislo rc', {
    proof: 0.45,
    holds: (t) => hasYmd(t, [0, 20, 50, 70]) && Number(t) % 11 === 0,
    grouping: '6 4',
  }),
  ...row('ro-cnp', 'd13', 'cnp', { proof: 0.6, holds: isCnp }),
  ...row('bg-egn', 'd10', 'egn', {
    proof: 0.4,
    holds: (t) => hasYmd(t, [0, 20, 40]) && isWeighted11(t, [2, 4, 8, 5, 10, 9, 7, 3, 6], 'zero'),
  }),
  ...row('gr-afm', 'd9', 'afm', {
    proof: 0.2,
    holds: (t) => isWeighted11(t, [256, 128, 64, 32, 16, 8, 4, 2], 'zero'),
  }),
  ...row('gr-amka', 'd11', 'amka', { proof: 0.5, holds: (t) => hasDmy(t) && isLuhn(t) }),
  ...row('ch-ahv', 'd13', 'ahv avs navs', {
    proof: 0.9,
    holds: (t) => t.startsWith('756') && isEan13(t),
    grouping: '3 4 4 2',
  }),
  ...row('ch-company', 'CHEd9', VAT, {
    proof: 0.8,
    holds: (t) => isComplement11(t.slice(3), [5, 4, 3, 2, 7, 6, 5, 4]),
  }),
  ...row('hu-tax', 'd10', 'adoazonosito adojel', {
    proof: 0.3,
    holds: (t) => t[0] === '8' && isWeighted11(t, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
  }),
  ...row('hr-oib', 'd11', 'oib', { proof: 0.3, holds: isMod11_10 }),
  ...row('jmbg', 'd13', 'jmbg emso maticni', { proof: 0.6, holds: isJmbg }),
  ...row('baltic-personal', 'd11', 'isikukood asmens kodas', { proof: 0.6, holds: isBaltic }),
  ...row('lv-personal', 'd11', 'personas kods', { proof: 0.3, holds: (t) => hasDmy(t), grouping: '6 5' }),
  ...row('uk-nino', 'l2d6l', 'national insurance nino ni', { proof: 0.7, holds: isNino }),
  ...row('uk-nhs', 'd10', 'nhs patient', { proof: 0.3, holds: isNhs }),
  ...row('uk-utr', 'd10', 'utr taxpayer', { proof: 0.1, holds: isUtr }),
  ...row('uk-licence', 'la4d6laal2', LICENCE, { proof: 0.7 }),
  ...row('uk-vat', 'GBd9 GBd12', VAT, { proof: 0.7, holds: (t) => isUkVat(tail(2)(t)) }),
  ...row('uk-passport', 'd9 ld8', PASSPORT),
  ...row('uk-company', 'd8 SCd6 NId6 OCd6', 'company registration companies registered', {
    holds: (t) => /^[0SNO]/.test(t),
  }),
  ...row(
    'eu-vat',
    'ATUd8 SEd12 DKd8 FId8 LUd8 PTd9 IEd7l IEd7l2 IEdad5l CZd8 CZd9 CZd10 SKd10 HUd8 ROd8 ROd9 ROd10 BGd9 BGd10 HRd11 SId8 ELd9 EEd9 LVd11 LTd9 LTd12 CYd8l MTd8',
    VAT,
    { proof: 0.5 },
  ),
  ...row('ru-inn', 'd12', 'inn', { proof: 0.6, holds: isInn12 }),
  ...row('ru-inn', 'd10', 'inn', {
    proof: 0.1,
    holds: (t) => isWeighted11(t, [2, 4, 10, 3, 5, 9, 4, 6, 8], 'zero'),
  }),
  ...row('ru-snils', 'd11', 'snils', { proof: 0.5, holds: isSnils, grouping: '3 3 3 2' }),
  ...row('passport', 'l2d7 l2d6 ld8 ld7 d8 d9 d7', PASSPORT),
  ...row(
    'insurance',
    'd8 d9 d10 d11 d12 ld9 ld10 l2d8 l3d9',
    'policy insurance versicherungsschein versicherungsnummer mutuelle assurance member memberid health medical record mrn patient',
  ),
];
