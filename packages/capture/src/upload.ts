// The device's side of the server's HTTP interface: enrol, policy, receipts, blobs, segments.
//
// Everything is idempotent: a request sent twice is accepted twice and kept once. Retriable and final answers are
// told apart by the fault's code.

import type { BlobId, DeviceId, Envelope, ParticipantId, SegmentId } from '@overt/events';
import { type DsseEnvelope, parseDsse } from '@overt/ledger';
import { CaptureFault } from './fault.ts';
import { REQUEST_TIMEOUT_MS, UPLOAD_ATTEMPTS, UPLOAD_BACKOFF_MS } from './limits.ts';
import type { ReleasedSegment } from './release.ts';

export interface Enrolment {
  readonly device: DeviceId;
  readonly participant: ParticipantId;
  readonly subjectSecret: string;
  readonly token: string;
  readonly serverKey: string;
  readonly policy: DsseEnvelope;
  readonly broker: BrokerKey;
}
export interface BrokerKey {
  readonly id: string;
  /** Base64 X25519. */
  readonly publicKey: string;
  readonly notAfter: string;
}
export interface CountersignedReceipt {
  readonly receipt: DsseEnvelope;
  readonly proof: string;
  readonly hash: string;
}
export type SegmentAnswer =
  | { readonly status: 'accepted' | 'duplicate'; readonly segment: SegmentId }
  | { readonly status: 'quarantined'; readonly code: string };

export interface ServerClient {
  enrol(request: { code: string; publicKey: string; label: string }): Promise<Enrolment>;
  policy(): Promise<DsseEnvelope>;
  /** The policy that is proposed; undefined if there is none. */
  proposal(): Promise<DsseEnvelope | undefined>;
  /** @returns the list after it. */
  sendExemption(statement: DsseEnvelope): Promise<DsseEnvelope>;
  exemptions(): Promise<DsseEnvelope>;
  brokerKey(): Promise<BrokerKey>;
  sendReceipt(receipt: DsseEnvelope): Promise<CountersignedReceipt>;
  /** A withdrawal goes through the same door as a receipt. */
  sendStatement(statement: DsseEnvelope): Promise<void>;
  putBlob(id: BlobId, content: Uint8Array): Promise<void>;
  postSegment(manifest: DsseEnvelope, envelope: Envelope): Promise<SegmentAnswer>;
}

export interface ClientOptions {
  readonly server: string;
  readonly token?: string;
  readonly fetch?: typeof fetch;
  /** How long one request may take; default {@link REQUEST_TIMEOUT_MS}. */
  readonly timeout_ms?: number;
}

export function createClient(options: ClientOptions): ServerClient {
  const call = async (
    method: string,
    path: string,
    body?: BodyInit,
    type = 'application/json',
  ): Promise<unknown> => {
    const run = options.fetch ?? fetch;
    let response: Response;
    try {
      response = await run(new URL(path, options.server), {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': type }),
          ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
        },
        ...(body === undefined ? {} : { body }),
        credentials: 'omit',
        redirect: 'error',
        signal: AbortSignal.timeout(options.timeout_ms ?? REQUEST_TIMEOUT_MS),
      });
    } catch (cause) {
      throw unreachable(method, path, cause);
    }
    const text = await response.text().catch((cause: unknown) => {
      throw unreachable(method, path, cause);
    });
    if (response.status >= 500 || response.status === 429)
      throw new CaptureFault(
        'SERVER_UNREACHABLE',
        `server: status ${response.status} to ${method} ${path}; it is tried again later, nothing is lost`,
        { status: response.status },
      );
    if (!response.ok) throw refused(method, path, response.status, text);
    return text === '' ? {} : parse(text, path);
  };
  const post = (path: string, body: unknown): Promise<unknown> => call('POST', path, JSON.stringify(body));
  return {
    enrol: async (request) => readEnrolment(await post('/v1/enrol', request)),
    policy: async () => readDsse(await call('GET', '/v1/policy'), '/v1/policy'),
    proposal: async () => {
      try {
        return readDsse(await call('GET', '/v1/proposal'), '/v1/proposal');
      } catch (error) {
        if (error instanceof CaptureFault && error.detail.status === 404) return undefined;
        throw error;
      }
    },
    sendExemption: async (request) => readExemptions(await post('/v1/exemptions', { request })),
    exemptions: async () => readExemptions(await call('GET', '/v1/exemptions')),
    brokerKey: async () => readBroker(await call('GET', '/v1/broker-key')),
    sendReceipt: async (receipt) => {
      const answer = record(await post('/v1/receipts', { receipt }), '/v1/receipts');
      return {
        receipt: readDsse(answer.receipt, '/v1/receipts'),
        proof: text(answer, 'proof'),
        hash: text(answer, 'hash'),
      };
    },
    sendStatement: async (statement) => {
      await post('/v1/receipts', { receipt: statement });
    },
    putBlob: async (id, content) => {
      await call(
        'PUT',
        `/v1/blobs/${id}`,
        new Blob([content as Uint8Array<ArrayBuffer>]),
        'application/octet-stream',
      );
    },
    postSegment: async (manifest, envelope) => {
      const answer = record(await post('/v1/segments', { manifest, envelope }), '/v1/segments');
      const status = text(answer, 'status');
      if (status === 'quarantined') return { status, code: text(answer, 'code') };
      if (status === 'accepted' || status === 'duplicate')
        return { status, segment: text(answer, 'segment') as SegmentId };
      throw malformed('/v1/segments', 'status');
    },
  };
}

/** Uploads a released segment: blobs first, then the segment that names them. Waits and tries again while the server is away. */
export async function uploadSegment(
  client: ServerClient,
  released: Pick<ReleasedSegment, 'manifest' | 'envelope' | 'blobs'>,
): Promise<SegmentAnswer> {
  for (const blob of released.blobs) await withRetry(() => client.putBlob(blob.id, blob.bytes));
  return withRetry(() => client.postSegment(released.manifest, released.envelope));
}

async function withRetry<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (
        !(error instanceof CaptureFault) ||
        error.code !== 'SERVER_UNREACHABLE' ||
        attempt >= UPLOAD_ATTEMPTS
      )
        throw error;
      const wait = UPLOAD_BACKOFF_MS * 2 ** (attempt - 1);
      await new Promise((resolve) =>
        setTimeout(resolve, wait + (crypto.getRandomValues(new Uint16Array(1))[0]! / 65_536) * wait),
      );
    }
  }
}

function unreachable(method: string, path: string, cause: unknown): CaptureFault {
  return new CaptureFault(
    'SERVER_UNREACHABLE',
    `server: no answer to ${method} ${path}; it is tried again later, nothing is lost`,
    {},
    { cause },
  );
}

function refused(method: string, path: string, status: number, body: string): CaptureFault {
  let code = '';
  try {
    const answer: unknown = JSON.parse(body);
    if (typeof answer === 'object' && answer !== null && 'code' in answer && typeof answer.code === 'string')
      code = ` (${answer.code.slice(0, 60)})`;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return new CaptureFault(
    'SERVER_REFUSED',
    `server: status ${status}${code} to ${method} ${path}; the same request will not be accepted later`,
    { status },
  );
}

function parse(body: string, path: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw malformed(path, 'body');
  }
}

function readEnrolment(value: unknown): Enrolment {
  const answer = record(value, '/v1/enrol');
  return {
    device: text(answer, 'device') as DeviceId,
    participant: text(answer, 'participant') as ParticipantId,
    subjectSecret: text(answer, 'subjectSecret'),
    token: text(answer, 'token'),
    serverKey: text(answer, 'serverKey'),
    policy: readDsse(answer.policy, '/v1/enrol'),
    broker: readBroker(answer.broker),
  };
}

function readBroker(value: unknown): BrokerKey {
  const key = record(value, '/v1/broker-key');
  return { id: text(key, 'id'), publicKey: text(key, 'publicKey'), notAfter: text(key, 'notAfter') };
}

function readExemptions(value: unknown): DsseEnvelope {
  return readDsse(record(value, '/v1/exemptions').exemptions, '/v1/exemptions');
}

/** A DSSE envelope, bare or under `policy`/`dsse`. */
function readDsse(value: unknown, path: string): DsseEnvelope {
  const body = record(value, path);
  return parseDsse('payloadType' in body ? body : (body.policy ?? body.dsse));
}

function record(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(path, 'body');
  return value as Record<string, unknown>;
}

function text(from: Record<string, unknown>, key: string): string {
  const value = from[key];
  if (typeof value !== 'string') throw malformed('answer', key);
  return value;
}

function malformed(path: string, key: string): CaptureFault {
  return new CaptureFault(
    'ANSWER_MALFORMED',
    `server: the answer of ${path} has no usable \`${key}\`; this device and the server do not speak the same version`,
    {},
  );
}
