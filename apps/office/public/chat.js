import { notice, send } from './shell.js';

const STYLE = `:host{display:block}.box{display:flex;gap:8px;align-items:end;border:1px solid #cfd5e2;border-radius:12px;padding:8px;background:#fff}
.text{flex:1;min-height:24px;max-height:120px;overflow:auto;padding:6px 8px;outline:0}.text:empty::before{content:attr(data-hint);color:#8b94a5}
.box:focus-within{border-color:#7a3fc0;box-shadow:0 0 0 1px #7a3fc0}button{font:inherit;font-weight:600;border:0;border-radius:8px;padding:8px 16px;background:#7a3fc0;color:#fff;cursor:pointer}`;

/** The composer: an open shadow tree with an editable box. Enter sends, Shift+Enter breaks the line. */
class ChatComposer extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' });
    root.innerHTML = `<style>${STYLE}</style><div class="box"><mood-picker></mood-picker><div class="text" role="textbox" aria-multiline="true" aria-label="Message" contenteditable="true" data-hint="Write a message"></div><button type="button">Send</button></div>`;
    const text = root.querySelector('.text');
    const submit = async () => {
      const answer = await send(`/channel/${this.dataset.channel}`, { text: text.textContent });
      if (!answer.ok) return notice(answer.message);
      text.textContent = '';
      appendMessage(answer);
    };
    root.querySelector('button').addEventListener('click', submit);
    text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      submit();
    });
    root.querySelector('mood-picker').addEventListener('mood', (event) => {
      text.focus();
      document.execCommand('insertText', false, event.detail);
    });
  }
}

/** A button whose shadow tree is closed: nobody outside can look into it. */
class MoodPicker extends HTMLElement {
  #open = this.attachShadow({ mode: 'closed' });
  connectedCallback() {
    this.#open.innerHTML = `<style>button{font-size:18px;border:0;background:none;border-radius:8px;padding:4px 6px;cursor:pointer;line-height:1.2}button:hover{background:#f2eafc}div{position:absolute;bottom:64px;background:#fff;border:1px solid #e4e7ee;border-radius:10px;padding:6px;box-shadow:0 10px 34px rgb(20 28 60/18%)}</style><button type="button" aria-label="Insert a sign" aria-expanded="false">+</button><div role="menu" hidden></div>`;
    const toggle = this.#open.querySelector('button');
    const menu = this.#open.querySelector('div');
    for (const sign of ['✓', '★', '♥', '☺']) {
      const one = document.createElement('button');
      one.type = 'button';
      one.setAttribute('role', 'menuitem');
      one.textContent = sign;
      one.addEventListener('click', () => {
        menu.hidden = true;
        this.dispatchEvent(new CustomEvent('mood', { detail: sign }));
      });
      menu.append(one);
    }
    toggle.addEventListener('click', () => {
      menu.hidden = !menu.hidden;
      toggle.setAttribute('aria-expanded', String(!menu.hidden));
    });
  }
}
customElements.define('mood-picker', MoodPicker);
customElements.define('chat-composer', ChatComposer);

const list = document.querySelector('.messages');
list.scrollTop = list.scrollHeight;

function appendMessage(message) {
  const item = document.createElement('li');
  item.className = 'mine';
  item.innerHTML =
    '<span class="face" aria-hidden="true"></span><div><p class="by"><span></span> <time></time></p><p class="text"></p></div>';
  item.querySelector('.face').textContent = message.author
    .split(' ')
    .map((word) => word[0])
    .join('');
  item.querySelector('.by span').textContent = message.author;
  item.querySelector('time').textContent = message.at;
  item.querySelector('.text').textContent = message.text;
  list.append(item);
  list.scrollTop = list.scrollHeight;
}
