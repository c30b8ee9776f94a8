// A recorder without a screen: enrols, consents and uploads really sealed segments of invented events, over HTTP, with
// the device's own code (@overt/capture).

import {
  createClient,
  openPolicy,
  type ReleasedSegment,
  releaseSegment,
  type SegmentAnswer,
  type ServerClient,
  signerName,
  signReceipt,
  subjectOf,
  type VerifiedPolicy,
} from '@overt/capture';
import {
  beginSegment,
  bytes as codec,
  type DataClass,
  type Event,
  formatId,
  type Primitives,
  type RecordingId,
  SCHEMA_HASH,
  type TrackClock,
  type TrackId,
} from '@overt/events';
import { createSigner, type Signer } from '@overt/ledger';
import { noticeHash, renderNotice } from '@overt/policy';
import { demoFrames, demoMinute } from './minute.ts';

export const CLOCK: TrackClock = {
  monotonicOrigin_us: 5_000_000,
  wallOrigin_ms: 1_795_000_000_000,
  boot: 'boot-a',
  uncertainty_us: 1_000,
};

export interface TestRecorder {
  readonly client: ServerClient;
  readonly token: string;
  readonly receipt: string;
  /** Begins a recording with one track, under the policy that was agreed to or a later one. */
  record(at?: Date, under?: VerifiedPolicy): TestRecording;
  /** The policy in force, as the server signs it. */
  policy(): Promise<VerifiedPolicy>;
}

export interface TestRecording {
  readonly recording: RecordingId;
  readonly track: TrackId;
  /** Everything appended so far, in order: what the steps must follow from. */
  readonly events: readonly Event[];
  readonly clock: TrackClock;
  /** The next segment, signed and chained, not sent. */
  next(options?: { readonly frames?: boolean }): ReleasedSegment;
}

export async function enrol(server: string, code: string, primitives: Primitives): Promise<TestRecorder> {
  const seed = primitives.random(32);
  const anonymous = createClient({ server });
  const publicKey = createSigner('device', seed).publicKey;
  const identity = await anonymous.enrol({
    code,
    publicKey: codec.toBase64(publicKey),
    label: 'Test recorder',
  });
  const signer = createSigner(signerName(identity.device), seed);
  const client = createClient({ server, token: identity.token });
  const policy = openPolicy(identity.policy, identity.serverKey, primitives);
  const now = new Date();
  const receipt = await client.sendReceipt(
    signReceipt(
      {
        format: 'overt-receipt',
        version: 1,
        participant: identity.participant,
        device: identity.device,
        notice: noticeHash(renderNotice(policy.policy, 'en'), primitives),
        policy: policy.hash,
        given: `${now.toISOString().slice(0, 16)}Z`,
        notAfter: policy.policy.notAfter,
      },
      signer,
    ),
  );
  const secret = codec.fromBase64(identity.subjectSecret);
  const broker = { id: identity.broker.id, publicKey: codec.fromBase64(identity.broker.publicKey) };
  return {
    client,
    token: identity.token,
    receipt: receipt.hash,
    policy: async () => openPolicy(await client.policy(), identity.serverKey, primitives),
    record: (at = now, under = policy) =>
      record({
        at,
        policy: under,
        primitives,
        receipt: receipt.hash,
        by: {
          device: identity.device,
          signer,
          broker,
          subjectOf: (week) => subjectOf(secret, week, primitives),
          primitives,
        },
      }),
  };
}

interface Recording {
  readonly at: Date;
  readonly policy: VerifiedPolicy;
  readonly primitives: Primitives;
  readonly receipt: string;
  readonly by: Parameters<typeof releaseSegment>[2] & { readonly signer: Signer };
}

function record({ at, policy, primitives, receipt, by }: Recording): TestRecording {
  const recording = formatId('rec', primitives.random(16)) as RecordingId;
  const track = formatId('trk', primitives.random(16)) as TrackId;
  const events: Event[] = [];
  let head: ReleasedSegment['head'] = { n: 0, previous: null };
  return {
    recording,
    track,
    events,
    clock: CLOCK,
    next({ frames = false } = {}) {
      const deks = {
        action: primitives.random(32),
        text: primitives.random(32),
        pixels: primitives.random(32),
      };
      const writer = beginSegment({ track, clock: CLOCK, deks, primitives });
      const minute = demoMinute(head.n, frames);
      for (const event of minute) writer.append(event);
      if (frames) for (const [number, png] of demoFrames(minute)) writer.addFrame(number, png);
      events.push(...minute);
      const pieces = writer.close();
      const blobs = (['action', 'text', 'pixels'] as const satisfies DataClass[]).flatMap((name) => {
        const mine = pieces.filter((piece) => piece.class === name).sort((a, b) => a.index - b.index);
        return mine.length > 0
          ? [{ class: name, bytes: codec.concat(...mine.map((piece) => piece.bytes)), dek: deks[name] }]
          : [];
      });
      const released = releaseSegment(
        {
          recording,
          track,
          source: 'browser',
          startedAt: at,
          blobs,
          receipt,
          policyHash: policy.hash,
          policy: policy.policy,
          schema: SCHEMA_HASH,
          redactor: 'overt-redact/1',
        },
        head,
        by,
      );
      head = released.head;
      return released;
    },
  };
}

/** Blobs, then the segment; no retry: the caller decides what a failure means. */
export async function upload(client: ServerClient, released: ReleasedSegment): Promise<SegmentAnswer> {
  for (const blob of released.blobs) await client.putBlob(blob.id, blob.bytes);
  return client.postSegment(released.manifest, released.envelope);
}
