// The first thing seen: the state of taking part, in one sentence, and what left at a glance.

import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { Held, Me } from '../api/types.ts';
import { day } from '../format.ts';

const STATE: Readonly<Record<Me['participation'], { word: string; sentence: string }>> = {
  active: {
    word: 'You take part',
    sentence: 'Voluntarily, and only until you say otherwise. Your manager cannot see whether you do.',
  },
  withdrawn: {
    word: 'You have withdrawn',
    sentence: 'Nothing more is taken. What is still listed below ends on its date, or when you delete it.',
  },
  none: {
    word: 'You do not take part',
    sentence: 'Nothing is recorded, because no device of yours has given a receipt.',
  },
};

export function Summary({ me }: { me: Me }) {
  const held = useQuery({ queryKey: ['held'], queryFn: api.held });
  const accesses = useQuery({ queryKey: ['accesses'], queryFn: api.accesses });
  const state = STATE[me.participation];
  const facts = held.data ? totals(held.data) : undefined;
  const others = accesses.data?.accesses.filter((access) => access.role !== 'participant').length;
  return (
    <section className="summary" aria-labelledby="summary-title">
      <p className={`state ${me.participation}`}>{state.word}</p>
      <h1 id="summary-title">Your record</h1>
      <p className="lead">{state.sentence}</p>
      {me.law.sentence && (
        <p role="status" className="alert">
          {me.law.sentence}
        </p>
      )}
      {me.proposal && (
        <p role="status" className="note">
          Another policy is announced for {day(me.proposal.effective)}.{' '}
          {me.proposal.material
            ? 'It keeps more than the present one: nothing is recorded under it unless you agree again.'
            : 'It keeps no more than the present one.'}
        </p>
      )}
      <dl className="facts">
        <div>
          <dt>Recordings held</dt>
          <dd>{facts ? facts.recordings.toLocaleString('en-GB') : '…'}</dd>
        </div>
        <div>
          <dt>Pieces held</dt>
          <dd>{facts ? facts.segments.toLocaleString('en-GB') : '…'}</dd>
        </div>
        <div>
          <dt>Next to end</dt>
          <dd>{facts ? (facts.next ? day(facts.next) : 'nothing held') : '…'}</dd>
        </div>
        <div>
          <dt>Looks by others</dt>
          <dd>{others === undefined ? '…' : others.toLocaleString('en-GB')}</dd>
        </div>
      </dl>
    </section>
  );
}

function totals(held: Held): { recordings: number; segments: number; next: string | undefined } {
  const live = held.recordings.filter((recording) => recording.segments.some((segment) => !segment.deleted));
  const segments = live.flatMap((recording) => recording.segments).filter((segment) => !segment.deleted);
  const dates = segments.flatMap((segment) => segment.blobs).filter((blob) => blob.state === 'held');
  return {
    recordings: live.length,
    segments: segments.length,
    next: dates.map((blob) => blob.expires).sort()[0],
  };
}
