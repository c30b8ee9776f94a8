// What is held, as the server stores it: recordings, their pieces with the date each part ends, and their steps.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import type { Held, Recording, Segment } from '../api/types.ts';
import { count, day, upTo, week } from '../format.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Notice } from '../parts/notice.tsx';
import { ScrollTable } from '../parts/scroll-table.tsx';
import { Section } from '../parts/section.tsx';
import { classWords, refusalWords } from '../words.ts';
import { StepsViewer } from './steps.tsx';

export function HeldRecordings() {
  const held = useQuery({ queryKey: ['held'], queryFn: api.held });
  return (
    <Section
      id="held"
      title="What is held"
      lead="Everything that left your device, exactly as it is stored. What is still in the hold on your device is not here: only your recorder can show it."
    >
      <Notice fault={held.error} />
      {held.data?.recordings.length === 0 && (
        <p className="empty">Nothing. No piece of your work is on this server.</p>
      )}
      {held.data?.recordings.map((recording, index) => (
        <RecordingCard key={recording.recording} recording={recording} startOpen={index === 0} />
      ))}
      {held.data && <Refused held={held.data} />}
    </Section>
  );
}

function RecordingCard({ recording, startOpen }: { recording: Recording; startOpen: boolean }) {
  const [looking, setLooking] = useState(false);
  const live = recording.segments.filter((segment) => !segment.deleted);
  const tasks = recording.episodes.map((episode) => episode.task).filter(Boolean);
  const name = `Recording in ${week(recording.week)}`;
  return (
    <article className="card" aria-label={`${name}, ${recording.recording}`}>
      <div className="card-head">
        <div>
          <h3>{name}</h3>
          <p className="note">
            {recording.source === 'browser' ? 'Browser' : 'Desktop'} · {count(live.length, 'piece')} ·{' '}
            {count(recording.episodes.length, 'episode')}
            {tasks.length > 0 && ` · ${[...new Set(tasks)].join(', ')}`}
          </p>
        </div>
        <button
          type="button"
          aria-expanded={looking}
          disabled={live.length === 0}
          onClick={() => setLooking(!looking)}
        >
          {looking ? 'Hide steps' : 'Show steps'}
        </button>
      </div>
      {looking && <StepsViewer recording={recording.recording} />}
      <details open={startOpen}>
        <summary>Pieces and their dates</summary>
        <SegmentTable recording={recording} />
      </details>
    </article>
  );
}

function SegmentTable({ recording }: { recording: Recording }) {
  return (
    <ScrollTable label={`Pieces of the recording in ${week(recording.week)}`}>
      <thead>
        <tr>
          <th scope="col">Piece</th>
          <th scope="col">Size</th>
          {(['action', 'text', 'pixels'] as const).map((name) => (
            <th key={name} scope="col">
              {classWords(name).name} until
            </th>
          ))}
          <th scope="col">
            <span className="unseen">Delete</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {recording.segments.map((segment) => (
          <SegmentRow key={segment.segment} segment={segment} />
        ))}
      </tbody>
    </ScrollTable>
  );
}

function SegmentRow({ segment }: { segment: Segment }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.deleteSegment(segment.segment),
    onSuccess: () => {
      setAsking(false);
      return queries.invalidateQueries();
    },
  });
  const number = segment.n + 1;
  return (
    <tr className={segment.deleted ? 'gone' : undefined}>
      <th scope="row">
        {number} <code title={segment.segment}>{segment.segment.slice(0, 8)}</code>
      </th>
      <td className="fixed">{segment.deleted ? 'deleted' : `≤ ${upTo(segment.sizeLog2)}`}</td>
      {(['action', 'text', 'pixels'] as const).map((name) => (
        <td key={name} className="fixed">
          {cell(segment, name)}
        </td>
      ))}
      <td className="act">
        {!segment.deleted && (
          <button
            type="button"
            className="quiet"
            aria-label={`Delete piece ${number}`}
            onClick={() => setAsking(true)}
          >
            Delete
          </button>
        )}
        {asking && (
          <Confirm
            title={`Delete piece ${number}?`}
            cancel="Keep it"
            busy={remove.isPending}
            onClose={() => setAsking(false)}
            choices={[{ label: 'Delete for good', tone: 'danger', run: () => remove.mutate() }]}
          >
            <p>
              Its keys are destroyed, then its bytes, and the steps made from it are built again without it.
              No reason is asked and none is stored. It cannot be undone.
            </p>
            <Notice fault={remove.error} />
          </Confirm>
        )}
      </td>
    </tr>
  );
}

function cell(segment: Segment, name: 'action' | 'text' | 'pixels'): string {
  const blob = segment.blobs.find((one) => one.class === name);
  if (!blob) return '–';
  if (blob.state === 'held') return day(blob.expires);
  return blob.state === 'expired' ? `ended ${day(blob.expires)}` : '–';
}

function Refused({ held }: { held: Held }) {
  if (held.refused.length === 0) return null;
  return (
    <div className="aside">
      <h3>Sent by your device, not taken</h3>
      <ul>
        {held.refused.map((refused) => (
          <li key={`${refused.week} ${refused.code}`}>
            {count(refused.times, 'piece')} in {week(refused.week)}: {refusalWords(refused.code)}{' '}
            <code>{refused.code}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
