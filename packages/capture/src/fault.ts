import { Fault } from '@overt/events';

/**
 * - `NOT_ENROLLED`: the device has no server; enrol with a code first.
 * - `NO_RECEIPT`: nobody consented to this policy on this device, or the receipt ended; nothing is observed.
 * - `NOTICE_DUE`: the law here asks for the notice on every day; read it first.
 * - `STOPPED`: something stops capture now; `detail.reason` says what.
 * - `SERVER_FORCED`: this device may be enrolled only at the server its administrator named.
 * - `NOT_RECORDING`: there is no recording to do this with.
 * - `NOT_HELD`: no segment of that name is held; it was deleted or has left.
 * - `STORAGE_BROKEN`: the browser's storage failed; nothing was acknowledged.
 * - `SEAL_BROKEN`: a sealed record does not open with this device's key.
 * - `SERVER_UNREACHABLE`: no answer; retried with back-off.
 * - `SERVER_REFUSED`: the server answered no; retrying the same will not help.
 * - `ANSWER_MALFORMED`: the server's answer is not what docs/spec says.
 * - `REQUEST_MALFORMED`: a request to this device is not what docs/spec says.
 * - `RECORDING_MALFORMED`: a recording directory is not one.
 */
export type CaptureFaultCode =
  | 'NOT_ENROLLED'
  | 'NO_RECEIPT'
  | 'NOTICE_DUE'
  | 'STOPPED'
  | 'SERVER_FORCED'
  | 'NOT_RECORDING'
  | 'NOT_HELD'
  | 'STORAGE_BROKEN'
  | 'SEAL_BROKEN'
  | 'SERVER_UNREACHABLE'
  | 'SERVER_REFUSED'
  | 'ANSWER_MALFORMED'
  | 'REQUEST_MALFORMED'
  | 'RECORDING_MALFORMED';

export class CaptureFault extends Fault<
  CaptureFaultCode,
  { readonly status?: number; readonly reason?: string }
> {
  override readonly name = 'CaptureFault';
}
