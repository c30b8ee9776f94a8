// Dates and sizes as a person reads them. Everything the server sends is UTC and no finer than a minute.

const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const MINUTE = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** `2027-02-21` → `21 Feb 2027`; what is not a date is shown as it is. */
export function day(date: string): string {
  const at = new Date(`${date.slice(0, 10)}T00:00Z`);
  return Number.isNaN(at.getTime()) ? date : DAY.format(at);
}

/** `2026-11-23T09:14Z` → `23 Nov 2026, 09:14 UTC`. */
export function minute(time: string): string {
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? time : `${MINUTE.format(at)} UTC`;
}

/** `2026-W48` → `week 48, 2026`. */
export function week(name: string): string {
  const [year, number] = name.split('-W');
  return number ? `week ${Number(number)}, ${year}` : name;
}

const UNITS = ['B', 'kB', 'MB', 'GB'] as const;
/** 2^`log2` bytes in 1024s: 18 → `256 kB`. */
export function upTo(log2: number): string {
  const unit = Math.min(Math.floor(log2 / 10), UNITS.length - 1);
  return `${2 ** (log2 - unit * 10)} ${UNITS[unit]}`;
}

/** Seconds into the recording: 75,000,000 µs → `1:15`. */
export function offset(micros: number): string {
  const seconds = Math.max(0, Math.floor(micros / 1_000_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export const count = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;
