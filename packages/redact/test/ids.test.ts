import { describe, expect, test } from 'vitest';
import { idAt } from '../src/ids/find.ts';
import { ID_KINDS } from '../src/ids/kinds.ts';
import { scanText } from '../src/index.ts';

const found = (text: string): string[] =>
  scanText(text).map(({ start, end, type }) => `${type}:${text.slice(start, end)}`);
const kindOf = (text: string, near = false): string | undefined => idAt(text, 0, near)?.evidence.slice(3);

describe('numbers that prove themselves', () => {
  test.each([
    ['de-tax', '86095742719'],
    ['de-vat', 'DE136695976'],
    ['de-pension', '15070649C103'],
    ['fr-nir', '1 85 05 78 006 084 91'],
    ['fr-vat', 'FR40303265045'],
    ['es-dni', '12345678Z'],
    ['es-nie', 'X1234567L'],
    ['es-cif', 'A58818501'],
    ['it-fiscal', 'RSSMRA85T10A562S'],
    ['be-national', '85.07.30-033.28'],
    ['pl-pesel', '44051401359'],
    ['se-personal', '811228-9874'],
    ['fi-personal', '131052-308T'],
    ['ro-cnp', '1800101221144'],
    ['ch-ahv', '756.9217.0769.85'],
    ['ie-pps', '1234567T'],
    ['baltic-personal', '37605030299'],
    ['uk-nino', 'AB 12 34 56 C'],
    ['in-pan', 'ABCPE1234F'],
    ['sg-nric', 'S1234567D'],
    ['br-cpf', '111.444.777-35'],
    ['br-cnpj', '11.222.333/0001-81'],
    ['mx-curp', 'BOXW310820HNERXN09'],
    ['tr-tckn', '10000000146'],
    ['cn-id', '11010519491231002X'],
    ['tw-id', 'A123456789'],
    ['au-abn', '51 824 753 556'],
    ['vin', '1M8GDM9AXKP042788'],
    ['za-id', '8801235111088'],
    ['us-medicare', '1EG4-TE5-MK73'],
  ])('%s: %s, and not with a changed figure', (kind, number) => {
    expect(kindOf(number)).toBe(kind);
    expect(found(`see ${number} here`)).toEqual([`ID:${number}`]);
  });

  test.each([
    ['86095742718'],
    ['12345678A'],
    ['RSSMRA85T10A562T'],
    ['85.07.30-033.29'],
    ['44051401358'],
    ['756.9217.0769.84'],
    ['111.444.777-34'],
    ['11010519491231002Y'],
    ['1M8GDM9A1KP042788'],
  ])('%s has a wrong check and is none', (number) => {
    expect(idAt(number, 0, false)).toBeUndefined();
  });
});

describe('numbers that need a word beside them', () => {
  test.each([
    ['passport', 'Passport no. 533380006', 'ID:533380006'],
    ['Reisepass', 'Reisepass C01X00T47', 'ID:C01X00T47'],
    ['NHS', 'NHS number 943 476 5919', 'ID:943 476 5919'],
    ['EIN', 'EIN 12-3456789', 'ID:12-3456789'],
    ['BSN', 'BSN: 111222333', 'ID:111222333'],
    ['SIREN', 'SIREN 732 829 320', 'ID:732 829 320'],
    ['SIN', 'SIN 046 454 286', 'ID:046 454 286'],
    ['TFN', 'TFN 123 456 782', 'ID:123 456 782'],
    ['Aadhaar', 'Aadhaar 2341 2341 2346', 'ID:2341 2341 2346'],
    ['licence', "driver's license D1234567", 'ID:D1234567'],
    ['plate', 'Kennzeichen B-MW 1234', 'ID:B-MW 1234'],
    ['routing', 'routing 021000021', 'BANK:021000021'],
    ['account', 'Kontonummer: 0532013000', 'BANK:0532013000'],
    ['BIC', 'BIC: COBADEFFXXX', 'BANK:COBADEFFXXX'],
    ['CVV', 'CVV: 123', 'BANK:123'],
    ['expiry', 'exp 09/27', 'BANK:09/27'],
    ['IMEI', 'IMEI 490154203237518', 'DEVICE:490154203237518'],
  ])('%s', (_name, text, hit) => {
    expect(found(text)).toContain(hit);
  });

  test.each([
    'order 533380006',
    'build 12-3456789',
    'BERLINER and HAMBURGER',
    '1,234,567 items',
    'version 1.2.3.4567',
  ])('none in: %s', (text) => {
    expect(found(text).filter((hit) => /^(?:ID|BANK|DEVICE):/.test(hit))).toEqual([]);
  });

  test('a word that denies outweighs a checksum of one digit, not one of two', () => {
    expect(found('order 44051401359')).toEqual([]);
    expect(found('order 756.9217.0769.85')).toEqual(['ID:756.9217.0769.85']);
  });
});

test('every row has words and a mask of classes', () => {
  for (const { kind, mask, cues } of ID_KINDS) {
    expect(kind).toMatch(/^[a-z][a-z0-9-]{1,23}$/);
    expect(mask).toMatch(/^[dlaA-Z0-9]{6,20}$/);
    expect(cues.size).toBeGreaterThan(0);
  }
});
