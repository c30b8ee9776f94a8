export * from './episode.ts';
export * from './fault.ts';
export * from './limits.ts';
export * from './step.ts';
