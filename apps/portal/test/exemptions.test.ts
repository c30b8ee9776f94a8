import { describe, expect, test } from 'vitest';
import type { Exemption } from '../src/api/types.ts';
import { exemptions, openExemptions } from './fixture.ts';
import { pages } from './pages.ts';

const { open, broken, picture } = pages();

const LIST = '/api/me/exemptions';
const REVIEW = '/api/review/exemptions';
const mayAsk = { [LIST]: { ...exemptions, mayAsk: true } };
const reviewer = { [REVIEW]: openExemptions };
const [, , refused, pending] = exemptions.exemptions as readonly Exemption[];

describe('the exemptions of a participant', () => {
  test.each(['light', 'dark'] as const)(
    'say in words what holds, and break no accessibility rule in the %s scheme',
    async (scheme) => {
      const { page, faults } = await open({ answers: mayAsk }, { scheme });
      const list = page.getByRole('list', { name: 'Exemptions', exact: true });
      expect(await list.getByRole('listitem').allInnerTexts()).toEqual([
        expect.stringMatching(/Granted\s+clinic\.example\s+Not captured for as long as you take part/),
        expect.stringMatching(/Granted\s+every place of the kind “chat”\s+Not captured until 31 Jan 2027/),
        expect.stringMatching(/Refused\s+office\.mail\s+May be captured again\. You can appeal once/),
        expect.stringMatching(/Asked for\s+council\.northwind\.example\s+Not captured while it is undecided/),
      ]);
      await page.getByText('2 earlier ones').click();
      await page.getByText('Ended 31 Oct 2026, 23:59 UTC').waitFor();
      await picture(page, `exemptions-${scheme}`);
      expect(await broken(page)).toEqual([]);
      expect(faults).toEqual([]);
    },
  );

  test('name the day by which one must be decided, if the server says it', async () => {
    const due = { exemptions: [{ ...pending, due: '2026-12-01' }] };
    const { page } = await open({ answers: { [LIST]: due } });
    await page.getByText('Must be decided before 1 Dec 2026; from then on it is granted').waitFor();
  });

  test('are asked for in the recorder where a request from this page would protect nothing', async () => {
    const { page } = await open({ answers: { [LIST]: { exemptions: [] } } });
    await page.getByText('You have asked for none').waitFor();
    await page.getByText('choose “Your own rules”, then “Exemptions”').waitFor();
    expect(await page.getByRole('button', { name: 'Ask for this exemption' }).count()).toBe(0);
  });

  test('are asked for by keyboard alone, with no reason unless one is chosen', async () => {
    const { page, fixture } = await open({ answers: mayAsk });
    await page.getByRole('radio', { name: 'A site' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.type('https://bank.example/accounts');
    const asked = { id: 'exm_new', scope: { host: 'bank.example' }, state: 'pending' };
    fixture.answer(LIST, { exemptions: [...exemptions.exemptions, asked], mayAsk: true });
    await page.keyboard.press('Enter');
    await page.getByText('Asked for: bank.example').waitFor();
    await page.getByRole('button', { name: 'Take back: bank.example' }).waitFor();
    expect(fixture.requests.find((one) => one.method === 'POST')).toMatchObject({
      path: LIST,
      body: '{"scope":{"host":"bank.example"},"reason":"none-given"}',
    });
  });

  test('can be for everything, and for a reason of the closed list', async () => {
    const { page, fixture } = await open({ answers: mayAsk });
    await page.getByRole('radio', { name: 'Everything' }).focus();
    await page.keyboard.press('Space');
    await page.getByText('withdraw instead').waitFor();
    await page.getByLabel('Reason').selectOption({ label: 'Private life' });
    expect(await broken(page)).toEqual([]);
    await page.getByRole('button', { name: 'Ask for this exemption' }).click();
    await expect
      .poll(() => fixture.requests.find((one) => one.method === 'POST')?.body)
      .toBe('{"scope":{"everything":true},"reason":"private-life"}');
  });

  test('are not asked for under a name that means nothing, nor twice', async () => {
    const { page, fixture } = await open({ answers: mayAsk });
    const ask = page.getByRole('button', { name: 'Ask for this exemption' });
    await page.getByLabel('Its address').fill('someone@clinic.example');
    await ask.click();
    await page.getByText('This is no address of a site').waitFor();
    await picture(page, 'exemptions-wrong', false);
    expect(await page.locator('input:focus[aria-invalid=true]').inputValue()).toBe('someone@clinic.example');
    expect(await broken(page)).toEqual([]);
    await page.getByLabel('Its address').fill('clinic.example');
    await ask.click();
    await page.getByText('You have asked for clinic.example already').waitFor();
    await page.getByRole('radio', { name: 'A place of the list' }).click();
    await page.getByLabel('Its name in the list').fill('Northwind Mail!');
    await ask.click();
    await page.getByText('This is no name of a place').waitFor();
    expect(fixture.requests.filter((one) => one.method !== 'GET')).toEqual([]);
  });

  test('are not asked for everything twice', async () => {
    const everything = { id: 'exm_all', scope: { everything: true }, state: 'granted' };
    const { page, fixture } = await open({ answers: { [LIST]: { exemptions: [everything], mayAsk: true } } });
    await page.getByRole('radio', { name: 'Everything' }).click();
    await page.getByRole('button', { name: 'Ask for this exemption' }).click();
    await page.getByText('You have asked for everything already').waitFor();
    expect(fixture.requests.filter((one) => one.method !== 'GET')).toEqual([]);
  });

  test('are appealed with one click, and a second refusal is final in words', async () => {
    const path = `${LIST}/${refused?.id}/appeal`;
    const appealed = await open({ answers: mayAsk });
    appealed.fixture.answer(LIST, { exemptions: [{ ...refused, state: 'pending' }] });
    await appealed.page.getByRole('button', { name: 'Appeal: office.mail' }).click();
    await appealed.page.getByRole('button', { name: 'Take back: office.mail' }).waitFor();
    expect(appealed.fixture.requests.find((one) => one.method === 'POST')?.path).toBe(path);

    const { page } = await open({ refusals: { [`POST ${path}`]: 'EXEMPTION_DECIDED' } });
    await page.getByRole('button', { name: 'Appeal: office.mail' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('a refusal can be appealed once only');
  });

  test('are taken back after one question, since more is captured then, and Escape leaves them', async () => {
    const { page, fixture } = await open();
    const button = page.getByRole('button', { name: 'Take back: clinic.example' });
    await button.click();
    await picture(page, 'exemptions-take-back', false);
    expect(await broken(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(fixture.requests.filter((one) => one.method === 'POST')).toEqual([]);
    await button.click();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await expect
      .poll(() => fixture.requests.filter((one) => one.method === 'POST').map((one) => one.path))
      .toEqual([`${LIST}/${exemptions.exemptions[0]?.id}/withdraw`]);
  });

  test('fit a narrow screen without sideways scrolling', async () => {
    const { page } = await open({ answers: { ...mayAsk, ...reviewer } }, { width: 390 });
    await page.getByRole('list', { name: 'Exemptions', exact: true }).waitFor();
    await picture(page, 'exemptions-narrow');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await broken(page)).toEqual([]);
  });
});

describe('the review of exemptions', () => {
  test('does not exist for whoever is no reviewer, and is asked for once', async () => {
    const { page, fixture } = await open();
    await page.getByRole('list', { name: 'Exemptions', exact: true }).waitFor();
    expect(await page.getByText('To review').count()).toBe(0);
    expect(fixture.requests.filter((one) => one.path === REVIEW).length).toBe(1);
  });

  test.each(['light', 'dark'] as const)(
    'shows what is asked and why, by when, and nobody’s name, in the %s scheme',
    async (scheme) => {
      const { page, faults } = await open({ answers: reviewer }, { scheme });
      await page.getByRole('link', { name: 'To review' }).waitFor();
      const fits = (nav: Element) => nav.scrollWidth <= nav.clientWidth; // the way out is in sight, last of all
      expect(await page.getByRole('navigation').evaluate(fits)).toBe(true);
      const rows = page.getByRole('list', { name: 'Requests, oldest first' }).getByRole('listitem');
      expect(await rows.allInnerTexts()).toEqual([
        expect.stringMatching(
          /Appeal\s+office\.mail\s+Other people are affected\. Granted by itself on 27 Nov/,
        ),
        expect.stringMatching(/Request\s+council\.northwind\.example\s+A protected role/),
        expect.stringMatching(/Request\s+everything\s+No reason given/),
      ]);
      expect(await page.locator('#review').textContent()).not.toMatch(/prn_|dev_|exm_|\d+ requests/);
      await picture(page, `review-${scheme}`);
      expect(await broken(page)).toEqual([]);
      expect(faults).toEqual([]);
    },
  );

  test('grants without an end, or until the end of a day that is not over', async () => {
    const { page, fixture } = await open({ answers: reviewer });
    const decisions = () => fixture.requests.filter((one) => one.method === 'POST').map((one) => one.body);
    const grant = page.getByRole('dialog').getByRole('button', { name: 'Grant' });
    await page.getByRole('button', { name: 'Grant: everything' }).click();
    await picture(page, 'review-grant', false);
    expect(await broken(page)).toEqual([]);
    await page.getByLabel('Last day').fill('2020-02-29');
    await grant.click();
    await page.getByText('This day is over').waitFor();
    expect(decisions()).toEqual([]);
    await page.getByLabel('Last day').fill('2999-12-31');
    await grant.click();
    await page.getByText('Granted: everything. It is in the ledger.').waitFor();
    await page.getByRole('button', { name: 'Grant: office.mail' }).click();
    await grant.click();
    await expect.poll(decisions).toEqual(['{"grant":true,"until":"2999-12-31T23:59:00Z"}', '{"grant":true}']);
  });

  test('refuses by keyboard after saying whether there is an appeal', async () => {
    const { page, fixture } = await open({ answers: reviewer });
    await page.getByRole('button', { name: 'Refuse: council.northwind.example' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('The person can appeal once; then somebody else decides').waitFor();
    expect(await broken(page)).toEqual([]);
    fixture.answer(REVIEW, { open: [] });
    await page.keyboard.press('Enter');
    await page.getByText('Refused: council.northwind.example').waitFor();
    await page.getByText('Nothing waits for a decision').waitFor();
    expect(fixture.requests.find((one) => one.method === 'POST')).toMatchObject({
      path: `${REVIEW}/${pending?.id}`,
      body: '{"grant":false}',
    });
  });

  test('says that another reviewer has to decide an appeal, and leaves it open', async () => {
    const refusals = { [`POST ${REVIEW}/${refused?.id}`]: 'EXEMPTION_REVIEWER' };
    const { page } = await open({ answers: reviewer, refusals });
    await page.getByRole('button', { name: 'Refuse: office.mail' }).click();
    await page.getByText('This was the appeal: the refusal is final').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'Other people are affected' });
    expect(await row.getByRole('alert').textContent()).toContain('decided by another reviewer');
    await picture(page, 'review-another', false);
    await row.getByRole('button', { name: 'Grant: office.mail' }).waitFor();
  });

  test('says so if somebody else has decided meanwhile', async () => {
    const refusals = { [`POST ${REVIEW}/${pending?.id}`]: 'EXEMPTION_DECIDED' };
    const { page, fixture } = await open({ answers: reviewer, refusals });
    await page.getByRole('button', { name: 'Grant: council.northwind.example' }).click();
    fixture.answer(REVIEW, { open: openExemptions.open.slice(0, 1) });
    await page.getByRole('dialog').getByRole('button', { name: 'Grant' }).click();
    await expect.poll(() => page.getByText('council.northwind.example').count()).toBe(1);
    expect(await page.locator('#review').getByRole('alert').textContent()).toContain('decided already');
  });
});
