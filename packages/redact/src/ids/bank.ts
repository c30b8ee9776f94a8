// Numbers of accounts and devices.

import { isLuhn } from '../checksum.ts';
import { isAba } from './checks.ts';
import { type IdKind, row } from './kind.ts';

const ACCOUNT =
  'account acct konto kontonummer kontonr compte cuenta conto rekening bankaccount accountnumber iban beneficiary begunstigter';

export const BANK_IDS: readonly IdKind[] = [
  ...row('bank-routing', 'd9', 'routing aba rtn transit', { proof: 0.15, holds: isAba }),
  ...row('bank-account', 'd6 d7 d8 d9 d10 d11 d12 d13 d14 d16 d17', ACCOUNT),
  ...row('bank-sort', 'd6', 'sort', { grouping: '2 2 2' }),
  ...row('bank-code', 'd8', 'blz bankleitzahl'),
  ...row('bank-sepa', 'DEd2a3d11 FRd2a3d6 ATd2a3d11', 'sepa mandat creditor glaubiger ics', { proof: 0.3 }),
];

export const DEVICE_IDS: readonly IdKind[] = [
  ...row('device-imei', 'd15', 'imei', { proof: 0.2, holds: isLuhn, grouping: '2 6 6 1' }),
  ...row('device-imeisv', 'd16', 'imei imeisv'),
  ...row('device-iccid', 'd19 d20', 'iccid sim', { proof: 0.35, holds: (text) => text.startsWith('89') }),
  ...row('device-imsi', 'd15 d14', 'imsi'),
  ...row('device-serial', 'a10 a11 a12', 'serial seriennummer serie', {
    holds: (text) => /\d/.test(text) && /[A-Z]/.test(text),
  }),
];
