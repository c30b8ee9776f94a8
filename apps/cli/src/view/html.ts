/** Text as HTML text or as the value of a quoted attribute. */
export const escapeText = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** `1 step`, `2 steps`; `counted(1, 'reply', 'replies')`. */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
