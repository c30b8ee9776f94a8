// Each participant's secret, from which her weekly pseudonyms follow. Kept wrapped like a key, shared with her own devices,
// and the only link between her and what is stored: destroying it makes the pseudonyms unlinkable.
import { bytes as codec, type IsoWeek, type ParticipantId, type SubjectId } from '@overt/events';
import { SECRET_CACHE_MS, SECRET_CACHE_SIZE } from './limits.ts';
import type { BrokerParts } from './parts.ts';
import { type DayWrapped, unwrapDay, wrapToday } from './wrap.ts';

export const secretContext = (participant: string): readonly string[] => ['secret', participant];

/** The pseudonym that a secret gives in a week: `sub_` and the first 16 bytes of HMAC-SHA-256(secret, week) in hex. */
export function pseudonym(
  primitives: BrokerParts['primitives'],
  secret: Uint8Array,
  week: IsoWeek,
): SubjectId {
  return `sub_${codec.toHex(primitives.hmac(secret, codec.toUtf8(week)).subarray(0, 16))}` as SubjectId;
}

export interface Secrets {
  /** 32 bytes, made on first use; the caller's copy. */
  get(participant: ParticipantId): Promise<Uint8Array>;
  forget(participant: ParticipantId): void;
  clear(): void;
}

// Opened secrets stay in memory for a while: ingest asks for a pseudonym inside its own transaction, and every connection it
// would take for that is one fewer for the others that wait in theirs.
export function createSecrets(parts: BrokerParts): Secrets {
  const opened = new Map<ParticipantId, { secret: Uint8Array; until: number }>();

  async function load(participant: ParticipantId): Promise<Uint8Array> {
    const [row] = await parts.sql.query<DayWrapped>(
      'select day, wrapped from broker_secret where participant = $1',
      [participant],
    );
    if (row) return unwrapDay(parts, row, secretContext(participant));
    const { day, wrapped } = await wrapToday(parts, parts.primitives.random(32), secretContext(participant));
    await parts.sql.query(
      'insert into broker_secret (participant, day, wrapped) values ($1, $2, $3) on conflict do nothing',
      [participant, day, wrapped],
    );
    return load(participant);
  }

  return {
    async get(participant) {
      const now = parts.clock.now().getTime();
      const known = opened.get(participant);
      if (known && known.until > now) return known.secret.slice();
      const secret = await load(participant);
      if (opened.size >= SECRET_CACHE_SIZE) opened.delete(opened.keys().next().value!);
      opened.set(participant, { secret, until: now + SECRET_CACHE_MS });
      return secret.slice();
    },
    forget(participant) {
      opened.get(participant)?.secret.fill(0);
      opened.delete(participant);
    },
    clear() {
      for (const { secret } of opened.values()) secret.fill(0);
      opened.clear();
    },
  };
}
