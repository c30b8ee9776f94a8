export { type AdminConfig, AdminFault, administer } from './admin/administer.ts';
export type { AdminCommand } from './admin/commands.ts';
export { dataDirOf, defaultConfig, type ServerConfig } from './config.ts';
export { buildOnServer, type DatasetOrder } from './datasets/build-on-server.ts';
export { ServerFault, type ServerFaultCode } from './fault.ts';
export { type RunningServer, startServer } from './start.ts';
