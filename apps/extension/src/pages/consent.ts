import { ask, at, attempt } from './ask.ts';

let hash = '';

async function showNotice(): Promise<void> {
  const notice = await ask({ do: 'notice' });
  hash = notice.hash;
  at('programme').textContent = notice.programme;
  at('sections').replaceChildren(
    ...notice.sections.flatMap(({ heading, text }) => {
      const title = document.createElement('h2');
      title.textContent = heading;
      const paragraph = document.createElement('p');
      paragraph.textContent = text;
      return [title, paragraph];
    }),
  );
  at('enrol').hidden = true;
  at('notice').hidden = false;
}

at('enrol').addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(async () => {
    const value = (id: string): string => at<HTMLInputElement>(id).value.trim();
    await ask({ do: 'enrol', server: value('server'), code: value('code'), label: value('label') });
    await showNotice();
  });
});

at('agree').addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(async () => {
    await ask({ do: 'consent', notice: hash });
    at('notice').hidden = true;
    at('done').textContent =
      'You take part. Nothing is recorded until you press “Start recording” in the toolbar. You can stop at any time, there or in the portal.';
  });
});

at('decline').addEventListener('click', () => {
  at('notice').hidden = true;
  at('done').textContent = 'Nothing is recorded. You can come back here whenever you like, or never.';
});

at('leave').addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(async () => {
    await ask({ do: 'withdraw', erase: at<HTMLInputElement>('erase').checked });
    at('leave').hidden = true;
    at('done').textContent = 'You have withdrawn. Nothing is recorded, and nothing is held on this device.';
  });
});

attempt(async () => {
  const { state } = await ask({ do: 'status' });
  if (state === 'not-enrolled') {
    const managed = await chrome.storage.managed.get('server').catch(() => ({}) as { server?: unknown }); // no managed policy here
    if (typeof managed.server === 'string') at<HTMLInputElement>('server').value = managed.server;
  } else if (state === 'no-consent') await showNotice();
  else {
    at('enrol').hidden = true;
    at('leave').hidden = false;
    at('done').textContent = 'You take part.';
  }
});
