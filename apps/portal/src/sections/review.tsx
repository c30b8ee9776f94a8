// Decides what participants ask to have left out. For whoever has the reviewing role; to everybody else it is not there.
//
// A reviewer sees what is asked and why, never by whom, and no count of anybody: the decision is about the request (P8).

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import type { ExemptionDecision, OpenExemption } from '../api/types.ts';
import { day } from '../format.ts';
import { Notice } from '../parts/notice.tsx';
import { Section } from '../parts/section.tsx';
import { reasonWords, scopeWords } from '../words.ts';
import { GrantDialog, RefuseDialog } from './review-dialogs.tsx';

const FRESH_MS = 30_000;

/** What waits for a decision; its data is null for whoever is no reviewer, which is asked once and not again. */
export const useReview = () =>
  useQuery({
    queryKey: ['review'],
    queryFn: api.openExemptions,
    staleTime: ({ state }) => (state.data === null ? Number.POSITIVE_INFINITY : FRESH_MS),
  });

interface Decided {
  readonly request: OpenExemption;
  readonly decision: ExemptionDecision;
}

export function Review() {
  const review = useReview();
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: ({ request, decision }: Decided) => api.decideExemption(request.id, decision),
    // Also after a refusal: somebody else may have decided meanwhile.
    onSettled: () => queries.invalidateQueries({ queryKey: ['review'] }),
  });
  if (!review.data) return null;
  const { open } = review.data;
  const about = decide.variables?.request;
  const isListed = open.some(({ id }) => id === about?.id);
  return (
    <Section
      id="review"
      title="To review"
      lead="What participants ask to have left out. You see what is asked and why, not who asks. While a request waits, nothing is captured there; one that nobody decides in five working days is granted."
    >
      <Notice fault={review.error} />
      <p role="status" className={decide.data ? 'panel' : 'unseen'}>
        {decide.data && told(decide.variables)}
      </p>
      {!isListed && <Notice fault={decide.error} />}
      {open.length === 0 && <p className="empty">Nothing waits for a decision.</p>}
      {open.length > 0 && (
        <ul className="plain" aria-label="Requests, oldest first">
          {open.map((request) => (
            <Row
              key={request.id}
              request={request}
              busy={decide.isPending}
              fault={request.id === about?.id ? decide.error : null}
              decide={(decision) => decide.mutate({ request, decision })}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

const told = ({ request, decision }: Decided) =>
  `${decision.grant ? 'Granted' : 'Refused'}: ${scopeWords(request.scope)}. It is in the ledger.`;

function Row(props: {
  request: OpenExemption;
  busy: boolean;
  fault: Error | null;
  decide: (decision: ExemptionDecision) => void;
}) {
  const { scope, reason, appealed, due } = props.request;
  const [asking, setAsking] = useState<'grant' | 'refuse'>();
  const name = scopeWords(scope);
  const decide = (decision: ExemptionDecision) => {
    setAsking(undefined);
    props.decide(decision);
  };
  const dialog = { name, appealed, decide, onClose: () => setAsking(undefined) };
  return (
    <li className="exemption">
      <span className={`state ${appealed ? 'pending' : ''}`}>{appealed ? 'Appeal' : 'Request'}</span>
      <div>
        <p className="name">{name}</p>
        <p className="note">
          {reasonWords(reason)}. Granted by itself on {day(due)}.
          {appealed && ' Refused before: whoever did so cannot decide again.'}
        </p>
        <Notice fault={props.fault} />
      </div>
      <div className="acts">
        {(['grant', 'refuse'] as const).map((act) => (
          <button
            key={act}
            type="button"
            className="quiet"
            aria-label={`${LABELS[act]}: ${name}`}
            disabled={props.busy}
            onClick={() => setAsking(act)}
          >
            {LABELS[act]}
          </button>
        ))}
      </div>
      {asking === 'grant' && <GrantDialog {...dialog} />}
      {asking === 'refuse' && <RefuseDialog {...dialog} />}
    </li>
  );
}

const LABELS = { grant: 'Grant', refuse: 'Refuse' } as const;
