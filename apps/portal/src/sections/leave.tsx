// The way out: as many clicks as the way in (two), no reason, nothing in between.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import type { Me } from '../api/types.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Notice } from '../parts/notice.tsx';
import { Section } from '../parts/section.tsx';

export function Leave({ me }: { me: Me }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const withdraw = useMutation({
    mutationFn: (erase: boolean) => api.withdraw(erase),
    onSuccess: () => {
      setAsking(false);
      return queries.invalidateQueries();
    },
  });
  return (
    <Section
      id="leave"
      title="Withdraw"
      lead="As easy as taking part: one click here, one to confirm. Nobody asks why, and nobody you work for is told."
    >
      {me.participation === 'active' ? (
        <button type="button" onClick={() => setAsking(true)}>
          Withdraw
        </button>
      ) : (
        <p className="empty">
          {me.participation === 'withdrawn'
            ? 'Done. Your devices have stopped.'
            : 'There is nothing to withdraw from.'}
        </p>
      )}
      {asking && (
        <Confirm
          title="Withdraw now?"
          cancel="Stay"
          busy={withdraw.isPending}
          onClose={() => setAsking(false)}
          choices={[
            { label: 'Withdraw and erase everything', tone: 'danger', run: () => withdraw.mutate(true) },
            { label: 'Withdraw, keep what is held until its dates', run: () => withdraw.mutate(false) },
          ]}
        >
          <p>Either way your devices stop, your receipts end, and what they still send is refused.</p>
          <Notice fault={withdraw.error} />
        </Confirm>
      )}
    </Section>
  );
}
