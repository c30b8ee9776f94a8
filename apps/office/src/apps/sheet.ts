// Sheet: one grid with a formula bar. The page holds the grid's behaviour; the server holds the raw cell texts.

import { html, type Markup } from '../html.ts';
import { menubar, page } from '../page.ts';
import { field, type Routes, type Stage } from './routes.ts';

const MAX_CELL_LENGTH = 500;

export const sheetRoutes: Routes = (server, stage) => {
  server.get('/', (_request, reply) => reply.type('text/html').send(gridPage(stage)));
  server.post('/cell', (request, reply) => {
    const { sheet } = stage.world();
    const row = Number(field(request.body, 'row'));
    const column = Number(field(request.body, 'column'));
    const text = field(request.body, 'text');
    const cells = sheet.rows[row];
    if (!cells || cells[column] === undefined)
      return reply.code(422).send({ message: 'This cell does not exist.' });
    if (text.length > MAX_CELL_LENGTH)
      return reply.code(422).send({ message: `A cell holds up to ${MAX_CELL_LENGTH} characters.` });
    sheet.rows = sheet.rows.map((one, i) =>
      i === row ? one.map((old, j) => (j === column ? text : old)) : one,
    );
    return reply.send({ text });
  });
};

function gridPage(stage: Stage): string {
  const world = stage.world();
  const { columns, rows } = world.sheet;
  const main = html`${menubar('Sheet', [
    {
      label: 'Edit',
      entries: [
        { label: 'Undo', command: 'undo', keys: 'Ctrl+Z' },
        { label: 'Clear cell', command: 'clear', keys: 'Del' },
      ],
    },
    {
      label: 'Insert',
      entries: [
        {
          label: 'Formula',
          entries: [
            { label: 'Sum of column', command: 'formula', value: 'SUM' },
            { label: 'Average of column', command: 'formula', value: 'AVERAGE' },
          ],
        },
        { label: "Today's date", command: 'today' },
      ],
    },
  ])}
<div class="formula"><output aria-label="Cell">A1</output><label for="formula">fx</label><input id="formula" aria-label="Formula" autocomplete="off" spellcheck="false"></div>
<div class="gridbox"><table class="grid" role="grid" aria-label="Yearly list" data-rows="${rows.length}">
<thead><tr role="row"><th aria-hidden="true">1</th>${columns.map((name, i) => html`<th role="columnheader" scope="col" data-letter="${String.fromCharCode(65 + i)}">${name}</th>`)}</tr></thead>
<tbody>${rows.map((cells, row) => gridRow(cells, row, columns))}</tbody></table></div>
<cell-editor></cell-editor>`;
  return page({ app: 'sheet', world, port: stage.port(), title: 'Yearly list', main, script: 'sheet' });
}

function gridRow(cells: readonly string[], row: number, columns: readonly string[]): Markup {
  const one = cells.map((text, column) => {
    const place = html`data-row="${row}" data-column="${column}" data-raw="${text}" tabindex="${row === 0 && column === 0 ? 0 : -1}"`;
    if (column === 0) return html`<th role="rowheader" scope="row" ${place}>${text}</th>`;
    return html`<td role="gridcell" data-heading="${columns[column] ?? ''}" ${place}>${text}</td>`;
  });
  return html`<tr role="row"><th aria-hidden="true" class="number">${row + 2}</th>${one}</tr>`;
}
