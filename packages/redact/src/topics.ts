// Topics that make a whole text private, whoever is named in it: sickness, staff matters, law, union, strategy, private life.
//
// Words with weights in English, German, French; a text goes as a whole once one topic reaches the limit. Which topic it
// was is not kept: that a text was about a sickness is itself a fact about a person.

import { isLetter } from './classes.ts';
import { lettersEnd } from './detect/words.ts';
import { foldWord } from './lexicon/lexicon.ts';

export type Topic = 'health' | 'staff' | 'legal' | 'union' | 'strategy' | 'private';

/** `3`: enough alone. `2`, `1`: two or three of them. Of two words that stand side by side the pair is looked up first. */
const CUES: Readonly<Record<Topic, string>> = {
  health:
    '3 sick_leave 3 medical_certificate 3 krankschreibung 3 krankmeldung 3 arbeitsunfahigkeitsbescheinigung 3 arret_maladie 3 certificat_medical 2 diagnosis 2 diagnosed 2 diagnose 2 diagnostic 2 chemotherapy 2 chemotherapie 2 chimiotherapie 2 depression 2 burnout 2 pregnant 2 pregnancy 2 schwanger 2 schwangerschaft 2 enceinte 2 grossesse 2 disability 2 schwerbehinderung 2 handicap 2 surgery 2 hospital 2 krankenhaus 2 hopital 2 psychotherapie 2 psychotherapy 2 cancer 2 krebs 2 hiv 2 diabetes 2 miscarriage 2 fehlgeburt 1 therapy 1 therapie 1 doctor 1 arzt 1 medecin 1 illness 1 krank 1 krankheit 1 malade 1 maladie 1 sick 1 symptoms 1 symptome 1 symptomes 1 prescription 1 rezept 1 ordonnance 1 medication 1 medikament 1 medicament 1 patient 1 treatment 1 behandlung 1 traitement 1 rehab 1 vaccinated 1 geimpft 1 allergy',
  staff:
    '3 performance_review 3 performance_improvement 3 disciplinary_action 3 abmahnung 3 kundigungsschreiben 3 personalakte 3 gehaltserhohung 3 gehaltsabrechnung 3 entretien_annuel 3 bulletin_de 3 severance 3 abfindung 3 aufhebungsvertrag 3 licenciement 3 mitarbeitergesprach 3 zielvereinbarung 3 hiring_feedback 3 interview_feedback 3 headcount_reduction 3 pay_rise 3 salary_review 3 base_salary 3 payslip 2 salary 2 gehalt 2 salaire 2 dismissal 2 terminated 2 entlassung 2 kundigung 2 disciplinary 2 disziplinarverfahren 2 underperforming 2 redundancy 2 layoff 2 layoffs 2 stellenabbau 2 promotion 2 beforderung 2 bonus 2 pip 2 harassment 2 belastigung 2 harcelement 2 maternity 2 elternzeit 2 resignation 2 demission 1 appraisal 1 beurteilung 1 compensation 1 probation 1 probezeit 1 candidate 1 bewerber 1 bewerbung 1 candidat 1 rating 1 grievance 1 beschwerde 1 hr 1 personalabteilung 1 rh 1 warning',
  legal:
    '3 attorney_client 3 legal_privilege 3 privileged_communication 3 settlement_agreement 3 cease_and 3 secret_professionnel 3 anwaltsgeheimnis 3 unterlassungserklarung 3 einstweilige_verfugung 3 mise_en 2 litigation 2 lawsuit 2 klage 2 rechtsstreit 2 contentieux 2 subpoena 2 deposition 2 injunction 2 indemnity 2 plaintiff 2 defendant 2 klager 2 beklagte 2 nda 2 whistleblower 2 hinweisgeber 2 allegation 2 staatsanwaltschaft 2 plainte 1 lawyer 1 attorney 1 counsel 1 anwalt 1 rechtsanwalt 1 avocat 1 court 1 gericht 1 tribunal 1 settlement 1 vergleich 1 liability 1 haftung 1 claim 1 prozess 1 proces',
  union:
    '3 works_council 3 trade_union 3 labor_union 3 labour_union 3 union_member 3 betriebsrat 3 betriebsratssitzung 3 gewerkschaft 3 gewerkschaftsmitglied 3 personalrat 3 comite_social 3 delegue_syndical 3 syndicat 3 collective_bargaining 3 tarifverhandlung 3 tarifvertrag 3 shop_steward 2 strike_vote 2 streik 2 warnstreik 2 greve 2 verdi 2 cgt 2 cfdt 2 betriebsvereinbarung 2 unionize 2 unionise 1 strike 1 picket 1 tarif 1 syndical',
  strategy:
    '3 due_diligence 3 term_sheet 3 letter_of 3 insider_information 3 insider_list 3 merger_agreement 3 takeover_bid 3 hostile_takeover 3 ubernahmeangebot 3 insiderinformation 3 ad_hoc-mitteilung 3 offre_publique 3 unreleased_financials 3 unannounced 2 acquisition 2 ubernahme 2 merger 2 fusion 2 divestiture 2 restructuring 2 umstrukturierung 2 restructuration 2 board_paper 2 earnings_guidance 2 pre_announcement 2 confidential 2 vertraulich 2 confidentiel 2 embargoed 2 geheim 1 valuation 1 bewertung 1 valorisation 1 target 1 synergies 1 synergien 1 ipo 1 aufsichtsrat 1 vorstand 1 board 1 bid 1 bidder 1 stake',
  private:
    '3 divorce_papers 3 child_support 3 custody_hearing 3 sorgerecht 3 unterhaltszahlung 3 garde_alternee 3 dating_profile 2 divorce 2 scheidung 2 custody 2 unterhalt 2 affair 2 affare 2 girlfriend 2 boyfriend 2 freundin 2 petite_amie 2 petit_ami 2 ex_wife 2 ex_husband 2 mortgage 2 privatinsolvenz 2 schulden 2 debt_collection 2 inkasso 2 church 2 mosque 2 synagogue 2 kirchenaustritt 2 political_party 2 parteimitglied 2 gay 2 lesbian 2 schwul 2 lesbisch 2 transgender 1 wife 1 husband 1 ehefrau 1 ehemann 1 mari 1 femme 1 kids 1 kinder 1 enfants 1 daughter 1 son 1 tochter 1 sohn 1 fille 1 fils 1 mum 1 dad 1 mama 1 papa 1 birthday 1 weekend 1 darling 1 schatz 1 cheri 1 love 1 kisses 1 bisous 1 kuss',
};
const LIMIT = 3;
/** Words of a text that are looked at; what is longer and says nothing until then is not about it. */
const WORDS_MAX = 4_000;

const WEIGHTS = new Map<string, { topic: Topic; weight: number }[]>();
for (const [topic, cues] of Object.entries(CUES) as [Topic, string][]) {
  const tokens = cues.split(' ');
  for (let at = 0; at < tokens.length; at += 2) {
    const word = tokens[at + 1]!;
    WEIGHTS.set(word, [...(WEIGHTS.get(word) ?? []), { topic, weight: Number(tokens[at]) }]);
  }
}
/** First words of pairs: only behind these is a pair looked up. */
const PAIRS = new Set(
  [...WEIGHTS.keys()].filter((word) => word.includes('_')).map((word) => word.slice(0, word.indexOf('_'))),
);

/** The topic a normalised text is about, if one of them makes it private. A word counts once. */
export function topicOf(text: string): Topic | undefined {
  const sums = new Map<Topic, number>();
  const counted = new Set<string>();
  let before = '';
  let words = 0;
  for (let at = 0; at < text.length && words < WORDS_MAX; ) {
    if (!isLetter(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const end = Math.max(at + 1, lettersEnd(text, at));
    const word = end - at <= 40 ? foldWord(text.slice(at, end)) : '';
    words++;
    for (const key of PAIRS.has(before) ? [`${before}_${word}`, word] : [word]) {
      for (const { topic, weight } of counted.has(key) ? [] : (WEIGHTS.get(key) ?? [])) {
        const sum = (sums.get(topic) ?? 0) + weight;
        if (sum >= LIMIT) return topic;
        sums.set(topic, sum);
      }
      if (WEIGHTS.has(key)) counted.add(key);
    }
    before = word;
    at = end;
  }
  return undefined;
}
