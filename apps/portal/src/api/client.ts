// Calls to the server that served this page; nothing else is ever contacted.

import type { Accesses, Datasets, EnrolmentCode, Held, Me, Steps } from './types.ts';

export type ApiFaultCode = 'SIGNED_OUT' | 'REFUSED' | 'UNREACHABLE';

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
  if (!response.ok)
    throw new ApiFault('REFUSED', `The server refused this (${response.status}). Nothing was changed.`);
  return (await response.json()) as T;
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
  withdraw: (erase: boolean) => call<object>('/api/me/withdraw', change('POST', { erase })),
  enrolmentCode: () => call<EnrolmentCode>('/api/me/enrolment-codes', change('POST')),
  signOut: () => call<object>('/api/sign-out', change('POST')),
};

export const frameUrl = (recording: string, frame: string) =>
  `/api/me/frames/${encodeURIComponent(recording)}/${encodeURIComponent(frame)}`;
export const proofUrl = (index: number) => `/api/me/accesses/${index}/proof`;
export const evidenceUrl = (index: number) => `/api/me/accesses/${index}/evidence`;
export const receiptUrl = (hash: string) => `/api/me/receipts/${hash}`;
