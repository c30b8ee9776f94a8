// Builds the page as it is served, once per test file, and opens it in Chromium in front of the fixture.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { type Browser, type ConsoleMessage, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';
import { type Fixture, type FixtureOptions, serveFixture } from './fixture.ts';
import { drawScreens } from './screens.ts';

/** Set to a folder to keep pictures of what the tests see. */
const shots = process.env.OVERT_SHOTS;

export interface Opened {
  readonly page: Page;
  readonly fixture: Fixture;
  readonly faults: string[];
}

export interface Pages {
  open(
    options?: Partial<FixtureOptions>,
    context?: { scheme?: 'light' | 'dark'; width?: number },
  ): Promise<Opened>;
  /** Rules of WCAG 2.2 AA that the page breaks, by name and element. */
  broken(page: Page): Promise<string[]>;
  picture(page: Page, name: string, fullPage?: boolean): Promise<void>;
}

/** Call it at the top of a test file; what it starts ends with the file. */
export function pages(): Pages {
  let browser: Browser;
  let dist: string;
  let frames: Record<string, Uint8Array>;
  const closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    dist = await mkdtemp(join(tmpdir(), 'overt-portal-'));
    await buildInto(dist);
    browser = await launch();
    frames = await drawScreens(browser);
  });
  afterAll(async () => {
    await browser?.close();
    for (const close of closing) await close();
    await rm(dist, { recursive: true, force: true });
  });

  return {
    async open(options = {}, context = {}) {
      const fixture = await serveFixture({ dist, frames, ...options });
      const page = await browser.newPage({
        viewport: { width: context.width ?? 1180, height: 900 },
        colorScheme: context.scheme ?? 'light',
        reducedMotion: 'reduce',
      });
      const faults: string[] = [];
      page.on('pageerror', (fault) => faults.push(fault.message));
      page.on('console', (message) => isFault(message) && faults.push(message.text()));
      closing.push(async () => {
        await page.close().catch(() => undefined);
        await fixture.close();
      });
      await page.goto(fixture.url);
      await page.locator('h1').waitFor();
      return { page, fixture, faults };
    },
    broken: brokenRules,
    async picture(page, name, fullPage = true) {
      if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage });
    },
  };
}

async function buildInto(dist: string): Promise<void> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const mode = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production'; // what is served, not React's development build
  await build({ root, logLevel: 'silent', build: { outDir: dist, emptyOutDir: true } });
  process.env.NODE_ENV = mode;
}

const launch = () =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** That a page for reviewers does not exist for the others is an answer; Chromium prints it as an error all the same. */
const isFault = (message: ConsoleMessage) =>
  message.type() === 'error' && !message.location().url.endsWith('/api/review/exemptions');

async function brokenRules(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const inPage = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await inPage.axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
  });
}
