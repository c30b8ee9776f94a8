import { ask } from './ask.ts';
import { at, attempt, make, say, show } from './dom.ts';

let hash = '';

async function readNotice(): Promise<void> {
  const notice = await ask({ do: 'notice' });
  hash = notice.hash;
  at('programme').textContent = notice.programme;
  at('sections').replaceChildren(
    ...notice.sections.flatMap(({ heading, text }) => [make('h2', '', heading), make('p', '', text)]),
  );
  show('enrol', false);
  show('notice', true);
}

/** The notice to decide on. */
async function offer(): Promise<void> {
  await readNotice();
  show('agree', true);
  show('leave', false);
}

/** The notice as it was agreed to, below the way out. */
async function takePart(): Promise<void> {
  await readNotice();
  show('agree', false);
  show('leave', true);
}

at('enrol').addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(async () => {
    const value = (id: string): string => at<HTMLInputElement>(id).value.trim();
    await ask({ do: 'enrol', server: value('server'), code: value('code'), label: value('label') });
    await offer();
    say('done', 'This device is set up. Nothing is recorded before you agree.');
  }, at('continue'));
});

at('agree').addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(async () => {
    await ask({ do: 'consent', notice: hash });
    await takePart();
    say('done', 'You take part. Nothing is recorded until you press “Start recording” in the toolbar.');
  }, at('take-part'));
});

at('decline').addEventListener('click', () => {
  show('notice', false);
  say('done', 'Nothing is recorded. You can come back here whenever you like, or never.');
});

at('leave').addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(async () => {
    const erase = at<HTMLInputElement>('erase').checked;
    await ask({ do: 'withdraw', erase });
    show('leave', false);
    show('notice', false);
    say(
      'done',
      `You have withdrawn. Nothing is recorded, and nothing is held on this device.${erase ? ' What you had released is being destroyed; the portal shows when it is done.' : ''}`,
    );
  }, at('withdraw'));
});

attempt(async () => {
  const { state } = await ask({ do: 'status' });
  if (state === 'not-enrolled') {
    const managed = await chrome.storage.managed.get('server').catch(() => ({}) as { server?: unknown }); // no managed policy here
    if (typeof managed.server === 'string') at<HTMLInputElement>('server').value = managed.server;
    show('enrol', true);
  } else if (state === 'no-consent') await offer();
  else {
    await takePart();
    at('done').textContent = 'You take part.';
  }
});
