// The acceptance suite: what an adapter of each port has to do, as named cases for any test runner, and the kill harness.
export { blobCases } from './blob-cases.ts';
export type { Case } from './case.ts';
export { type JobsSubject, jobCases, until } from './job-cases.ts';
export { type DayKeksSubject, dayKekCases, rootKeyCases } from './key-cases.ts';
export { type KillPlan, type KillReport, killRounds } from './kill.ts';
export { sqlCases } from './sql-cases.ts';
export { tileCases } from './tile-cases.ts';
