export { defaultConfig, type ServerConfig } from './config.ts';
export { ServerFault, type ServerFaultCode } from './fault.ts';
export { type RunningServer, startServer } from './start.ts';
