// npm start: set-up if needed, then the server in this very process, so that Ctrl-C reaches it directly.
import { setup } from './setup.mjs';

await setup({ browser: false });
await import('../apps/server/dist/main.js');
