import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CATALOGUE } from '@overt/policy';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const PAGE = pathToFileURL(join(ROOT, 'docs/guide/places.html')).href;

describe('the page of all places', () => {
  let browser: Browser;
  let page: Page;
  const requests: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env.OVERT_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
    page = await browser.newPage();
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(PAGE);
  });
  afterAll(() => browser.close());

  const status = () => page.getByRole('status').textContent();
  const shown = () => page.locator('tbody tr:visible .id').allTextContents();

  test('is what the catalogue says; if not, npm run docs:places writes it again', () => {
    const { status: code, stderr } = spawnSync(process.execPath, ['scripts/places-page.mjs', '--check'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  test('asks for nothing but itself', () => {
    expect(requests).toEqual([PAGE]);
  });

  test('finds a place by what it is recognised by, and shows all again', async () => {
    expect(await status()).toBe(`All ${CATALOGUE.length} places`);
    await page.getByRole('searchbox').fill('docs.google.com/spreadsheets');
    expect(await shown()).toEqual(['google.sheets']);
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(status).toBe(`All ${CATALOGUE.length} places`);
  });

  test('narrows by category, by what is kept and by evidence', async () => {
    const union = CATALOGUE.filter(({ category }) => category === 'union');
    await page.getByRole('combobox', { name: 'Category' }).selectOption('union');
    expect(await status()).toBe(`${union.length} of ${CATALOGUE.length} places`);
    await page.getByRole('combobox', { name: 'What is kept' }).selectOption('workflow');
    expect(await shown()).toEqual([]);
    expect(await page.getByText('No place like this').isVisible()).toBe(true);
  });
});
