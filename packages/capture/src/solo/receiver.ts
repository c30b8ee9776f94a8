// The device endpoints of a server, for one person on her own machine: `overt record` and the tests of the extension.
//
// It listens on 127.0.0.1 only and writes a recording directory (docs/spec/capture.md#recording-directory). It checks
// what a server would: tokens, signatures, hashes, the chain.

import { timingSafeEqual } from 'node:crypto';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import {
  type BlobId,
  blobIdOf,
  bytes,
  type DeviceId,
  isoWeek,
  type Manifest,
  parseEnvelope,
  parseManifest,
  type SegmentId,
  segmentId,
} from '@overt/events';
import {
  countersignDsse,
  type DsseEnvelope,
  encodeEntry,
  LedgerFault,
  type Log,
  openLog,
  parseDsse,
  signDsse,
  verifyDsse,
  vkey,
} from '@overt/ledger';
import { directoryTiles } from '@overt/ledger/node';
import { encodePolicy, type Policy, policyHash, soloPolicy } from '@overt/policy';
import { POLICY_TYPE, type Receipt, WITHDRAWAL_TYPE } from '../consent.ts';
import { subjectOf } from '../device.ts';
import { CaptureFault } from '../fault.ts';
import { newDevice, type SoloKeys, writeDurably } from './keys.ts';
import { OwnExemptions } from './own-exemptions.ts';

export interface SoloReceiverOptions {
  /** The recording directory. */
  readonly dir: string;
  readonly keys: SoloKeys;
  readonly policy?: Policy;
  readonly now?: () => Date;
}

export interface SoloReceiver {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** The trust anchor. */
  readonly serverKey: string;
  /** A new one-time enrolment code. */
  enrolmentCode(): string;
  /** Segments accepted so far. */
  segments(): Promise<SegmentId[]>;
  /** Puts another policy in force. Receipts for those before stay known: a device decides whether they still hold. */
  follow(policy: Policy): void;
  close(): Promise<void>;
}

interface Device {
  readonly device: DeviceId;
  readonly publicKey: Uint8Array;
  readonly token: string;
}

const MAX_BODY = 64 * 1024 * 1024;

/** What a handler answers. */
interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Starts a receiver on a free port of the loopback interface. */
export async function createSoloReceiver(options: SoloReceiverOptions): Promise<SoloReceiver> {
  const receiver = await Receiver.open(options);
  const server = createServer((request, response) => {
    receiver
      .answer(request)
      .catch((error: unknown) => failure(error))
      .then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
        response.end(JSON.stringify(body));
      });
  });
  const origin = await listen(server);
  return {
    origin,
    serverKey: vkey(options.keys.signer),
    enrolmentCode: () => receiver.enrolmentCode(),
    segments: () => receiver.segments(),
    follow: (policy) => receiver.follow(policy),
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await receiver.close();
    },
  };
}

class Receiver {
  readonly #options: SoloReceiverOptions;
  readonly #log: Log;
  readonly #exemptions: OwnExemptions;
  #policy: SignedPolicy;
  readonly #codes = new Set<string>();
  readonly #devices = new Map<string, Device>();
  readonly #receipts = new Set<string>();
  readonly #heads = new Map<string, { n: number; segment: SegmentId }>();

  private constructor(options: SoloReceiverOptions, log: Log, policy: Policy) {
    this.#options = options;
    this.#log = log;
    this.#policy = signPolicy(policy, options.keys);
    this.#exemptions = new OwnExemptions(options.keys.participant, options.keys.signer);
  }

  follow(policy: Policy): void {
    this.#policy = signPolicy(policy, this.#options.keys);
  }

  static async open(options: SoloReceiverOptions): Promise<Receiver> {
    const { dir, keys } = options;
    for (const name of ['segments', 'envelopes', 'blobs'])
      await mkdir(join(dir, name), { recursive: true, mode: 0o700 });
    const store = await directoryTiles(join(keys.directory, 'ledger'));
    const log = await openLog({ origin: keys.signer.name, signer: keys.signer, store });
    const policy = options.policy ?? soloPolicy((options.now ?? (() => new Date()))());
    await writeDurably(
      join(dir, 'recording.json'),
      `${JSON.stringify({ format: 'overt-recording', version: 1, serverKey: vkey(keys.signer), broker: keys.broker.id, programme: policy.programme }, null, 2)}\n`,
    );
    return new Receiver(options, log, policy);
  }

  enrolmentCode(): string {
    const code = bytes.toHex(this.#options.keys.primitives.random(8));
    this.#codes.add(code);
    return code;
  }

  async segments(): Promise<SegmentId[]> {
    return (await readdir(join(this.#options.dir, 'segments')))
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -5) as SegmentId);
  }

  close(): Promise<void> {
    return this.#log.close();
  }

  async answer(request: IncomingMessage): Promise<Answer> {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const route = `${request.method} ${path.startsWith('/v1/blobs/') ? '/v1/blobs/:id' : path}`;
    if (route === 'POST /v1/enrol') return this.#enrol(await readJson(request));
    const device = this.#deviceOf(request);
    if (!device) return { status: 401, body: { code: 'TOKEN_UNKNOWN' } };
    switch (route) {
      case 'GET /v1/policy':
        return { status: 200, body: this.#policy.envelope };
      case 'GET /v1/broker-key':
        return { status: 200, body: this.#broker() };
      case 'POST /v1/receipts':
        return this.#receive(device, await readJson(request));
      case 'PUT /v1/blobs/:id':
        return this.#putBlob(path.slice('/v1/blobs/'.length), await readBody(request));
      case 'POST /v1/segments':
        return this.#accept(device, await readJson(request));
      case 'POST /v1/exemptions':
        this.#exemptions.hear((await readJson(request)).request, device.publicKey);
        return { status: 200, body: { exemptions: this.#exemptions.list() } };
      case 'GET /v1/exemptions':
        return { status: 200, body: { exemptions: this.#exemptions.list() } };
      default:
        return { status: 404, body: { code: 'NOT_FOUND' } };
    }
  }

  #deviceOf(request: IncomingMessage): Device | undefined {
    const given = Buffer.from(request.headers.authorization?.replace(/^Bearer /, '') ?? '');
    for (const device of this.#devices.values()) {
      const expected = Buffer.from(device.token);
      if (given.length === expected.length && timingSafeEqual(given, expected)) return device;
    }
    return undefined;
  }

  #broker() {
    const { id, publicKey } = this.#options.keys.broker;
    return { id, publicKey: bytes.toBase64(publicKey), notAfter: '9999-12-31' };
  }

  #enrol(body: Record<string, unknown>): Answer {
    const { keys } = this.#options;
    const { code, publicKey } = body;
    if (typeof code !== 'string' || !this.#codes.delete(code))
      return { status: 403, body: { code: 'CODE_UNKNOWN' } };
    if (typeof publicKey !== 'string') return { status: 400, body: { code: 'REQUEST_MALFORMED' } };
    const device: Device = {
      device: newDevice(keys.primitives),
      publicKey: bytes.fromBase64(publicKey),
      token: bytes.toHex(keys.primitives.random(32)),
    };
    this.#devices.set(device.device, device);
    return {
      status: 200,
      body: {
        device: device.device,
        participant: keys.participant,
        subjectSecret: bytes.toBase64(keys.subjectSecret),
        token: device.token,
        serverKey: vkey(keys.signer),
        policy: this.#policy.envelope,
        broker: this.#broker(),
      },
    };
  }

  async #receive(device: Device, body: Record<string, unknown>): Promise<Answer> {
    const { keys, now = () => new Date() } = this.#options;
    const envelope = parseDsse(body.receipt);
    const { payload, payloadType } = verifyDsse(envelope, [{ publicKey: device.publicKey }]);
    if (payloadType === WITHDRAWAL_TYPE) {
      const digest = `sha256:${bytes.toHex(keys.primitives.sha256(payload))}`;
      await this.#log.append(encodeEntry('receipt.withdrawn', now(), { digest }));
      this.#receipts.clear();
      return { status: 200, body: { withdrawn: true } };
    }
    const receipt = JSON.parse(bytes.fromUtf8(payload)) as Receipt; // signed by the device; every field is compared
    if (
      receipt.device !== device.device ||
      receipt.participant !== keys.participant ||
      receipt.policy !== this.#policy.hash
    )
      return { status: 422, body: { code: 'RECEIPT_MISMATCH' } };
    const hash = bytes.toHex(keys.primitives.sha256(payload));
    const { index } = await this.#log.append(
      encodeEntry('receipt.given', now(), { digest: `sha256:${hash}` }),
    );
    this.#receipts.add(hash);
    return {
      status: 200,
      body: { receipt: countersignDsse(envelope, keys.signer), proof: await this.#log.prove(index), hash },
    };
  }

  async #putBlob(id: string, content: Uint8Array): Promise<Answer> {
    if (!/^[0-9a-f]{64}$/.test(id) || blobIdOf(content, this.#options.keys.primitives) !== id)
      return { status: 422, body: { code: 'HASH_MISMATCH' } };
    const path = join(this.#options.dir, 'blobs', id);
    if (await exists(path)) return { status: 200, body: { status: 'present' } };
    await writeDurably(path, content);
    return { status: 201, body: { status: 'stored' } };
  }

  async #accept(device: Device, body: Record<string, unknown>): Promise<Answer> {
    const { dir, keys } = this.#options;
    const signed = parseDsse(body.manifest);
    const { payload } = verifyDsse(signed, [{ publicKey: device.publicKey }]);
    const manifest = parseManifest(payload);
    const segment = segmentId(payload, keys.primitives);
    const envelope = parseEnvelope(body.envelope);
    const path = join(dir, 'segments', `${segment}.json`);
    if (await exists(path)) return { status: 200, body: { status: 'duplicate', segment } };
    const refusal = await this.#refusal(manifest, device);
    if (refusal) return { status: 202, body: { status: 'quarantined', code: refusal } };
    await writeDurably(join(dir, 'envelopes', `${segment}.json`), JSON.stringify(envelope));
    await writeDurably(path, JSON.stringify(signed));
    this.#heads.set(manifest.track, { n: manifest.n, segment });
    return { status: 200, body: { status: 'accepted', segment } };
  }

  async #refusal(manifest: Manifest, device: Device): Promise<string | undefined> {
    const { dir, keys, now = () => new Date() } = this.#options;
    if (manifest.device !== device.device) return 'DEVICE_MISMATCH';
    if (manifest.subject !== subjectOf(keys.subjectSecret, manifest.week, keys.primitives))
      return 'SUBJECT_MISMATCH';
    if (manifest.week > isoWeek(now())) return 'WEEK_AHEAD';
    if (!this.#receipts.has(manifest.receipt)) return 'RECEIPT_UNKNOWN';
    const head = this.#heads.get(manifest.track);
    if (manifest.n !== (head ? head.n + 1 : 0) || manifest.previous !== (head?.segment ?? null))
      return 'CHAIN_FORK';
    for (const { id } of manifest.blobs)
      if (!(await exists(join(dir, 'blobs', id satisfies BlobId)))) return 'BLOB_MISSING';
    return undefined;
  }
}

interface SignedPolicy {
  readonly envelope: DsseEnvelope;
  readonly hash: string;
}

function signPolicy(policy: Policy, { signer, primitives }: SoloKeys): SignedPolicy {
  const encoded = encodePolicy(policy);
  return { envelope: signDsse(POLICY_TYPE, encoded, signer), hash: policyHash(encoded, primitives) };
}

function failure(error: unknown): Answer {
  if (
    error instanceof LedgerFault ||
    (error instanceof Error && 'code' in error && typeof error.code === 'string')
  ) {
    return { status: 422, body: { code: (error as { code: string }).code } };
  }
  return { status: 500, body: { code: 'FAULT' } };
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > MAX_BODY)
      throw new CaptureFault('REQUEST_MALFORMED', `request: more than ${MAX_BODY} bytes`, { status: 413 });
    parts.push(part as Buffer);
  }
  return new Uint8Array(Buffer.concat(parts));
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const body = await readBody(request);
  try {
    const value: unknown = JSON.parse(bytes.fromUtf8(body));
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new CaptureFault('REQUEST_MALFORMED', 'request: its body is not a JSON object', { status: 400 });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address) resolve(`http://127.0.0.1:${address.port}`);
    });
  });
}
