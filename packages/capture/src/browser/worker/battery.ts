// The battery, which a worker cannot see: a hidden document of the extension looks at it while recording is wanted.

import type { BatteryReport } from '../protocol.ts';

const DOCUMENT = 'battery.html';

export async function watchBattery(): Promise<void> {
  if (await chrome.offscreen.hasDocument()) return;
  await chrome.offscreen
    .createDocument({
      url: DOCUMENT,
      reasons: [chrome.offscreen.Reason.BATTERY_STATUS],
      justification: 'Recording stops when the battery is low; a worker cannot ask for its charge.',
    })
    .catch(() => undefined); // another start was faster
}

export async function leaveBattery(): Promise<void> {
  if (await chrome.offscreen.hasDocument()) await chrome.offscreen.closeDocument().catch(() => undefined);
}

/** True for what that document says, and nobody else. */
export function isBatteryReport(
  message: unknown,
  sender: chrome.runtime.MessageSender,
): message is BatteryReport {
  if (sender.url !== chrome.runtime.getURL(DOCUMENT)) return false;
  return typeof message === 'object' && message !== null && 'say' in message && message.say === 'battery';
}
