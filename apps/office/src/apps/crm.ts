// Customers: list with search, record with tabs and menus, forms checked on the server, and a board to drag cards on.

import { html, type Markup } from '../html.ts';
import { menubar, page } from '../page.ts';
import { SEGMENTS, STAGES } from '../world/names.ts';
import type { Customer, World } from '../world/world.ts';
import { checkCustomer, checkIban, type Errors } from './crm-rules.ts';
import { field, type Routes, type Stage } from './routes.ts';

export const crmRoutes: Routes = (server, stage) => {
  const send = (errors: Errors): number => (Object.keys(errors).length > 0 ? 422 : 200);
  server.get<{ Querystring: { q?: string } }>('/', (request, reply) =>
    reply.type('text/html').send(listPage(stage, request.query.q ?? '')),
  );
  server.get('/board', (_request, reply) => reply.type('text/html').send(boardPage(stage)));
  server.get('/customers/new', (_request, reply) => reply.type('text/html').send(newPage(stage, {}, {})));
  server.post('/customers/new', (request, reply) => {
    const world = stage.world();
    const asked = Object.fromEntries(
      ['name', 'contact', 'email', 'phone', 'segment', 'notes'].map((name) => [
        name,
        field(request.body, name),
      ]),
    );
    const errors = checkCustomer(asked, world.customers);
    if (send(errors) === 422)
      return reply
        .code(422)
        .type('text/html')
        .send(newPage(stage, errors, asked));
    const customer = created(asked, world.customers.length + 1);
    world.customers = [...world.customers, customer];
    world.crm.saves += 1;
    return reply.redirect(`/customers/${customer.id}`, 303);
  });
  server.get<{ Params: { id: string } }>('/customers/:id', (request, reply) => {
    const customer = stage.world().customers.find((one) => one.id === request.params.id);
    if (!customer) return reply.code(404).type('text/plain').send('There is no such customer.\n');
    return reply.type('text/html').send(recordPage(stage, customer, {}));
  });
  server.post<{ Params: { id: string } }>('/customers/:id/billing', (request, reply) => {
    const world = stage.world();
    const customer = world.customers.find((one) => one.id === request.params.id);
    if (!customer) return reply.code(404).type('text/plain').send('There is no such customer.\n');
    const iban = field(request.body, 'iban');
    const errors = checkIban(iban);
    if (send(errors) === 422)
      return reply
        .code(422)
        .type('text/html')
        .send(recordPage(stage, { ...customer, iban }, errors));
    change(world, customer.id, { iban, notes: field(request.body, 'notes') });
    return reply.redirect(`/customers/${customer.id}?saved=1#billing`, 303);
  });
  server.post<{ Params: { id: string } }>('/customers/:id/stage', (request, reply) => {
    const stageName = field(request.body, 'stage');
    if (!STAGES.some((one) => one === stageName))
      return reply.code(422).send({ message: 'Choose one of the stages.' });
    change(stage.world(), request.params.id, { stage: stageName });
    return reply.send({ message: `Stage set to ${stageName}` });
  });
};

function change(world: World, id: string, part: Partial<Customer>): void {
  world.customers = world.customers.map((one) => (one.id === id ? { ...one, ...part } : one));
  world.crm.saves += 1;
}

function created(asked: Readonly<Record<string, string>>, number: number): Customer {
  const text = (name: string): string => asked[name] ?? '';
  return {
    id: `c${number}`,
    name: text('name'),
    contact: text('contact'),
    email: text('email'),
    phone: text('phone'),
    segment: text('segment'),
    address: '',
    stage: 'Lead',
    iban: '',
    notes: text('notes'),
  };
}

function tabs(current: 'list' | 'board'): Markup {
  return html`<nav class="tabs" aria-label="Views"><a href="/" ${current === 'list' ? html`aria-current="page"` : ''}>List</a><a href="/board" ${current === 'board' ? html`aria-current="page"` : ''}>Board</a></nav>`;
}

const newButton = html`<a class="button primary" role="button" href="/customers/new">New customer</a>`;

function listPage(stage: Stage, query: string): string {
  const world = stage.world();
  const words = query.toLowerCase();
  const shown = world.customers.filter((one) => `${one.name} ${one.contact}`.toLowerCase().includes(words));
  const main = html`<div class="strip">${tabs('list')}<form class="search" role="search" action="/"><input type="search" name="q" aria-label="Search customers" placeholder="Search customers" value="${query}"><button type="submit">Search</button></form></div>
<table class="rows wide" aria-label="Customers"><thead><tr><th scope="col">Company</th><th scope="col">Contact</th><th scope="col">Segment</th><th scope="col">Stage</th></tr></thead>
<tbody>${shown.map(
    (one) =>
      html`<tr><td class="who"><a href="/customers/${one.id}">${one.name}</a></td><td>${one.contact}</td><td>${one.segment}</td><td><span class="chip stage-${one.stage.toLowerCase()}">${one.stage}</span></td></tr>`,
  )}</tbody></table>${shown.length === 0 ? html`<p class="empty">No customer matches.</p>` : ''}`;
  return page({ app: 'crm', world, port: stage.port(), title: 'Customers', main, tools: newButton });
}

function boardPage(stage: Stage): string {
  const world = stage.world();
  const main = html`<div class="strip">${tabs('board')}</div><div class="board">${STAGES.map(
    (name) =>
      html`<section class="lane stage-${name.toLowerCase()}" data-stage="${name}" role="group" aria-label="${name}"><h2>${name}</h2><ul>${world.customers
        .filter((one) => one.stage === name)
        .map(
          (one) =>
            html`<li class="deal" data-id="${one.id}" tabindex="0"><strong>${one.name}</strong><small>${one.segment}</small></li>`,
        )}</ul></section>`,
  )}</div>`;
  return page({
    app: 'crm',
    world,
    port: stage.port(),
    title: 'Board',
    main,
    script: 'board',
    tools: newButton,
  });
}

interface FieldParts {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly type?: string;
}

function input(parts: FieldParts): Markup {
  const { id, label, value, error } = parts;
  return html`<div class="field ${error ? 'wrong' : ''}"><label for="${id}">${label}</label><input id="${id}" name="${id}" type="${parts.type ?? 'text'}" value="${value}" autocomplete="off" ${error ? html`aria-invalid="true" aria-describedby="${id}-error"` : ''}>${error ? html`<p class="error" id="${id}-error" role="alert">${error}</p>` : ''}</div>`;
}

function newPage(stage: Stage, errors: Errors, asked: Errors): string {
  const one = (id: string, label: string, type = 'text'): Markup =>
    input({ id, label, value: asked[id] ?? '', error: errors[id], type });
  const main = html`<form class="card form" method="post" action="/customers/new" novalidate>
${Object.keys(errors).length > 0 ? html`<p class="summary" role="alert">Please check the marked fields.</p>` : ''}
<div class="two">${one('name', 'Company name')}${one('contact', 'Contact person')}${one('email', 'E-mail', 'email')}${one('phone', 'Phone', 'tel')}</div>
<div class="field ${errors.segment ? 'wrong' : ''}"><label for="segment">Segment</label><select id="segment" name="segment"><option value="">Choose…</option>${SEGMENTS.map(
    (name) => html`<option ${asked.segment === name ? html`selected` : ''}>${name}</option>`,
  )}</select>${errors.segment ? html`<p class="error" role="alert">${errors.segment}</p>` : ''}</div>
<div class="field"><label for="notes">Notes</label><textarea id="notes" name="notes" rows="3">${asked.notes ?? ''}</textarea></div>
<div class="actions"><a class="button" role="button" href="/">Cancel</a><button class="primary" type="submit">Save customer</button></div></form>`;
  return page({ app: 'crm', world: stage.world(), port: stage.port(), title: 'New customer', main });
}

function recordMenus(world: World): Markup {
  return menubar('Record', [
    {
      label: 'Record',
      entries: [
        {
          label: 'Set stage',
          entries: STAGES.map((name) => ({ label: name, command: 'stage', value: name })),
        },
        {
          label: 'Assign to',
          entries: world.colleagues
            .slice(0, 4)
            .map((one) => ({ label: one.name, command: 'assign', value: one.name })),
        },
        { label: 'Print…', command: 'print' },
      ],
    },
    {
      label: 'Go',
      entries: [
        { label: 'List', command: 'go', value: '/' },
        { label: 'Board', command: 'go', value: '/board' },
      ],
    },
  ]);
}

function recordPage(stage: Stage, customer: Customer, errors: Errors): string {
  const world = stage.world();
  const details: readonly (readonly [string, string])[] = [
    ['Contact person', customer.contact],
    ['E-mail', customer.email],
    ['Phone', customer.phone],
    ['Segment', customer.segment],
    ['Address', customer.address || '–'],
    ['Stage', customer.stage],
  ];
  const main = html`${recordMenus(world)}<div class="record" data-id="${customer.id}" data-open="${errors.iban ? 'billing' : ''}">
<div class="tablist" role="tablist" aria-label="Parts of the record">${['Details', 'Billing', 'History'].map(
    (name, i) =>
      html`<button type="button" role="tab" id="tab-${name.toLowerCase()}" aria-controls="${name.toLowerCase()}" aria-selected="${i === 0 ? 'true' : 'false'}" tabindex="${i === 0 ? 0 : -1}">${name}</button>`,
  )}</div>
<section role="tabpanel" id="details" aria-labelledby="tab-details" class="card"><dl class="facts">${details.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl></section>
<section role="tabpanel" id="billing" aria-labelledby="tab-billing" class="card" hidden><form method="post" action="/customers/${customer.id}/billing" novalidate>
${input({ id: 'iban', label: 'IBAN', value: customer.iban, error: errors.iban })}
<div class="field"><label for="notes">Remarks</label><textarea id="notes" name="notes" rows="3">${customer.notes}</textarea></div>
<div class="actions"><button class="primary" type="submit">Save billing</button></div></form></section>
<section role="tabpanel" id="history" aria-labelledby="tab-history" class="card" hidden><p class="empty">No entries yet.</p></section></div>`;
  return page({ app: 'crm', world, port: stage.port(), title: customer.name, main, script: 'record' });
}
