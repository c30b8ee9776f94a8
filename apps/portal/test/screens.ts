// Two invented office screens, drawn by the browser itself, to stand in for stored frames.

import type { Browser } from 'playwright-core';

const STYLE = `body{margin:0;font:14px "DejaVu Sans",sans-serif;background:#f4f5f7;color:#222;display:grid;grid-template-columns:330px 1fr;height:500px}
aside{background:#fff;border-right:1px solid #ddd;padding:16px 20px}aside p{padding:10px 8px;margin:0 0 4px;border-radius:6px}aside p.on{background:#e6eefc}
main{padding:28px}h1{font-size:19px}table{border-collapse:collapse;background:#fff}td,th{border:1px solid #dde;padding:6px 12px;width:86px;height:16px;font-weight:400}
.x{background:#000;color:#000}`;
const masked = '<span class="x">████████</span>';

const MAIL = `<style>${STYLE}</style><aside><h2>Inbox</h2><p>${masked}</p><p>${masked}</p><p>Weekly figures</p><p class="on">Invoice 4711</p><p>${masked}</p></aside>
<main><h1>Invoice 4711</h1><p>From ${masked}</p><p>${masked}${masked}${masked}</p><table><tr><th>Position</th><th>Hours</th><th>Amount</th></tr><tr><td>Support</td><td>12</td><td>${masked}</td></tr>
<tr><td>Licences</td><td>–</td><td>${masked}</td></tr><tr><td>Total</td><td></td><td>${masked}</td></tr></table></main>`;
const row = (n: number) => `<tr><td>${n}</td><td>${n > 2 ? masked : ''}</td><td></td><td></td><td></td></tr>`;
const SHEET = `<style>${STYLE} body{grid-template-columns:1fr}</style><main><h1>Receivables</h1><table><tr><th></th><th>Customer</th><th>Due</th><th>Amount</th><th>Paid</th></tr>${[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(row).join('')}</table></main>`;

export async function drawScreens(browser: Browser): Promise<Record<string, Uint8Array>> {
  const page = await browser.newPage({ viewport: { width: 800, height: 500 }, deviceScaleFactor: 1.2 });
  const frames: Record<string, Uint8Array> = {};
  for (const [name, html] of [
    ['f1', MAIL],
    ['f2', SHEET],
  ] as const) {
    await page.setContent(html);
    frames[name] = await page.screenshot();
  }
  await page.close();
  return frames;
}
