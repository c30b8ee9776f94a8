// A hand on mouse and keyboard: real, trusted input through the browser, at a human's rhythm.
//
// It looks at the page to know where things are, as a person would, but acts only through pointer and keys.

import type { Locator, Page } from 'playwright-core';
import { OfficeFault } from '../fault.ts';
import { type Random, randomFor } from '../world/random.ts';

export interface Pace {
  /** Shortest and longest time between two keys, ms. */
  readonly keyMs: readonly [number, number];
  /** Shortest and longest pause between two actions, ms. */
  readonly pauseMs: readonly [number, number];
  /** Shortest and longest time it takes to find one's way on a page that has just come, ms. */
  readonly landMs: readonly [number, number];
}

/**
 * A quick but human rhythm; pauses leave a recorder time to take a frame of the settled screen, and on a new page time
 * to show its sign, before which nothing is recorded.
 */
export const FAST: Pace = { keyMs: [30, 60], pauseMs: [350, 500], landMs: [700, 900] };

const FIND_MS = 5_000;

export class Hand {
  readonly #pace: Pace;
  readonly #random: Random;
  #page: Page;
  /** When the document in front began: a new number is a new page. */
  #document: number | undefined;

  constructor(page: Page, pace: Pace = FAST, seed = 0) {
    this.#page = page;
    this.#pace = pace;
    this.#random = randomFor(seed, 'hand');
  }

  /** The tab in front. */
  get page(): Page {
    return this.#page;
  }

  /** Brings another tab to the front and goes on there. */
  async turnTo(page: Page): Promise<void> {
    await page.bringToFront();
    this.#page = page;
    await this.pause();
  }

  /** Moves to `target` and clicks `count` times. */
  async click(target: Locator, count = 1): Promise<void> {
    const { x, y } = await this.#pointIn(target);
    await this.#page.mouse.move(x, y, { steps: 6 });
    await this.#wait(20);
    await this.#page.mouse.click(x, y, { clickCount: count, delay: 25 });
    await this.pause();
  }

  /** Presses on `target`, moves to `goal` and lets go. */
  async drag(target: Locator, goal: Locator): Promise<void> {
    const from = await this.#pointIn(target);
    const to = await this.#pointIn(goal);
    const { mouse } = this.#page;
    await mouse.move(from.x, from.y, { steps: 6 });
    await mouse.down();
    await mouse.move(to.x, to.y, { steps: 14 });
    await this.#wait(60);
    await mouse.up();
    await this.pause();
  }

  /** Types `text` key by key into whatever has the focus. */
  async type(text: string): Promise<void> {
    for (const letter of text) {
      await this.#page.keyboard.press(letter === ' ' ? 'Space' : letter);
      await this.#wait(this.#random.between(...this.#pace.keyMs));
    }
    await this.pause();
  }

  /** Types `text` with one slip near its end, notices it, and types the end again. */
  async typeWithSlip(text: string): Promise<void> {
    const slip = Math.max(1, text.length - 3);
    const wrong = text[slip] === 'x' ? 'z' : 'x';
    await this.type(text.slice(0, slip) + wrong + text.slice(slip + 1));
    for (let i = slip; i < text.length; i += 1) {
      await this.#page.keyboard.press('Backspace');
      await this.#wait(this.#random.between(...this.#pace.keyMs));
    }
    await this.type(text.slice(slip));
  }

  /** One key or chord in Playwright's notation, e.g. `Tab`, `Control+c`. */
  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key, { delay: 25 });
    await this.pause();
  }

  async pause(): Promise<void> {
    await this.#wait(this.#random.between(...this.#pace.pauseMs));
    const document = await this.#page.evaluate(() => performance.timeOrigin).catch(() => undefined);
    if (document === this.#document) return;
    await this.#page.waitForLoadState('load');
    this.#document = await this.#page.evaluate(() => performance.timeOrigin);
    await this.#wait(this.#random.between(...this.#pace.landMs));
  }

  /** A point inside the target, a little off its middle as hands are. */
  async #pointIn(target: Locator): Promise<{ x: number; y: number }> {
    await target.waitFor({ state: 'visible', timeout: FIND_MS });
    await target.scrollIntoViewIfNeeded({ timeout: FIND_MS });
    const box = await target.boundingBox();
    if (!box) {
      throw new OfficeFault(
        'OFFICE_ELEMENT_MISSING',
        'office: an element of a demonstration has no box; the page has changed',
        {
          subject: target.toString(),
        },
      );
    }
    const off = this.#random.between(-20, 20) / 100;
    return { x: box.x + box.width * (0.5 + off), y: box.y + box.height * (0.5 + off / 2) };
  }

  async #wait(ms: number): Promise<void> {
    if (ms > 0) await new Promise((done) => setTimeout(done, ms));
  }
}
