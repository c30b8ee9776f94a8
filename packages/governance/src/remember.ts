/** Keeps what never changes and is asked for often, `most` of it at a time; the oldest goes first. */
export function remember<Value>(known: Map<string, Value>, key: string, value: Value, most: number): void {
  const [oldest] = known.keys();
  if (known.size >= most && oldest !== undefined) known.delete(oldest);
  known.set(key, value);
}
