import { ApiFault } from '../api/client.ts';

/** Says what went wrong in the person's words; unknown faults are named as such, never shown raw. */
export function Notice({ fault }: { fault: Error | null }) {
  if (!fault) return null;
  const text =
    fault instanceof ApiFault
      ? fault.message
      : 'Something went wrong on this page. Reload it; nothing was changed.';
  return (
    <p role="alert" className="alert">
      {text}
    </p>
  );
}
