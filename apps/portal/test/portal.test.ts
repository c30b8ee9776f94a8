import { describe, expect, test } from 'vitest';
import { parseRecorder } from '../src/recorder-link.ts';
import { datasets, me } from './fixture.ts';
import { pages } from './pages.ts';

const { open, broken, picture } = pages();

describe('the participant page', () => {
  test.each(['light', 'dark'] as const)(
    'breaks no accessibility rule in the %s scheme, with steps open',
    async (scheme) => {
      const { page, faults } = await open({}, { scheme });
      await page.getByRole('button', { name: 'Show steps' }).first().click();
      await page.getByRole('list', { name: 'Steps' }).waitFor();
      await page.locator('.shot img').waitFor();
      await picture(page, `portal-${scheme}`);
      expect(await broken(page)).toEqual([]);
      expect(faults).toEqual([]);
    },
  );

  test('fits a narrow screen without sideways scrolling', async () => {
    const { page } = await open({}, { width: 390 });
    await page.getByText('Pieces and their dates').first().waitFor();
    await picture(page, 'portal-narrow');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await broken(page)).toEqual([]);
  });

  test('is gone through by keyboard: the next step is one arrow away', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Show steps' }).first().focus();
    await page.keyboard.press('Enter');
    await page.locator('[aria-current=step]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('[aria-current=step]:focus').textContent()).toContain('Switch to another tab');
    await picture(page, 'portal-steps', false);
  });

  test('says so where a step has no screenshot, and why', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Show steps' }).first().click();
    await page.getByRole('list', { name: 'Steps' }).getByRole('button').nth(5).click();
    expect(await page.getByText('No screenshot before this step').textContent()).toContain('frame moved');
  });

  test('withdraws in two clicks, and erasing too is not a third', async () => {
    const { page, fixture } = await open();
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await picture(page, 'portal-withdraw', false);
    expect(await broken(page)).toEqual([]);
    await page.getByRole('button', { name: 'Withdraw and erase everything' }).click();
    await expect
      .poll(() => fixture.requests.find((one) => one.path === '/api/me/withdraw'))
      .toMatchObject({ method: 'POST', body: '{"erase":true}' });
  });

  test('deletes one piece after one question, and Escape keeps it', async () => {
    const { page, fixture } = await open();
    await page.getByRole('button', { name: 'Delete piece 2' }).first().click();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(fixture.requests.filter((one) => one.method === 'DELETE')).toEqual([]);
    await page.getByRole('button', { name: 'Delete piece 2' }).first().click();
    await page.getByRole('button', { name: 'Delete for good' }).click();
    await expect.poll(() => fixture.requests.filter((one) => one.method === 'DELETE').length).toBe(1);
  });

  test('knows a pause only from the recorder in this browser, and never tells the server', async () => {
    const { page, fixture } = await open();
    await page.getByText('only it knows').waitFor();
    await page.evaluate(() =>
      window.postMessage({ overt: 'recorder', v: 1, state: 'paused', held: 7 }, window.location.origin),
    );
    await page.getByText('7 pieces wait in the hold').waitFor();
    await page.locator('#devices').scrollIntoViewIfNeeded();
    await picture(page, 'portal-paused', false);
    expect(fixture.requests.some((one) => /pause/i.test(one.path + one.body))).toBe(false);
  });

  test('offers a proof to download and the command that checks it', async () => {
    const { page } = await open();
    const proof = page.getByRole('link', { name: 'Entry 20,850', exact: true });
    expect(await proof.getAttribute('download')).toBe('access-20850.tlog-proof');
    expect(await page.getByText('npx overt verify').textContent()).toContain(me.ledger.key);
  });

  test('tells a person without a session how to sign in', async () => {
    const { page } = await open({ signedIn: false });
    expect(await page.locator('h1').textContent()).toBe('Sign in');
    expect(await broken(page)).toEqual([]);
  });

  test('says at the top that no law is in force, that another policy comes, and which dataset is not used', async () => {
    const sentence = 'Nothing is recorded yet: nobody has put a law into force.';
    const proposal = { effective: '2026-12-23', material: true };
    const built = {
      ...datasets.datasets[0],
      dataset: 'office-basics-2',
      state: 'contains-no-train',
      noTrainHits: 2,
    };
    const { page } = await open({
      answers: {
        '/api/me': { ...me, law: { active: [], sentence }, proposal },
        '/api/me/datasets': { datasets: [built] },
      },
    });
    await page.getByText(sentence).waitFor();
    await page.getByText('Another policy is announced for').waitFor();
    await page.getByText('names a protected customer').waitFor();
    await picture(page, 'portal-control');
    expect(await broken(page)).toEqual([]);
  });

  test('has words for a person of whom nothing is held', async () => {
    const nothing = {
      '/api/me': { ...me, participation: 'none', devices: [], receipts: [], leases: [] },
      '/api/me/segments': { recordings: [], refused: [] },
      '/api/me/accesses': { accesses: [] },
      '/api/me/datasets': { datasets: [] },
    };
    const { page, faults } = await open({ answers: nothing });
    await page.getByText('No piece of your work is on this server').waitFor();
    await picture(page, 'portal-empty');
    expect(await broken(page)).toEqual([]);
    expect(faults).toEqual([]);
  });
});

describe('parseRecorder', () => {
  test.each([
    [null],
    ['paused'],
    [{}],
    [{ overt: 'recorder', v: 2, state: 'paused' }],
    [{ overt: 'recorder', v: 1, state: 'napping' }],
  ])('takes %j for nothing', (message) => {
    expect(parseRecorder(message)).toBeUndefined();
  });
});
