// The last question before a decision about an exemption.

import { useId, useState } from 'react';
import type { ExemptionDecision } from '../api/types.ts';
import { Confirm } from '../parts/confirm.tsx';

interface Deciding {
  /** What the request is about, in words. */
  readonly name: string;
  readonly appealed: boolean;
  readonly decide: (decision: ExemptionDecision) => void;
  readonly onClose: () => void;
}

export function GrantDialog({ name, decide, onClose }: Deciding) {
  const [date, setDate] = useState('');
  const [wrong, setWrong] = useState(false);
  const id = useId();
  const grant = () => {
    if (date === '') return decide({ grant: true });
    // The whole last day is included; days are UTC here as everywhere.
    const until = `${date}T23:59:00Z`;
    if (Date.parse(until) > Date.now()) return decide({ grant: true, until });
    setWrong(true);
  };
  return (
    <Confirm
      title="Grant this request?"
      cancel="Not yet"
      busy={false}
      onClose={onClose}
      choices={[{ label: 'Grant', run: grant }]}
    >
      <p>Left out from now on, for whoever asked: {name}. A reviewer cannot undo it.</p>
      <div className="field">
        <label htmlFor={id}>Last day, if it is to end</label>
        <input
          id={id}
          type="date"
          value={date}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            setDate(event.target.value);
            setWrong(false);
          }}
        />
        <span className="note" id={`${id}-hint`}>
          Empty: for as long as the person takes part.
        </span>
      </div>
      {wrong && (
        <p role="alert" className="alert">
          This day is over. Choose a later one, or none.
        </p>
      )}
    </Confirm>
  );
}

export function RefuseDialog({ name, appealed, decide, onClose }: Deciding) {
  return (
    <Confirm
      title="Refuse this request?"
      cancel="Not yet"
      busy={false}
      onClose={onClose}
      choices={[{ label: 'Refuse', tone: 'danger', run: () => decide({ grant: false }) }]}
    >
      <p>
        Recorders may capture {name} again, as far as policy and personal rules allow.{' '}
        {appealed
          ? 'This was the appeal: the refusal is final.'
          : 'The person can appeal once; then somebody else decides.'}
      </p>
    </Confirm>
  );
}
