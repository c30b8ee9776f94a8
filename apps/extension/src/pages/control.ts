import { ask } from './ask.ts';
import { at, attempt } from './dom.ts';

attempt(async () => {
  at('status').textContent = JSON.stringify(await ask({ do: 'status' }), null, 2);
});
