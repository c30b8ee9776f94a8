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
/** The first world shows every task with a mistake that is put right; the second shows some once more, cleanly. */
export const RECORDED_SEEDS: readonly number[] = [11, 12];
export const UNSEEN_SEEDS: readonly number[] = [901, 902];
/** What is done in each world; two demonstrations show what of a task varies. */
export function tasksIn(seed: number): readonly string[] {
  return withCorrection(seed) ? demoTasks : ['office.copy-invoice-total', 'office.set-stage'];
}
export const withCorrection = (seed: number): boolean => seed === RECORDED_SEEDS[0];
/** Frames that OCR reads; each takes about a second. */
export const OCR_FRAMES = 16;
