export * from './fault.ts';
export * from './ids.ts';
export * from './schema/event.ts';
