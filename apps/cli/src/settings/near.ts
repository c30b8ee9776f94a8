/** Those of `names` that someone may have meant by `given`, nearest first: few edits apart, or one within the other. */
export function nearMatches(given: string, names: readonly string[]): readonly string[] {
  const asked = given.toLowerCase();
  const allowed = Math.max(1, Math.floor(asked.length / 4));
  return names
    .map((name) => ({ name, distance: name.includes(asked) ? 0 : editDistance(asked, name) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
    .slice(0, 5)
    .map(({ name }) => name);
}

/** Levenshtein, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
