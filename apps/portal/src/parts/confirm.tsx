// A question before something that cannot be undone. The native dialog keeps the focus and closes on Escape.

import { type ReactNode, useEffect, useId, useRef } from 'react';

export interface Choice {
  readonly label: string;
  readonly tone?: 'danger';
  readonly run: () => void;
}

export function Confirm(props: {
  title: string;
  children: ReactNode;
  choices: readonly Choice[];
  cancel: string;
  busy: boolean;
  onClose: () => void;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    if (ref.current && !ref.current.open) ref.current.showModal();
  }, []);
  return (
    <dialog ref={ref} aria-labelledby={title} onClose={props.onClose}>
      <h3 id={title}>{props.title}</h3>
      {props.children}
      <div className="choices">
        {props.choices.map((choice) => (
          <button
            key={choice.label}
            type="button"
            className={choice.tone}
            disabled={props.busy}
            onClick={choice.run}
          >
            {choice.label}
          </button>
        ))}
        <button type="button" className="quiet" disabled={props.busy} onClick={props.onClose}>
          {props.cancel}
        </button>
      </div>
    </dialog>
  );
}
