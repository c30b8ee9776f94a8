// The grid: choose, type, edit, copy, cut, paste, undo; the editor over a cell is an open web component.
import { evaluate } from './formula.js';
import { notice, onCommand, send } from './shell.js';

const grid = document.querySelector('.grid');
const bar = document.querySelector('#formula');
const where = document.querySelector('.formula output');
const editor = document.querySelector('cell-editor');
const cells = [...grid.querySelectorAll('[data-row]')];
const columns = grid.querySelectorAll('[role=columnheader]').length;
const at = (row, column) => grid.querySelector(`[data-row="${row}"][data-column="${column}"]`);
const place = (cell) => [Number(cell.dataset.row), Number(cell.dataset.column)];
const nameOf = (cell) =>
  `${String.fromCharCode(65 + Number(cell.dataset.column))}${Number(cell.dataset.row) + 2}`;
const undo = [];
let current;

class CellEditor extends HTMLElement {
  #input;
  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' });
    root.innerHTML =
      '<style>:host{position:fixed;z-index:10;display:none}input{box-sizing:border-box;width:100%;height:100%;font:inherit;border:2px solid #14794f;padding:5px 8px;outline:0;background:#fff}</style><input aria-label="Cell text" autocomplete="off" spellcheck="false">';
    this.#input = root.querySelector('input');
    this.#input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') finish(this.close(), event.shiftKey ? [-1, 0] : [1, 0]);
      else if (event.key === 'Tab') finish(this.close(), event.shiftKey ? [0, -1] : [0, 1]);
      else if (event.key === 'Escape') {
        this.close();
        current.focus();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
    this.#input.addEventListener('input', () => {
      bar.value = this.#input.value;
    });
    this.#input.addEventListener('blur', () => {
      if (this.style.display === 'block') write(current, this.close());
    });
  }
  get editing() {
    return this.style.display === 'block';
  }
  edit(cell, text) {
    const box = cell.getBoundingClientRect();
    Object.assign(this.style, {
      display: 'block',
      left: `${box.left}px`,
      top: `${box.top}px`,
      width: `${box.width}px`,
      height: `${box.height}px`,
    });
    this.#input.value = text;
    this.#input.focus();
  }
  close() {
    this.style.display = 'none';
    return this.#input.value;
  }
}
customElements.define('cell-editor', CellEditor);

function show(cell) {
  cell.textContent = evaluate(cell.dataset.raw, (row, column) => at(row, column)?.dataset.raw ?? '');
}

async function write(cell, text, remember = true) {
  const before = cell.dataset.raw;
  if (before === text) return;
  cell.dataset.raw = text;
  for (const one of cells) show(one);
  if (cell === current) bar.value = text;
  const [row, column] = place(cell);
  const answer = await send('/cell', { row, column, text });
  if (answer.ok && remember) undo.push([cell, before]);
  if (!answer.ok) {
    notice(answer.message);
    cell.dataset.raw = before;
    show(cell);
  }
}

function choose(cell) {
  if (!cell) return;
  if (current) {
    current.tabIndex = -1;
    current.removeAttribute('aria-selected');
  }
  current = cell;
  cell.tabIndex = 0;
  cell.setAttribute('aria-selected', 'true');
  where.textContent = nameOf(cell);
  bar.value = cell.dataset.raw;
  cell.focus();
  cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function step([down, right]) {
  const [row, column] = place(current);
  choose(at(Math.max(0, row + down), Math.min(columns - 1, Math.max(0, column + right))) ?? current);
}

function finish(text, by) {
  write(current, text);
  step(by);
}

grid.addEventListener('click', (event) => choose(event.target.closest('[data-row]')));
grid.addEventListener('dblclick', () => editor.edit(current, current.dataset.raw));
grid.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey) {
    if (event.key === 'z') takeBack();
    return;
  }
  const moves = {
    ArrowDown: [1, 0],
    ArrowUp: [-1, 0],
    ArrowRight: [0, 1],
    ArrowLeft: [0, -1],
    Enter: [1, 0],
    Tab: [0, event.shiftKey ? -1 : 1],
  };
  if (moves[event.key]) step(moves[event.key]);
  else if (event.key === 'F2') editor.edit(current, current.dataset.raw);
  else if (event.key === 'Delete' || event.key === 'Backspace') write(current, '');
  else if (event.key.length === 1 && !event.altKey) {
    editor.edit(current, ''); // the key's own text goes into the editor, which has the focus now
    return;
  } else return;
  event.preventDefault();
});
document.addEventListener('copy', (event) => clip(event, false));
document.addEventListener('cut', (event) => clip(event, true));
document.addEventListener('paste', (event) => {
  if (!current || document.activeElement !== current) return;
  event.preventDefault();
  write(current, event.clipboardData.getData('text/plain').trim());
});
bar.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') finish(bar.value.trim(), [1, 0]);
  else if (event.key === 'Escape') {
    bar.value = current.dataset.raw;
    current.focus();
  }
});

function clip(event, cut) {
  if (!current || document.activeElement !== current) return;
  event.preventDefault();
  event.clipboardData.setData('text/plain', current.textContent);
  if (cut) write(current, '');
}

function takeBack() {
  const last = undo.pop();
  if (!last) return notice('Nothing to undo');
  write(last[0], last[1], false);
  choose(last[0]);
}

onCommand('undo', takeBack);
onCommand('clear', () => write(current, ''));
onCommand('today', () => write(current, '2026-11-23'));
onCommand('formula', (name) => {
  const letter = String.fromCharCode(65 + place(current)[1]);
  write(current, `=${name}(${letter}2:${letter}${place(current)[0] + 1})`);
});
for (const cell of cells) show(cell);
choose(at(0, 0));
