import { ask, at, attempt } from './ask.ts';

attempt(async () => {
  at('status').textContent = JSON.stringify(await ask({ do: 'status' }), null, 2);
});
