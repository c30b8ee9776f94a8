// What a cell shows: its text, or the value of `=…` with numbers, references, + - * / ( ), SUM and AVERAGE.

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Z])(\d+)(?::([A-Z])(\d+))?|(SUM|AVERAGE)|(.))/gy;

/** @param read (row, column) => raw text of a cell; rows and columns count from 0. */
export function evaluate(raw, read, depth = 0) {
  if (!raw.startsWith('=')) return raw;
  if (depth > 20) return '#CYCLE';
  try {
    const value = parse(raw.slice(1).toUpperCase(), (row, column) =>
      number(evaluate(read(row, column), read, depth + 1)),
    );
    return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : '#DIV/0';
  } catch (error) {
    return error instanceof CellError ? error.message : '#ERROR';
  }
}

/** A cell that is read shows an error: so does the one that reads it. */
class CellError extends Error {}

function number(text) {
  if (text.startsWith('#')) throw new CellError(text);
  return Number(text.replaceAll(',', '')) || 0;
}

function parse(text, value) {
  const tokens = [...text.matchAll(TOKEN)];
  let i = 0;
  const peek = () => tokens[i]?.[7];
  const expect = (sign) => {
    if (tokens[i++]?.[7] !== sign) throw new SyntaxError(sign);
  };
  const range = (t) => {
    const [c1, r1, c2, r2] = [
      t[2].charCodeAt(0) - 65,
      t[3] - 2,
      (t[4] ?? t[2]).charCodeAt(0) - 65,
      (t[5] ?? t[3]) - 2,
    ];
    const list = [];
    for (let r = r1; r <= r2; r += 1) for (let c = c1; c <= c2; c += 1) list.push(value(r, c));
    return list;
  };
  const atom = () => {
    const t = tokens[i++];
    if (!t) throw new SyntaxError('end');
    if (t[1]) return Number(t[1]);
    if (t[2]) return range(t)[0];
    if (t[6]) {
      expect('(');
      const list = range(tokens[i++]);
      expect(')');
      const sum = list.reduce((a, b) => a + b, 0);
      return t[6] === 'SUM' ? sum : sum / list.length;
    }
    if (t[7] === '-') return -atom();
    if (t[7] !== '(') throw new SyntaxError(t[7]);
    const inner = sum();
    expect(')');
    return inner;
  };
  const product = () => {
    let left = atom();
    while (peek() === '*' || peek() === '/') left = tokens[i++][7] === '*' ? left * atom() : left / atom();
    return left;
  };
  const sum = () => {
    let left = product();
    while (peek() === '+' || peek() === '-')
      left = tokens[i++][7] === '+' ? left + product() : left - product();
    return left;
  };
  const result = sum();
  if (i < tokens.length) throw new SyntaxError('rest');
  return result;
}
