// Who may look, who is allowed to at this moment, and who looked: with a proof the person can check without us.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, evidenceUrl, proofUrl } from '../api/client.ts';
import type { Access, Me } from '../api/types.ts';
import { count, minute } from '../format.ts';
import { Copyable } from '../parts/copyable.tsx';
import { Notice } from '../parts/notice.tsx';
import { ScrollTable } from '../parts/scroll-table.tsx';
import { Section } from '../parts/section.tsx';
import { purposeWords, roleWords } from '../words.ts';

/** Rows shown before the person asks for all. */
const FIRST = 8;

export function Accesses({ me }: { me: Me }) {
  const accesses = useQuery({ queryKey: ['accesses'], queryFn: api.accesses });
  return (
    <Section
      id="looked"
      title="Who looked"
      lead="A key is only given out after the look is written into a public ledger that cannot be changed. So this list is complete, and you can prove it."
    >
      <Notice fault={accesses.error} />
      {accesses.data && <AccessTable accesses={accesses.data.accesses} />}
      {accesses.data && accesses.data.accesses.length > 0 && (
        <div className="aside">
          <h3>Check a proof yourself</h3>
          <p className="note">
            Download it above, then run this anywhere; it needs no connection and trusts only the ledger’s
            key.
          </p>
          <Copyable
            label="the command"
            text={`npx overt verify access-${newest(accesses.data.accesses)[0]?.index}.tlog-proof --origin '${me.ledger.key}'`}
          />
        </div>
      )}
      <Grants me={me} />
    </Section>
  );
}

const newest = (accesses: readonly Access[]) => [...accesses].sort((a, b) => b.index - a.index);

function AccessTable({ accesses }: { accesses: readonly Access[] }) {
  const [all, setAll] = useState(false);
  if (accesses.length === 0) return <p className="empty">Nobody. No key of yours has ever been given out.</p>;
  const sorted = newest(accesses);
  const shown = all ? sorted : sorted.slice(0, FIRST);
  return (
    <>
      <ScrollTable label="Looks">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What for</th>
            <th scope="col">How much</th>
            <th scope="col">Proof</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((access) => (
            <tr key={access.index}>
              <td className="fixed">{minute(access.t)}</td>
              <td>{roleWords(access.role)}</td>
              <td>{purposeWords(access.purpose)}</td>
              <td className="fixed">{count(access.items, 'part')}</td>
              <td className="fixed">
                <a href={proofUrl(access.index)} download={`access-${access.index}.tlog-proof`}>
                  Entry {access.index.toLocaleString('en-GB')}
                </a>{' '}
                <a
                  className="note"
                  href={evidenceUrl(access.index)}
                  download={`access-${access.index}-evidence.json`}
                  aria-label={`What shows that entry ${access.index.toLocaleString('en-GB')} concerns you`}
                >
                  concerns you
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      {sorted.length > FIRST && !all && (
        <button type="button" className="quiet" onClick={() => setAll(true)}>
          Show all {sorted.length.toLocaleString('en-GB')}
        </button>
      )}
    </>
  );
}

function Grants({ me }: { me: Me }) {
  const purposes = [...new Set(me.grants.flatMap((grant) => grant.purposes))];
  return (
    <>
      <h3>Who may look at all</h3>
      <p className="note">
        {me.leases.length === 0
          ? 'At this moment nobody holds a permission that covers you.'
          : `At this moment: ${me.leases.map((lease) => `${roleWords(lease.role)}, to ${purposeWords(lease.purpose)}, until ${minute(lease.until)}`).join('; ')}.`}{' '}
        There is no purpose for judging people, and nobody can add one here.
      </p>
      <ScrollTable label="Roles and purposes" className="matrix">
        <thead>
          <tr>
            <th scope="col">Who</th>
            {purposes.map((purpose) => (
              <th key={purpose} scope="col">
                {purposeWords(purpose)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {me.grants.map((grant) => (
            <tr key={grant.role}>
              <th scope="row">{roleWords(grant.role)}</th>
              {purposes.map((purpose) => (
                <td key={purpose}>
                  {grant.purposes.includes(purpose) ? (
                    <span className="yes">may</span>
                  ) : (
                    <span className="no">no</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </>
  );
}
