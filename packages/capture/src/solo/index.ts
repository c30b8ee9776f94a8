export { type Forgotten, forgetSince } from './forget.ts';
export { openSoloKeys, type SoloKeys } from './keys.ts';
export { createSoloReceiver, type SoloReceiver, type SoloReceiverOptions } from './receiver.ts';
export { openRecording, type RecordedSegment, type RecordedTrack, type Recording } from './recording.ts';
