import { type Browser, chromium } from 'playwright-core';

/** Debian's Chromium without any service that would reach out. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.OVERT_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export const VIEWPORT = { width: 1280, height: 800 } as const;
