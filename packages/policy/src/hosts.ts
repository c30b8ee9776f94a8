// Values by host, which hold for the host itself and for everything below it.

export interface Hosts<V> {
  readonly values: ReadonlyMap<string, V>;
  /** Most labels of any key: a longer host is looked up from there on, so that a page with a hundred labels costs no more. */
  readonly labels: number;
}

/** @param join what holds if a host occurs twice. */
export function hostsOf<V>(
  entries: readonly (readonly [host: string, value: V])[],
  join: (a: V, b: V) => V,
): Hosts<V> {
  const values = new Map<string, V>();
  let labels = 0;
  for (const [host, value] of entries) {
    const known = values.get(host);
    values.set(host, known === undefined ? value : join(known, value));
    labels = Math.max(labels, host.split('.').length);
  }
  return { values, labels };
}

/** The values of the host and of every host above it, joined to `start`. */
export function foldHosts<V>(
  { values, labels }: Hosts<V>,
  host: string,
  start: V,
  join: (a: V, b: V) => V,
): V {
  if (values.size === 0) return start;
  let joined = start;
  for (let from = lastLabels(host, labels); from !== -1; ) {
    const value = values.get(from === 0 ? host : host.slice(from));
    if (value !== undefined) joined = join(joined, value);
    const dot = host.indexOf('.', from);
    from = dot === -1 ? -1 : dot + 1;
  }
  return joined;
}

/** Where the last `count` labels of a host begin. */
function lastLabels(host: string, count: number): number {
  let from = host.length;
  for (let i = 0; i < count; i++) {
    const dot = host.lastIndexOf('.', from - 1);
    if (dot === -1) return 0;
    from = dot;
  }
  return from + 1;
}
