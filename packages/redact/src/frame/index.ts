export { BlankFault, type BlankFaultCode, blank, coverage, type Frame, type Region } from './blank.ts';
export { quantise } from './regions.ts';
