import { choosableRows } from './shell.js';

const reader = document.querySelector('.reader');
choosableRows(document.querySelector('.rows'), (row) => {
  const frame = document.createElement('iframe');
  frame.title = 'Invoice document';
  frame.src = `/invoice/${row.dataset.id}`;
  reader.replaceChildren(frame);
});
