import { describe, expect, test } from 'vitest';

type Evaluate = (raw: string, read: (row: number, column: number) => string) => string;
// The browser loads this module as it is; so do we.
const { evaluate } = (await import(new URL('../public/formula.js', import.meta.url).href)) as {
  evaluate: Evaluate;
};

const CELLS: Readonly<Record<string, string>> = { '0:1': '4', '1:1': '6', '2:1': '=B2*2', '3:1': '=B5' };
const read = (row: number, column: number): string => CELLS[`${row}:${column}`] ?? '';

describe('a cell', () => {
  test.each([
    ['plain', 'plain'],
    ['=1+2*3', '7'],
    ['=(1+2)*-3', '-9'],
    ['=B2/B3', '0.67'],
    ['=SUM(B2:B4)', '18'],
    ['=AVERAGE(B2:B3)', '5'],
    ['=Z99', '0'],
    ['=1/0', '#DIV/0'],
    ['=1+', '#ERROR'],
    ['=alert(1)', '#ERROR'],
    ['=B5', '#CYCLE'],
  ])('%s shows %s', (raw, shown) => {
    expect(evaluate(raw, read)).toBe(shown);
  });
});
