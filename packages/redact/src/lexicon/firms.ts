// How firms and houses are named, and what announces one.

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Legal forms; they make the capitalised words before them a firm. */
export const FORMS = set(
  'Inc Incorporated Ltd Limited LLC LLP LP Corp Corporation PLC plc GmbH mbH AG KG KGaA OHG UG eG eV SE SA SAS SARL SCI SNC EURL BV NV VOF Oy Oyj AB ApS AS ASA SpA Srl SRL SL SLU Lda Ltda Sp zoo sro Kft Zrt Pty Pte Co',
);
/** What a house is; one of these behind a name that is no interface word. */
export const HOUSES = set(
  'Bank Sparkasse Versicherung Insurance University Universität Université College School Schule Hospital Klinik Klinikum Krankenhaus Hôpital Clinic Institute Institut Foundation Stiftung Fondation Holdings Holding Consulting Technologies Industries Logistics Logistik Pharmaceuticals Pharma Airlines Ventures Capital Partners Associates Solutions Systems Software Labs Laboratories Motors Energy Foods Brewery Verlag Werke Verein Verband Ministerium Ministry Agency Agentur Club Hotel Restaurant Church Kirche',
);
/** Before a firm's name. */
export const FIRM_CUES = set(
  'company firm firma unternehmen gesellschaft societe entreprise employer arbeitgeber employeur client customer kunde vendor supplier lieferant fournisseur',
);
