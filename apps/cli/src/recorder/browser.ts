// Chromium with our extension loaded, and a hand on the extension's own control page. Shared by `record` and `demo`.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ControlAnswer, ControlRequest, ControlResults } from '@overt/capture/browser';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { CliFault } from '../output.ts';
import { packageRoot } from '../package-root.ts';

const CHROMIUM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
/** Nothing of the browser itself may talk to anybody: the packet capture of a recording shows only our server (P14). */
const QUIET = [
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
];
const WORKER_MS = 20_000;

export const VIEWPORT = { width: 1280, height: 800 } as const;

export interface BrowserOptions {
  /** Folder of the profile; the extension's storage is in it. */
  readonly profile: string;
  readonly headed: boolean;
  readonly withExtension: boolean;
}

/** The browser to record in: OVERT_CHROMIUM, or Debian's. */
export function chromiumPath(): string {
  const found = [process.env.OVERT_CHROMIUM ?? '', ...CHROMIUM].find(
    (path) => path !== '' && existsSync(path),
  );
  if (found) return found;
  throw new CliFault(
    'CLI_TOOL_MISSING',
    'no Chromium found; on Debian: apt-get install chromium, or set OVERT_CHROMIUM to its path',
    { looked: CHROMIUM },
  );
}

/** Starts Chromium on a profile of its own. As root the browser's sandbox cannot start, so it is off there and only there. */
export async function openBrowser(options: BrowserOptions): Promise<BrowserContext> {
  const extension = join(packageRoot(), '../extension/dist');
  const load = options.withExtension
    ? [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`]
    : [];
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launchPersistentContext(options.profile, {
    executablePath: chromiumPath(),
    headless: !options.headed,
    // Ctrl-C is ours to answer: what is held is released or closed before the browser goes.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    viewport: options.headed ? null : VIEWPORT,
    args: [...root, ...QUIET, ...load],
  });
}

/** What the extension's own pages may ask of it, from one of them. */
export class Recorder {
  readonly #page: Page;
  private constructor(page: Page) {
    this.#page = page;
  }

  static async attach(context: BrowserContext): Promise<Recorder> {
    const worker =
      context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: WORKER_MS }));
    const page = await context.newPage();
    await page.goto(new URL('/control.html', worker.url()).href);
    return new Recorder(page);
  }

  /** @throws {CliFault} `CLI_STOPPED` if something stops capture now, `CLI_RECORDER_REFUSED` otherwise, with the extension's own code and words. */
  async ask<Request extends ControlRequest>(request: Request): Promise<ControlResults[Request['do']]> {
    const answer = (await this.#page.evaluate(
      (message) => chrome.runtime.sendMessage(message),
      request,
    )) as ControlAnswer<Request['do']>;
    if (answer.ok) return answer.result;
    throw new CliFault(
      answer.code === 'STOPPED' ? 'CLI_STOPPED' : 'CLI_RECORDER_REFUSED',
      `recorder: ${request.do} was refused: ${answer.message}`,
      { code: answer.code },
    );
  }
}
