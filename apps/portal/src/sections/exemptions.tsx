// What the person asked to have left out, and what became of it.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import type { Exemption, Exemptions as Listed } from '../api/types.ts';
import { count, day, minute } from '../format.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Notice } from '../parts/notice.tsx';
import { Section } from '../parts/section.tsx';
import { exemptionWords, scopeWords } from '../words.ts';
import { AskExemption } from './ask-exemption.tsx';

export function Exemptions() {
  const exemptions = useQuery({ queryKey: ['exemptions'], queryFn: api.exemptions });
  return (
    <Section
      id="exemptions"
      title="Exemptions"
      lead="A site, a place or everything that you ask to have left out. From the moment you ask, nothing is captured there. A reviewer sees what you ask for, not who you are, and has five working days; after that it is granted."
    >
      <Notice fault={exemptions.error} />
      {exemptions.data && <List listed={exemptions.data} />}
    </Section>
  );
}

/** Those that hold, or that she can still do something about. */
const isCurrent = ({ state }: Exemption) => state !== 'withdrawn' && state !== 'ended';

function List({ listed: { exemptions, mayAsk } }: { listed: Listed }) {
  const current = exemptions.filter(isCurrent);
  const past = exemptions.filter((exemption) => !isCurrent(exemption));
  return (
    <>
      {current.length === 0 && <p className="empty">You have asked for none.</p>}
      {current.length > 0 && <Rows exemptions={current} label="Exemptions" />}
      {past.length > 0 && (
        <details className="past">
          <summary>{count(past.length, 'earlier one')}</summary>
          <Rows exemptions={past} label="Earlier exemptions" />
        </details>
      )}
      {mayAsk ? <AskExemption standing={current} /> : <AskElsewhere />}
    </>
  );
}

function Rows({ exemptions, label }: { exemptions: readonly Exemption[]; label: string }) {
  return (
    <ul className="plain" aria-label={label}>
      {exemptions.map((exemption) => (
        <Row key={exemption.id} exemption={exemption} />
      ))}
    </ul>
  );
}

function Row({ exemption }: { exemption: Exemption }) {
  const { id, scope, state } = exemption;
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (act: 'appeal' | 'withdraw') =>
      act === 'appeal' ? api.appealExemption(id) : api.withdrawExemption(id),
    onSuccess: () => setAsking(false),
    // Also after a refusal: the list was out of date then.
    onSettled: () => queries.invalidateQueries({ queryKey: ['exemptions'] }),
  });
  const name = scopeWords(scope);
  return (
    <li className="exemption">
      <span className={`state ${state}`}>{exemptionWords(state)}</span>
      <div>
        <p className="name">{name}</p>
        <p className="note">{consequence(exemption)}</p>
        {!asking && <Notice fault={change.error} />}
      </div>
      {state === 'refused' && (
        <button
          type="button"
          className="quiet"
          aria-label={`Appeal: ${name}`}
          disabled={change.isPending}
          onClick={() => change.mutate('appeal')}
        >
          Appeal
        </button>
      )}
      {(state === 'pending' || state === 'granted') && (
        <button
          type="button"
          className="quiet"
          aria-label={`Take back: ${name}`}
          onClick={() => {
            change.reset();
            setAsking(true);
          }}
        >
          Take back
        </button>
      )}
      {asking && (
        <Confirm
          title="Take it back?"
          cancel="Leave it as it is"
          busy={change.isPending}
          onClose={() => setAsking(false)}
          choices={[{ label: 'Take it back', run: () => change.mutate('withdraw') }]}
        >
          <p>
            Your recorders may then capture {name} again, as far as the policy and your own rules allow. You
            can ask anew at any time.
          </p>
          <Notice fault={change.error} />
        </Confirm>
      )}
    </li>
  );
}

/** What holds now, and what can come of it. */
function consequence({ state, until, due }: Exemption): string {
  switch (state) {
    case 'pending':
      return due
        ? `Not captured while it is undecided. Must be decided before ${day(due)}; from then on it is granted.`
        : 'Not captured while it is undecided. Still so at the end of the fifth working day, it is granted.';
    case 'granted':
      return until ? `Not captured until ${minute(until)}.` : 'Not captured for as long as you take part.';
    case 'refused':
      return 'May be captured again. You can appeal once: nothing is captured until somebody else has decided.';
    case 'withdrawn':
      return 'You took it back. May be captured again.';
    case 'ended':
      return until ? `Ended ${minute(until)}. May be captured again.` : 'May be captured again.';
  }
}

function AskElsewhere() {
  return (
    <div className="aside">
      <h3>Ask for one</h3>
      <p className="note">
        In your recorder: open it, choose “Your own rules”, then “Exemptions”. It stops there at once, even
        without a connection. You need no reason.
      </p>
      <p className="note">
        A rule of your own or a pause needs nobody’s permission at all. Both are on the same page.
      </p>
    </div>
  );
}
