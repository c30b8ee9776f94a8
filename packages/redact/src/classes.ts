// Character classes in one table lookup; the scanner's only view of a character.

export const OTHER = 0;
export const SPACE = 1;
export const DIGIT = 2;
export const LOWER = 3;
export const UPPER = 4;
/** A letter of a script without case. */
export const LETTER = 5;
export const MARK = 6;

const UNKNOWN = 255;
const TABLE = new Uint8Array(65_536).fill(UNKNOWN);
for (let code = 0; code < 128; code++) TABLE[code] = classify(code);

/** Class of a UTF-16 unit; surrogates are OTHER. */
export function classOf(code: number): number {
  const known = TABLE[code]!;
  if (known !== UNKNOWN) return known;
  const found = classify(code);
  TABLE[code] = found;
  return found;
}

export function isLetter(code: number): boolean {
  const kind = classOf(code);
  return kind >= LOWER && kind <= LETTER;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isWord(code: number): boolean {
  const kind = classOf(code);
  return kind >= DIGIT && kind <= MARK;
}

function classify(code: number): number {
  if (code >= 48 && code <= 57) return DIGIT;
  const char = String.fromCharCode(code);
  if (/\s/.test(char)) return SPACE;
  if (/\p{M}/u.test(char)) return MARK;
  if (!/\p{L}/u.test(char)) return OTHER;
  if (char !== char.toLowerCase()) return UPPER;
  return char !== char.toUpperCase() ? LOWER : LETTER;
}
