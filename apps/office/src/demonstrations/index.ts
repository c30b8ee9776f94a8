// Scripted demonstrations of the office's tasks, on real input: what the demo records and the learner learns from.

import type { BrowserContext, Page } from 'playwright-core';
import { OfficeFault } from '../fault.ts';
import { appOfHost } from '../hosts.ts';
import { type OfficeTask, prepare, type Slots } from '../tasks.ts';
import type { AppName } from '../world/world.ts';
import { FAST, Hand, type Pace } from './hand.ts';
import { SCRIPTS } from './scripts.ts';

export { FAST, Hand, type Pace } from './hand.ts';

export interface DemonstrationOptions {
  /** Make a small mistake on the way and put it right. */
  readonly corrections: boolean;
  /** Default `FAST`. */
  readonly pace?: Pace;
  /** Varies the hand's rhythm and aim. */
  readonly seed?: number;
}

/** Ids of the tasks that can be demonstrated. */
export const demonstrated: readonly string[] = Object.keys(SCRIPTS);

/**
 * Opens the pages a task starts with, one tab each, the first in front. Tabs are reused by position, so that a
 * context does not grow from task to task; further tabs are closed.
 */
export async function openStart(
  context: BrowserContext,
  task: OfficeTask,
  seed: number,
  port: number,
): Promise<Page[]> {
  const { urls } = prepare(task, seed, port);
  const open = context
    .pages()
    .filter((page) => !page.isClosed() && !page.url().startsWith('chrome-extension:'));
  const pages: Page[] = [];
  for (const [i, url] of urls.entries()) {
    const page = open[i] ?? (await context.newPage());
    await goTo(page, url);
    pages.push(page);
  }
  for (const extra of open.slice(urls.length)) await extra.close();
  await pages[0]?.bringToFront();
  return pages;
}

const INTERRUPTED = /interrupted by another navigation/;

/** Opens `url`, also while the page is still on its way somewhere else because of the task before. */
async function goTo(page: Page, url: string, tries = 3): Promise<void> {
  try {
    await page.goto(url, { waitUntil: 'load' });
  } catch (error) {
    if (tries <= 1 || !(error instanceof Error) || !INTERRUPTED.test(error.message)) throw error;
    await goTo(page, url, tries - 1);
  }
}

/**
 * Does `task` as a person would. The pages must be open, as `openStart` leaves them.
 *
 * @param pages the open tabs, the first in front.
 * @throws {OfficeFault} `OFFICE_TASK_UNKNOWN` if nobody wrote down how; `OFFICE_ELEMENT_MISSING`.
 */
export async function demonstrate(
  task: OfficeTask,
  pages: readonly Page[],
  slots: Slots,
  options: DemonstrationOptions,
): Promise<void> {
  const script = SCRIPTS[task.id];
  const first = pages[0];
  if (!script || !first) {
    throw new OfficeFault(
      'OFFICE_TASK_UNKNOWN',
      `office: ${task.id} cannot be demonstrated without a script and an open tab`,
      {
        subject: task.id,
      },
    );
  }
  const hand = new Hand(first, options.pace ?? FAST, options.seed ?? 0);
  await hand.pause();
  await script({ hand, slots, corrections: options.corrections, tab: (app) => requireTab(pages, app) });
}

function requireTab(pages: readonly Page[], app: AppName): Page {
  const page = pages.find((one) => appOfHost(new URL(one.url()).host) === app);
  if (page) return page;
  throw new OfficeFault(
    'OFFICE_ELEMENT_MISSING',
    `office: no open tab shows ${app}; open the task's start pages first`,
    { subject: app },
  );
}
