// The frame every page of the office stands in: application rail, title bar, styles and scripts.

import { urlOf } from './hosts.ts';
import { html, Markup } from './html.ts';
import { ICONS } from './icons.ts';
import { APP_NAMES, type AppName, type World } from './world/world.ts';

export const APP_TITLES: Readonly<Record<AppName, string>> = {
  desk: 'Desk',
  mail: 'Mail',
  chat: 'Chat',
  crm: 'Customers',
  sheet: 'Sheet',
  invoices: 'Invoices',
  hr: 'People',
};

export interface PageParts {
  readonly app: AppName;
  readonly world: World;
  readonly port: number;
  readonly title: string;
  readonly main: Markup;
  /** Name of a module in `public/`, without `.js`. */
  readonly script?: string;
  /** Right side of the title bar. */
  readonly tools?: Markup;
}

/** A whole document. */
export function page(parts: PageParts): string {
  const { app, world, port } = parts;
  const initials = world.me.name
    .split(' ')
    .map((word) => word.slice(0, 1))
    .join('');
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${parts.title} · ${APP_TITLES[app]}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/office.css">
<link rel="stylesheet" href="/assets/apps.css">
<script type="module" src="/assets/shell.js"></script>
${parts.script ? html`<script type="module" src="/assets/${parts.script}.js"></script>` : ''}
</head>
<body class="app-${app}">
<nav class="rail" aria-label="Applications">
${APP_NAMES.map(
  (name) =>
    html`<a href="${urlOf(name, port)}" ${new Markup(name === app ? 'aria-current="page"' : '')} title="${APP_TITLES[name]}">${ICONS[name]}<span>${APP_TITLES[name]}</span></a>`,
)}
</nav>
<div class="stage">
<header class="bar"><h1>${parts.title}</h1><div class="tools">${parts.tools}</div><span class="me" role="img" aria-label="Signed in">${initials}</span></header>
<main>${parts.main}</main>
<div class="toasts" role="status" aria-live="polite"></div>
</div>
</body>
</html>`;
  return document.text;
}

/** A bare document for an iframe. */
export function sheetOfPaper(title: string, body: Markup): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/assets/paper.css"></head>
<body>${body}</body></html>`.text;
}

export interface MenuEntry {
  readonly label: string;
  /** What the page's script is told when it is chosen; absent on entries that only open a submenu. */
  readonly command?: string;
  readonly value?: string;
  readonly keys?: string;
  readonly entries?: readonly MenuEntry[];
}

/** A menu bar after the ARIA pattern; `public/menubar.js` gives it its keyboard and mouse behaviour. */
export function menubar(label: string, menus: readonly MenuEntry[]): Markup {
  return html`<ul class="menubar" role="menubar" aria-label="${label}">${menus.map((entry, i) => menuItem(entry, i === 0))}</ul>`;
}

function menuItem(entry: MenuEntry, first: boolean): Markup {
  const label = html`<span>${entry.label}</span>${entry.keys ? html`<kbd aria-hidden="true">${entry.keys}</kbd>` : ''}`;
  if (entry.entries) {
    return html`<li role="none"><button type="button" role="menuitem" aria-haspopup="true" aria-expanded="false" aria-label="${entry.label}" tabindex="${first ? 0 : -1}">${label}</button><ul role="menu" aria-label="${entry.label}" hidden>${entry.entries.map((child) => menuItem(child, false))}</ul></li>`;
  }
  return html`<li role="none"><button type="button" role="menuitem" tabindex="-1" aria-label="${entry.label}" data-command="${entry.command ?? ''}" data-value="${entry.value ?? ''}">${label}</button></li>`;
}

/** `1,284.50` for 128450 cents. */
export function money(cents: number): string {
  return (cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `14 Mar 2026` for `2026-03-14`. */
export function day(date: string): string {
  const [year, month, dayOfMonth] = date.split('-').map(Number) as [number, number, number];
  return `${dayOfMonth} ${MONTHS[month - 1]} ${year}`;
}
