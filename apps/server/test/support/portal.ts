// A browser without a screen: signs in by the one-time link and calls the participant's API as the page does.

export interface Portal {
  readonly cookie: string;
  get<T>(path: string): Promise<T>;
  raw(path: string, init?: RequestInit): Promise<Response>;
  change(method: 'POST' | 'DELETE', path: string, body?: object): Promise<Response>;
}

export async function signIn(link: string): Promise<Portal> {
  const { origin } = new URL(link);
  const answer = await fetch(link, { redirect: 'manual' });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const raw = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, origin), { ...init, headers: { cookie, ...init.headers } });
  return {
    cookie,
    raw,
    async get<T>(path: string) {
      const response = await raw(path);
      if (!response.ok) throw new RangeError(`${path} answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as T;
    },
    change: (method, path, body = {}) =>
      raw(path, {
        method,
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', origin },
      }),
  };
}

/** Asks until `ready` holds; @returns the answer and how long it took, ms. */
export async function until<T>(
  ask: () => Promise<T>,
  ready: (answer: T) => boolean,
  limit_ms = 20_000,
): Promise<{ answer: T; took_ms: number }> {
  const begun = performance.now();
  for (;;) {
    const answer = await ask();
    const took_ms = performance.now() - begun;
    if (ready(answer)) return { answer, took_ms };
    if (took_ms > limit_ms) throw new RangeError(`still not ready after ${Math.round(took_ms)} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
