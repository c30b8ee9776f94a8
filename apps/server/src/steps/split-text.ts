// Takes the text out of a step, an outline or an episode, so that each data class is sealed, kept and expired on its own.
//
// Which member is text is fixed by the event schema (docs/spec/event.md: fields marked `text`) and follows into steps.
// The action half keeps the shape: every text is `null` there, and its position is listed, in order, in the text half.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** Members that hold redacted text wherever they occur in a step, a detail, a target, an outline node or an episode. */
const TEXT_MEMBERS: ReadonlySet<string> = new Set([
  'text',
  'name',
  'label',
  'title',
  'route',
  'value',
  'goal',
]);

function isText(owner: { readonly [member: string]: Json }, member: string): boolean {
  if (!TEXT_MEMBERS.has(member)) return false;
  // A structural locator is a path of tags and roles: no text of the page.
  return !(member === 'value' && owner.by === 'structure');
}

/** `texts` are the strings taken out, in the order in which a depth-first walk meets them. */
export function splitText(value: Json): { readonly action: Json; readonly texts: readonly string[] } {
  const texts: string[] = [];
  const action = walk(value, (text) => {
    texts.push(text);
    return { $text: texts.length - 1 };
  });
  return { action, texts };
}

/** The value again; without `texts` (expired, or not leased) every text is `null`. */
export function joinText(action: Json, texts: readonly string[] | undefined): Json {
  if (Array.isArray(action)) return action.map((one: Json) => joinText(one, texts));
  if (!isRecord(action)) return action;
  const at = action.$text;
  if (typeof at === 'number') return texts?.[at] ?? null;
  return Object.fromEntries(Object.entries(action).map(([member, one]) => [member, joinText(one, texts)]));
}

function walk(value: Json, take: (text: string) => Json): Json {
  if (Array.isArray(value)) return value.map((one: Json) => walk(one, take));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, one]) => [
      member,
      typeof one === 'string' && isText(value, member) ? take(one) : walk(one, take),
    ]),
  );
}

function isRecord(value: Json): value is { readonly [member: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
