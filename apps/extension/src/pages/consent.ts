import { type JurisdictionId, type Language, PACKS } from '@overt/policy';
import { ask } from './ask.ts';
import { at, attempt, make, say, show } from './dom.ts';

const LANGUAGES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch', fr: 'Français' };

let hash = '';

async function readNotice(language?: Language): Promise<void> {
  const notice = await ask(language ? { do: 'notice', language } : { do: 'notice' });
  hash = notice.hash;
  at('programme').textContent = notice.title;
  at('programme').lang = notice.language;
  at('sections').lang = notice.language;
  at('sections').replaceChildren(
    ...notice.sections.flatMap(({ heading, text }) => [make('h3', '', heading), ...linesOf(text)]),
  );
  drawLanguages(notice.language, notice.languages);
  show('enrol', false);
  show('notice', true);
}

/** Lines of a section; those of a list begin with a bullet. */
function linesOf(text: string): HTMLElement[] {
  const made: HTMLElement[] = [];
  for (const line of text.split('\n')) {
    if (!line.startsWith('• ')) made.push(make('p', '', line));
    else {
      const last = made.at(-1);
      const list = last?.localName === 'ul' ? last : make('ul');
      if (list !== last) made.push(list);
      list.append(make('li', '', line.slice(2)));
    }
  }
  return made;
}

function drawLanguages(current: Language, languages: readonly Language[]): void {
  show('languages', languages.length > 1);
  at('languages').replaceChildren(
    ...languages.map((language) => {
      const button = make('button', 'plain', LANGUAGES[language]);
      button.type = 'button';
      button.id = `language-${language}`;
      button.lang = language;
      button.setAttribute('aria-pressed', String(language === current));
      button.addEventListener('click', () =>
        attempt(async () => {
          await readNotice(language);
          at(`language-${language}`).focus();
        }, button),
      );
      return button;
    }),
  );
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
    const where = at<HTMLSelectElement>('jurisdiction').value as JurisdictionId | '';
    await ask({ do: 'consent', notice: hash, ...(where === '' ? {} : { jurisdiction: where }) });
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

at('jurisdiction').append(
  ...PACKS.map(({ id, name }) => {
    const option = make('option', '', name);
    option.value = id;
    return option;
  }),
);
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
