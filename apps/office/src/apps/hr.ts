// People: sign in with a password, see one's leave, ask for more.

import { html, type Markup } from '../html.ts';
import { day, page } from '../page.ts';
import type { World } from '../world/world.ts';
import { field, type Routes, type Stage } from './routes.ts';

const LEAVE_KINDS = ['Holiday', 'Parental leave', 'Further training', 'Unpaid'] as const;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

type Errors = Readonly<Record<string, string>>;

export const hrRoutes: Routes = (server, stage) => {
  server.get('/', (_request, reply) => {
    if (!stage.world().hr.signedIn) return reply.redirect('/sign-in');
    return reply.type('text/html').send(leavePage(stage, {}, {}));
  });
  server.get('/sign-in', (_request, reply) => reply.type('text/html').send(signInPage(stage, {}, '')));
  server.post('/sign-in', (request, reply) => {
    const { hr } = stage.world();
    const user = field(request.body, 'user');
    const password = field(request.body, 'password');
    const errors: Record<string, string> = {};
    if (user === '') errors.user = 'Enter your user name.';
    if (password === '') errors.password = 'Enter your password.';
    if (Object.keys(errors).length === 0) {
      hr.attempts += 1;
      if (user === hr.user && password === hr.password) {
        hr.signedIn = true;
        return reply.redirect('/', 303);
      }
      errors.password = 'User name and password do not belong together.';
    }
    return reply
      .code(422)
      .type('text/html')
      .send(signInPage(stage, errors, user));
  });
  server.post('/sign-out', (_request, reply) => {
    stage.world().hr.signedIn = false;
    return reply.redirect('/sign-in', 303);
  });
  server.post('/leave', (request, reply) => {
    const { hr } = stage.world();
    if (!hr.signedIn) return reply.redirect('/sign-in', 303);
    const asked = {
      from: field(request.body, 'from'),
      to: field(request.body, 'to'),
      kind: field(request.body, 'kind'),
      reason: field(request.body, 'reason'),
    };
    const errors = checkLeave(asked);
    if (Object.keys(errors).length > 0)
      return reply
        .code(422)
        .type('text/html')
        .send(leavePage(stage, errors, asked));
    hr.leave.push(asked);
    return reply.redirect('/?sent=1', 303);
  });
};

function checkLeave(asked: { readonly from: string; readonly to: string; readonly kind: string }): Errors {
  const errors: Record<string, string> = {};
  if (!DATE.test(asked.from)) errors.from = 'Write the date as YYYY-MM-DD.';
  if (!DATE.test(asked.to)) errors.to = 'Write the date as YYYY-MM-DD.';
  else if (DATE.test(asked.from) && asked.to < asked.from) errors.to = 'The last day lies before the first.';
  if (!LEAVE_KINDS.some((kind) => kind === asked.kind)) errors.kind = 'Choose a kind of leave.';
  return errors;
}

function input(
  id: string,
  label: string,
  options: {
    value?: string;
    type?: string;
    error?: string | undefined;
    hint?: string;
    autocomplete?: string;
  },
): Markup {
  return html`<div class="field ${options.error ? 'wrong' : ''}"><label for="${id}">${label}</label><input id="${id}" name="${id}" type="${options.type ?? 'text'}" value="${options.value ?? ''}" autocomplete="${options.autocomplete ?? 'off'}" placeholder="${options.hint ?? ''}" ${options.error ? html`aria-invalid="true" aria-describedby="${id}-error"` : ''}>${options.error ? html`<p class="error" id="${id}-error" role="alert">${options.error}</p>` : ''}</div>`;
}

function signInPage(stage: Stage, errors: Errors, user: string): string {
  const main = html`<form class="card narrow" method="post" action="/sign-in" novalidate><h2>Sign in</h2><p class="muted">Your leave and your pay are for your eyes only.</p>
${input('user', 'User name', { value: user, error: errors.user, autocomplete: 'username' })}
${input('password', 'Password', { type: 'password', error: errors.password, autocomplete: 'current-password' })}
<button class="primary" type="submit">Sign in</button></form>`;
  return page({ app: 'hr', world: stage.world(), port: stage.port(), title: 'People', main });
}

function leavePage(stage: Stage, errors: Errors, asked: Errors): string {
  const world = stage.world();
  const main = html`<div class="columns"><section class="card"><h2>Ask for leave</h2><form method="post" action="/leave" novalidate>
${input('from', 'First day', { value: asked.from ?? '', error: errors.from, hint: 'YYYY-MM-DD' })}
${input('to', 'Last day', { value: asked.to ?? '', error: errors.to, hint: 'YYYY-MM-DD' })}
<fieldset class="field ${errors.kind ? 'wrong' : ''}"><legend>Kind</legend>${LEAVE_KINDS.map(
    (kind) =>
      html`<label class="radio"><input type="radio" name="kind" value="${kind}" ${asked.kind === kind ? html`checked` : ''}> ${kind}</label>`,
  )}${errors.kind ? html`<p class="error" role="alert">${errors.kind}</p>` : ''}</fieldset>
<button class="primary" type="submit">Send request</button></form></section>
<section class="card"><h2>My leave</h2>${leaveList(world)}</section></div>`;
  return page({
    app: 'hr',
    world,
    port: stage.port(),
    title: 'People',
    main,
    tools: html`<form method="post" action="/sign-out"><button type="submit">Sign out</button></form>`,
  });
}

function leaveList(world: World): Markup {
  if (world.hr.leave.length === 0)
    return html`<p class="empty">No requests yet. 21 days are left this year.</p>`;
  return html`<ul class="plain">${world.hr.leave.map((one) => html`<li><strong>${day(one.from)} – ${day(one.to)}</strong><span class="chip open">${one.kind}</span></li>`)}</ul>`;
}
