// Line icons of the application rail, 24 × 24, drawn with the current colour.

import { Markup } from './html.ts';
import type { AppName } from './world/world.ts';

const icon = (paths: string): Markup =>
  new Markup(
    `<svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`,
  );

export const ICONS: Readonly<Record<AppName, Markup>> = {
  desk: icon('<path d="M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z"/>'),
  mail: icon('<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m4 7 8 6 8-6"/>'),
  chat: icon('<path d="M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-8l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z"/>'),
  crm: icon(
    '<circle cx="9" cy="8" r="3.5"/><path d="M3 20c0-3.5 2.5-6 6-6s6 2.5 6 6M16 5a3.5 3.5 0 0 1 0 6.5M18 14.5c2 .8 3 2.800 3 5.500"/>',
  ),
  sheet: icon('<rect x="3" y="4" width="18" height="16" rx="2"/><path d="M3 10h18M3 15h18M9 4v16"/>'),
  invoices: icon(
    '<path d="M6 3h9l4 4v14l-3-1.500-2.500 1.500-2.500-1.500L8.500 21 6 19.500z"/><path d="M9 9h6M9 13h6"/>',
  ),
  hr: icon('<rect x="4" y="5" width="16" height="15" rx="2"/><path d="M4 10h16M8 3v4M16 3v4M9 15l2 2 4-4"/>'),
};
