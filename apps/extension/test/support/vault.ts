// The extension's vault as its own page can open it: records in clear, and record names. For tests that look at or change
// what is stored; the key cannot leave the profile, so all of it happens in the page.

import type { Page } from 'playwright-core';

/** Every record, decrypted. */
export async function readVault(page: Page): Promise<Record<string, unknown>> {
  return (await page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await settled(indexedDB.open('overt'));
    const key = await settled<CryptoKey>(db.transaction('keys').objectStore('keys').get('device'));
    const store = db.transaction('records').objectStore('records');
    const [names, sealed] = await Promise.all([
      settled(store.getAllKeys()),
      settled<Uint8Array<ArrayBuffer>[]>(store.getAll()),
    ]);
    const found: Record<string, unknown> = {};
    for (const [i, name] of names.entries()) {
      const record = sealed[i]!;
      const how = {
        name: 'AES-GCM',
        iv: record.slice(0, 12),
        additionalData: new TextEncoder().encode(String(name)),
      };
      const plain = await crypto.subtle.decrypt(how, key, record.slice(12));
      found[String(name)] = JSON.parse(new TextDecoder().decode(plain));
    }
    const chunks = await settled(db.transaction('chunks').objectStore('chunks').getAllKeys());
    found.chunks = chunks;
    db.close();
    return found;
  })) as Record<string, unknown>;
}

/** Puts a record in the vault as the extension itself would have. */
export async function writeVault(page: Page, name: string, value: unknown): Promise<void> {
  await page.evaluate(
    async ([name, value]) => {
      const settled = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const db = await settled(indexedDB.open('overt'));
      const key = await settled<CryptoKey>(db.transaction('keys').objectStore('keys').get('device'));
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const how = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(String(name)) };
      const plain = new TextEncoder().encode(JSON.stringify(value));
      const sealed = new Uint8Array(await crypto.subtle.encrypt(how, key, plain));
      const record = new Uint8Array(iv.length + sealed.length);
      record.set(iv);
      record.set(sealed, iv.length);
      await settled(db.transaction('records', 'readwrite').objectStore('records').put(record, String(name)));
      db.close();
    },
    [name, value] as const,
  );
}
