export * from './directory.ts';
export * from './native.ts';
