export * from './consent.ts';
export * from './device.ts';
export { CaptureFault, type CaptureFaultCode } from './fault.ts';
export * from './release.ts';
export * from './upload.ts';
