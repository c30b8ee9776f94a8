// What is shown, and with which numbers. Seeds of the recording and of the evaluation never meet.

/** Tasks in the order they are done, each in the world of its seed. */
export const demoTasks: readonly string[] = [
  'office.open-mail',
  'office.file-mail',
  'office.copy-invoice-total',
  'office.add-customer',
  'office.set-stage',
  'office.chat-message',
  'office.sign-in',
  'office.update-owner',
];
export const RECORDED_SEEDS: readonly number[] = [11, 12];
export const UNSEEN_SEEDS: readonly number[] = [901, 902];
/** Which of the two demonstrations of a task has a mistake in it that is put right. */
export const withCorrection = (seed: number): boolean => seed === RECORDED_SEEDS[0];
/** Frames that OCR reads; each takes about a second. */
export const OCR_FRAMES = 16;
