import { useState } from 'react';

/** A command to run elsewhere, with a button that copies it. */
export function Copyable({ label, text }: { label: string; text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div className="copyable">
      <code>{text}</code>
      <button type="button" className="quiet" aria-label={`Copy ${label}`} onClick={copy}>
        <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
      </button>
    </div>
  );
}
