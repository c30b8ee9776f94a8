// Invoices: a list beside a viewer; the invoice itself is a document in an iframe, with labels and values.

import { html, type Markup } from '../html.ts';
import { day, money, page, sheetOfPaper } from '../page.ts';
import type { Invoice } from '../world/world.ts';
import type { Routes, Stage } from './routes.ts';

export const invoiceRoutes: Routes = (server, stage) => {
  server.get('/', (_request, reply) => reply.type('text/html').send(listPage(stage)));
  server.get<{ Params: { id: string } }>('/invoice/:id', (request, reply) => {
    const world = stage.world();
    const invoice = world.invoices.documents.find((one) => one.id === request.params.id);
    if (!invoice) return reply.code(404).type('text/plain').send('There is no such invoice.\n');
    world.invoices.opened.push(invoice.id);
    return reply.type('text/html').send(document(invoice));
  });
};

function listPage(stage: Stage): string {
  const world = stage.world();
  const main = html`<div class="invoices split">
<section class="list" aria-label="Invoices"><table class="rows" aria-label="Invoices"><thead><tr><th scope="col">Customer</th><th scope="col">Number</th><th scope="col">Date</th><th scope="col">State</th></tr></thead>
<tbody>${world.invoices.documents.map(row)}</tbody></table></section>
<section class="reader" aria-label="Invoice"><p class="empty">Choose an invoice to see it.</p></section>
</div>`;
  return page({ app: 'invoices', world, port: stage.port(), title: 'Invoices', main, script: 'invoices' });
}

function row(invoice: Invoice): Markup {
  return html`<tr data-id="${invoice.id}" tabindex="0" aria-selected="false"><td class="who">${invoice.customer}</td><td class="when">${invoice.number}</td><td class="when">${day(invoice.date).slice(0, -5)}</td><td><span class="chip ${invoice.status}">${invoice.status}</span></td></tr>`;
}

function document(invoice: Invoice): string {
  const values: readonly (readonly [string, string, string])[] = [
    ['Customer', invoice.customer, 'customer'],
    ['Invoice date', day(invoice.date), 'date'],
    ['Due date', invoice.due, 'due'],
    ['Reference', invoice.number, 'number'],
    ['IBAN', invoice.iban, 'iban'],
    ['Total', `${money(invoice.total)}`, 'total'],
  ];
  const body = html`<article class="invoice"><header><h1>Invoice</h1><span class="stamp ${invoice.status}">${invoice.status}</span></header>
<table aria-label="Positions"><thead><tr><th>Product</th><th>Amount</th><th>Price</th><th>Sum</th></tr></thead><tbody>${invoice.lines.map(
    (line) =>
      html`<tr><td>${line.product}</td><td>${line.amount}</td><td>${money(line.price)}</td><td>${money(line.amount * line.price)}</td></tr>`,
  )}</tbody></table>
<dl>${values.map(([label, value, id]) => html`<div class="${id}"><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
<p class="fine">All amounts in euro. Please quote the reference.</p></article>`;
  return sheetOfPaper(`Invoice ${invoice.number}`, body);
}
