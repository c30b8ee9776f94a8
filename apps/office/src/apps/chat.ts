// Chat: channels, messages by others, and a composer that is a web component.

import { html, type Markup } from '../html.ts';
import { page } from '../page.ts';
import type { Channel, ChatMessage, World } from '../world/world.ts';
import { field, type Routes, type Stage } from './routes.ts';

const MAX_MESSAGE_LENGTH = 2_000;

export const chatRoutes: Routes = (server, stage) => {
  server.get('/', (_request, reply) =>
    reply.redirect(`/channel/${stage.world().chat.channels[0]?.name ?? ''}`),
  );
  server.get<{ Params: { name: string } }>('/channel/:name', (request, reply) => {
    const channel = stage.world().chat.channels.find((one) => one.name === request.params.name);
    if (!channel) return reply.code(404).type('text/plain').send('There is no such channel.\n');
    return reply.type('text/html').send(channelPage(stage, channel));
  });
  server.post<{ Params: { name: string } }>('/channel/:name', (request, reply) => {
    const world = stage.world();
    const text = field(request.body, 'text');
    const channel = world.chat.channels.find((one) => one.name === request.params.name);
    if (!channel) return reply.code(404).send({ message: 'There is no such channel.' });
    if (text === '') return reply.code(422).send({ message: 'Write something before you send.' });
    if (text.length > MAX_MESSAGE_LENGTH)
      return reply.code(422).send({ message: `A message holds up to ${MAX_MESSAGE_LENGTH} characters.` });
    const message: ChatMessage = {
      id: channel.messages.length + 1,
      author: world.me.name,
      text,
      at: '14:20',
    };
    world.chat.channels = world.chat.channels.map((one) =>
      one === channel ? { ...one, messages: [...one.messages, message] } : one,
    );
    return reply.send(message);
  });
};

function channelPage(stage: Stage, channel: Channel): string {
  const world = stage.world();
  const main = html`<div class="chat split">
<nav class="side" aria-label="Channels"><ul>${world.chat.channels.map(
    (one) =>
      html`<li><a href="/channel/${one.name}" ${one.name === channel.name ? html`aria-current="page"` : ''}><i aria-hidden="true">#</i><span>${one.name}</span></a></li>`,
  )}</ul></nav>
<section class="room" aria-label="Channel"><p class="topic">${channel.topic}</p>
<ol class="messages" role="log" aria-label="Messages">${channel.messages.map((message) => bubble(message, world))}</ol>
<chat-composer data-channel="${channel.name}"></chat-composer></section>
</div>`;
  return page({ app: 'chat', world, port: stage.port(), title: `# ${channel.name}`, main, script: 'chat' });
}

function bubble(message: ChatMessage, world: World): Markup {
  const mine = message.author === world.me.name;
  const initials = message.author
    .split(' ')
    .map((word) => word.slice(0, 1))
    .join('');
  return html`<li class="${mine ? 'mine' : ''}"><span class="face" aria-hidden="true">${initials}</span><div><p class="by">${message.author} <time>${message.at}</time></p><p class="text">${message.text}</p></div></li>`;
}
