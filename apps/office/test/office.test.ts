import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type Office, startOffice, type World } from '../src/index.ts';

let office: Office;
beforeAll(async () => {
  office = await startOffice({ seed: 5 });
});
afterAll(() => office.close());
beforeEach(() => office.reset(5));

interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
}

function ask(
  host: string,
  path: string,
  options: { form?: Record<string, string>; json?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const body = options.form
    ? new URLSearchParams(options.form).toString()
    : options.json === undefined
      ? undefined
      : JSON.stringify(options.json);
  const type = options.form ? 'application/x-www-form-urlencoded' : 'application/json';
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: '127.0.0.1',
        port: office.port,
        path,
        method: body === undefined ? 'GET' : 'POST',
        headers: { host, ...(body === undefined ? {} : { 'content-type': type }), ...options.headers },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, body: text }),
        );
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

describe('the office', () => {
  test.each([
    ['office.localhost', 'Desk'],
    ['mail.office.localhost', 'Inbox'],
    ['crm.office.localhost', 'Customers'],
    ['sheet.office.localhost', 'Yearly list'],
    ['invoices.office.localhost', 'Invoices'],
  ])('%s is an application of its own', async (host, title) => {
    const answer = await ask(`${host}:${office.port}`, '/');
    expect(answer.status).toBe(200);
    expect(answer.body).toContain(`<h1>${title}</h1>`);
  });

  test('a host it does not know gets an address that works', async () => {
    const answer = await ask('127.0.0.1', '/');
    expect(answer.status).toBe(404);
    expect(answer.body).toContain(office.url);
  });

  test('a customer who is called like markup is shown as text', async () => {
    office.world.customers = office.world.customers.map((one) => ({
      ...one,
      name: '<img src=x onerror=alert(1)>',
    }));
    const answer = await ask('crm.office.localhost', '/');
    expect(answer.body).not.toContain('<img');
    expect(answer.body).toContain('&lt;img');
  });

  test('a port that is taken is named in the fault', async () => {
    await expect(startOffice({ seed: 1, port: office.port })).rejects.toMatchObject({
      code: 'OFFICE_PORT_UNAVAILABLE',
      detail: { subject: String(office.port) },
    });
  });
});

describe('the control door', () => {
  const state = async (headers?: Record<string, string>) =>
    ask('office.localhost', '/__office/state', headers ? { headers } : {});

  test('shows the state to a local client', async () => {
    const answer = await state();
    expect(JSON.parse(answer.body) as World).toEqual(createWorld(5));
  });

  test.each([
    ['a page', { 'sec-fetch-site': 'same-origin' }],
    ['another origin', { origin: 'http://mail.office.localhost' }],
  ])('is shut for %s', async (_, headers) => {
    expect((await state(headers)).status).toBe(403);
  });

  test('is shut under any other host name', async () => {
    expect((await ask('mail.office.localhost', '/__office/state')).status).toBe(403);
    expect((await ask('evil.example', '/__office/state')).status).toBe(403);
  });

  test('resets to a seed and refuses what is none', async () => {
    expect((await ask('office.localhost', '/__office/reset', { json: { seed: 9 } })).status).toBe(200);
    expect(office.state()).toEqual(createWorld(9));
    expect((await ask('office.localhost', '/__office/reset', { json: { seed: -1 } })).status).toBe(422);
    expect((await ask('office.localhost', '/__office/reset', { json: null })).status).toBe(422);
  });
});

describe('forms', () => {
  test('a customer form says what is wrong beside the field and changes nothing', async () => {
    const answer = await ask('crm.office.localhost', '/customers/new', {
      form: { name: '', email: 'nobody', phone: 'abc', contact: 'A', segment: 'Retail' },
    });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('Enter the name of the company.');
    expect(answer.body).toContain('Enter an e-mail address');
    expect(answer.body).toContain('Use digits and spaces only');
    expect(office.state().customers).toEqual(createWorld(5).customers);
  });

  test('a company that is a customer already is refused', async () => {
    const name = office.world.customers[0]?.name ?? '';
    const answer = await ask('crm.office.localhost', '/customers/new', {
      form: { name, email: 'a@b.example', contact: 'A', segment: 'Retail' },
    });
    expect(answer.body).toContain('already a customer');
  });

  test('an IBAN with swapped digits is refused, one from an invoice is taken', async () => {
    const { iban, customer } = office.world.invoices.documents[0] ?? { iban: '', customer: '' };
    const id = office.world.customers.find((one) => one.name === customer)?.id;
    const wrong = `DE${iban[3]}${iban[2]}${iban.slice(4)}`;
    if (wrong !== iban)
      expect(
        (await ask('crm.office.localhost', `/customers/${id}/billing`, { form: { iban: wrong } })).status,
      ).toBe(422);
    expect((await ask('crm.office.localhost', `/customers/${id}/billing`, { form: { iban } })).status).toBe(
      303,
    );
    expect(office.state().customers.find((one) => one.id === id)?.iban).toBe(iban);
  });

  test('the people page opens with the right password only', async () => {
    const { user, password } = office.world.hr;
    expect((await ask('hr.office.localhost', '/')).location).toBe('/sign-in');
    const refused = await ask('hr.office.localhost', '/sign-in', { form: { user, password: 'guess' } });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('do not belong together');
    expect(refused.body).not.toContain('guess');
    expect((await ask('hr.office.localhost', '/sign-in', { form: { user, password } })).status).toBe(303);
    expect(office.state().hr.signedIn).toBe(true);
  });

  test('leave that ends before it begins is refused', async () => {
    office.world.hr.signedIn = true;
    const answer = await ask('hr.office.localhost', '/leave', {
      form: { from: '2027-02-10', to: '2027-02-01', kind: 'Holiday' },
    });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('lies before the first');
  });

  test('a cell outside the sheet does not exist', async () => {
    expect(
      (await ask('sheet.office.localhost', '/cell', { form: { row: '99', column: '1', text: 'x' } })).status,
    ).toBe(422);
  });
});
