// A small site of our own, on two origins (localhost and 127.0.0.1), for what the recorder has to see.

import { createServer, type Server } from 'node:http';

const PAGES: Readonly<Record<string, (port: number) => string>> = {
  '/': (port) => `<!doctype html><html><head><title>Desk</title></head><body>
    <header><h1>Order desk</h1><nav aria-label="Main"><a href="/second">Second page</a></nav></header>
    <main>
      <form id="order" onsubmit="event.preventDefault()">
        <label>Customer <input id="customer" name="customer" data-testid="customer"></label>
        <label>Password <input id="password" type="password" name="password"></label>
        <label>Card <input id="card" autocomplete="cc-number"></label>
        <label>Notes <textarea id="notes"></textarea></label>
        <label>Size <select id="size"><option>Small</option><option>Medium</option><option>Large</option></select></label>
        <label><input type="checkbox" id="express"> Express</label>
        <label><input type="radio" name="pay" id="pay-later"> Pay later</label>
        <label>Due <input type="date" id="due"></label>
        <label>File <input type="file" id="file"></label>
        <button type="button" id="reveal" onclick="document.getElementById('password').type='text'">Show password</button>
        <button type="submit" id="save">Save order</button>
      </form>
      <dl><dt>Total</dt><dd id="total">1,284.50</dd></dl>
      <table><thead><tr><th>Customer</th><th>Amount</th></tr></thead><tbody>
        <tr><td>Anna Berg</td><td>12.00</td><td><button>Open</button></td></tr>
        <tr><td>Tom Reed</td><td>99.00</td><td><button>Open</button></td></tr></tbody></table>
      <div id="rich" contenteditable="true" role="textbox" aria-label="Message"></div>
      <div id="scroller" style="height:80px;overflow:auto" tabindex="0" aria-label="Log" role="region"><div style="height:900px">long</div></div>
      <button id="ask" onclick="document.getElementById('sure').showModal()">Delete order</button>
      <dialog id="sure" aria-label="Delete this order?"><button onclick="this.closest('dialog').close()">Cancel</button></dialog>
      <open-box></open-box><closed-box></closed-box>
      <iframe id="same" src="/inner" style="width:300px;height:80px;border:5px solid #ccc"></iframe>
      <iframe id="cross" src="http://127.0.0.1:${port}/inner" style="width:300px;height:80px"></iframe>
    </main>
    <script>
      customElements.define('open-box', class extends HTMLElement { constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = '<button id="in-open">Open shadow</button>'; } });
      customElements.define('closed-box', class extends HTMLElement { constructor() { super(); this.attachShadow({ mode: 'closed' }).innerHTML = '<button>Closed shadow</button><select><option>One</option><option>Two</option></select>'; } });
    </script></body></html>`,
  '/second': () =>
    '<!doctype html><title>Second</title><main><h1>Second page</h1><a href="/">Back</a><label>Search <input id="q"></label></main>',
  '/board': () =>
    '<!doctype html><title>Board papers, November</title><main><h1>Plan</h1><button id="approve">Approve budget</button></main>',
  '/labelled': () =>
    '<!doctype html><title>Plan</title><meta name="classification" content="Restricted"><main><button id="approve">Approve budget</button></main>',
  '/find': () =>
    `<!doctype html><title>Find</title><main><form role="search" onsubmit="event.preventDefault()"><input id="wanted" aria-label="Find"></form>
      <ul role="listbox" aria-label="Suggestions"><li role="option" tabindex="0" id="suggested">Quarterly numbers of Amber</li></ul>
      <div class="toast" role="status" aria-live="polite"><button id="undo">Undo mail to Amber</button></div></main>`,
  '/inner': () =>
    '<!doctype html><title>Inner</title><button id="inner-button">Inner action</button><input id="inner-input" aria-label="Inner field">',
  '/long': () =>
    `<!doctype html><title>Long</title><table>${Array.from({ length: 2000 }, (_, i) => `<tr><td>row ${i}</td><td><button>Open</button></td></tr>`).join('')}</table>`,
};

export interface FixtureSite {
  readonly origin: string;
  close(): Promise<void>;
}

export async function startFixtureSite(): Promise<FixtureSite> {
  let port = 0;
  const server: Server = createServer((request, response) => {
    const page = PAGES[(request.url ?? '/').split('?')[0] ?? '/'];
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(page ? page(port) : 'not found');
  });
  await new Promise<void>((resolve) => server.listen(0, () => resolve()));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
  return {
    origin: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
