import { InvalidArgumentError } from 'commander';

const UNIT_MIN = { m: 1, h: 60, d: 1440 } as const;
/** As the recorder has it; longer is a mistake in the unit. */
const MAX_MIN = 7 * 1440;

/** `30m`, `2h`, `1h30m`, `1d` in minutes. @throws {InvalidArgumentError} which says what was expected. */
export function minutesFrom(text: string): number {
  const parts = [...text.matchAll(/(\d{1,6})([mhd])/g)];
  const isWhole = parts.length > 0 && parts.map(([part]) => part).join('') === text;
  const minutes = parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNIT_MIN[unit as keyof typeof UNIT_MIN],
    0,
  );
  if (isWhole && minutes >= 1 && minutes <= MAX_MIN) return minutes;
  throw new InvalidArgumentError('expected a duration such as 30m, 2h or 1h30m, at most 7d');
}

/** As {@link minutesFrom}, in whole hours as the hold counts them. */
export function hoursFrom(text: string): number {
  const hours = minutesFrom(text) / 60;
  if (Number.isInteger(hours) && hours <= 168) return hours;
  throw new InvalidArgumentError('expected whole hours such as 24h, at most 168h');
}
