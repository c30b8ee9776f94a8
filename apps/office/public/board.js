// Cards move by pointer or, for the keyboard, with the arrow keys.
import { notice, send } from './shell.js';

const lanes = [...document.querySelectorAll('.lane')];
const SLACK_PX = 4;

async function drop(card, lane) {
  const before = card.parentElement;
  lane.querySelector('ul').append(card);
  const answer = await send(`/customers/${card.dataset.id}/stage`, { stage: lane.dataset.stage });
  notice(answer.message);
  if (!answer.ok) before.append(card);
}

for (const card of document.querySelectorAll('.deal')) {
  card.addEventListener('keydown', (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const lane = by && lanes[lanes.indexOf(card.closest('.lane')) + by];
    if (lane) drop(card, lane).then(() => card.focus());
  });
  card.addEventListener('pointerdown', (down) => {
    if (down.button !== 0) return;
    const box = card.getBoundingClientRect();
    let held = false;
    const laneAt = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest('.lane');
    const move = (event) => {
      if (!held && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < SLACK_PX) return;
      held = true;
      card.classList.add('held');
      card.style.width = `${box.width}px`;
      card.style.left = `${event.clientX - (down.clientX - box.left)}px`;
      card.style.top = `${event.clientY - (down.clientY - box.top)}px`;
      const over = laneAt(event);
      for (const lane of lanes) lane.classList.toggle('over', lane === over);
    };
    const up = (event) => {
      document.removeEventListener('pointermove', move);
      document.removeEventListener('pointerup', up);
      const over = laneAt(event);
      card.classList.remove('held');
      card.removeAttribute('style');
      for (const lane of lanes) lane.classList.remove('over');
      if (held && event.type === 'pointerup' && over && over !== card.closest('.lane')) drop(card, over);
    };
    document.addEventListener('pointermove', move);
    document.addEventListener('pointerup', up);
  });
}
