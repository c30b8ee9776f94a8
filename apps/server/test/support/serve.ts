// A server in a process of its own, to be killed: prints its address and codes as one line of JSON, then serves.

import { defaultConfig, startServer } from '../../src/index.ts';

const [dataDir, keyFile, port] = process.argv.slice(2) as [string, string, string];
const server = await startServer({ ...defaultConfig(dataDir), keyFile, port: Number(port), log: 'silent' });
console.log(
  `ready ${JSON.stringify({ url: server.url, signIn: await server.signInLink(), code: await server.enrolmentCode() })}`,
);
process.on('SIGTERM', () => server.close().then(() => process.exit(0)));
