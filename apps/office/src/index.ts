// A small web office: mail, chat, customers, sheet, invoices, people. The demonstration's stage and the evaluation's environment.

export { type Canary, canaries } from './canaries.ts';
export { OfficeFault, type OfficeFaultCode } from './fault.ts';
export { appOfHost, hostOf, urlOf } from './hosts.ts';
export { type Office, type OfficeOptions, startOffice } from './server.ts';
export { goalOf, type OfficeTask, type Outcome, prepare, requireTask, type Slots, tasks } from './tasks.ts';
export { createWorld } from './world/create.ts';
export type { AppName, World } from './world/world.ts';
