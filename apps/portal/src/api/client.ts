// Calls to the server that served this page; nothing else is ever contacted.

import { faultWords } from '../words.ts';
import type {
  Accesses,
  Datasets,
  EnrolmentCode,
  ExemptionDecision,
  ExemptionReason,
  ExemptionScope,
  Exemptions,
  Held,
  Me,
  OpenExemptions,
  Steps,
} from './types.ts';

export type ApiFaultCode = 'SIGNED_OUT' | 'NOT_FOUND' | 'REFUSED' | 'UNREACHABLE';

/** A call that did not succeed, in words the person can act on. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault';
  readonly code: ApiFaultCode;
  constructor(code: ApiFaultCode, message: string) {
    super(message);
    this.code = code;
  }
}

async function call<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(path, { credentials: 'same-origin', ...init }).catch(() => undefined);
  if (!response)
    throw new ApiFault(
      'UNREACHABLE',
      'The server does not answer. Nothing was changed; try again in a moment.',
    );
  if (response.status === 401) throw new ApiFault('SIGNED_OUT', 'You are not signed in.');
  if (!response.ok) throw await refusal(response);
  return (await response.json()) as T;
}

/** In the page's own words: what the server wrote for machines is never shown. */
async function refusal(response: Response): Promise<ApiFault> {
  const body: unknown = await response.json().catch(() => undefined);
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
  return new ApiFault(
    response.status === 404 ? 'NOT_FOUND' : 'REFUSED',
    faultWords(code) ?? `The server refused this (${response.status}). Nothing was changed.`,
  );
}

/** To whoever may not see a page it does not exist. */
function absent(fault: unknown): null {
  if (fault instanceof ApiFault && fault.code === 'NOT_FOUND') return null;
  throw fault;
}

/** Changes go as JSON, which a foreign page cannot send without asking first. */
const change = (method: 'POST' | 'DELETE', body: object = {}): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const api = {
  me: () => call<Me>('/api/me'),
  held: () => call<Held>('/api/me/segments'),
  steps: (recording: string) => call<Steps>(`/api/me/steps?recording=${encodeURIComponent(recording)}`),
  accesses: () => call<Accesses>('/api/me/accesses'),
  datasets: () => call<Datasets>('/api/me/datasets'),
  deleteSegment: (segment: string) => call<object>(`/api/me/segments/${segment}`, change('DELETE')),
  exemptions: () => call<Exemptions>('/api/me/exemptions'),
  askExemption: (asked: { readonly scope: ExemptionScope; readonly reason: ExemptionReason }) =>
    call<Exemptions>('/api/me/exemptions', change('POST', asked)),
  appealExemption: (id: string) =>
    call<Exemptions>(`/api/me/exemptions/${encodeURIComponent(id)}/appeal`, change('POST')),
  withdrawExemption: (id: string) =>
    call<Exemptions>(`/api/me/exemptions/${encodeURIComponent(id)}/withdraw`, change('POST')),
  /** Null for whoever is no reviewer. */
  openExemptions: () => call<OpenExemptions>('/api/review/exemptions').catch(absent),
  decideExemption: (id: string, decision: ExemptionDecision) =>
    call<OpenExemptions>(`/api/review/exemptions/${encodeURIComponent(id)}`, change('POST', decision)),
  withdraw: (erase: boolean) => call<object>('/api/me/withdraw', change('POST', { erase })),
  enrolmentCode: () => call<EnrolmentCode>('/api/me/enrolment-codes', change('POST')),
  signOut: () => call<object>('/api/sign-out', change('POST')),
};

export const frameUrl = (recording: string, frame: string) =>
  `/api/me/frames/${encodeURIComponent(recording)}/${encodeURIComponent(frame)}`;
export const proofUrl = (index: number) => `/api/me/accesses/${index}/proof`;
export const evidenceUrl = (index: number) => `/api/me/accesses/${index}/evidence`;
export const receiptUrl = (hash: string) => `/api/me/receipts/${hash}`;
