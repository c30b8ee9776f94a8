// The steps of one recording, each with the screen as it was stored just before it.
// Looking is itself a look: it is in the ledger, under the person's own rights.

import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { api, frameUrl } from '../api/client.ts';
import type { FrameSummary, Step, Steps } from '../api/types.ts';
import { count, offset } from '../format.ts';
import { Notice } from '../parts/notice.tsx';
import { stepWords } from '../words.ts';

export function StepsViewer({ recording }: { recording: string }) {
  const steps = useQuery({
    queryKey: ['steps', recording],
    queryFn: () => api.steps(recording),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (steps.error) return <Notice fault={steps.error} />;
  if (!steps.data) return <p className="loading">Opening with your own key…</p>;
  if (steps.data.steps.length === 0) return <p className="empty">No step could be made of what is held.</p>;
  return <Viewer held={steps.data} />;
}

function Viewer({ held }: { held: Steps }) {
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const step = held.steps[at];
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const move = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    setAt(Math.min(held.steps.length - 1, Math.max(0, at + by)));
  };
  return (
    <div className="steps">
      <p className="note">
        {count(held.steps.length, 'step')}. Your look is entry {held.looked.toLocaleString('en-GB')} of the ledger, like everybody else’s.
      </p>
      <div className="viewer">
        <ul
          ref={list}
          role="listbox"
          aria-label="Steps"
          tabIndex={0}
          aria-activedescendant={step ? `step-${step.id}` : undefined}
          onKeyDown={move}
        >
          {held.steps.map((one, index) => (
            <li
              key={one.id}
              id={`step-${one.id}`}
              role="option"
              aria-selected={index === at}
              onClick={() => setAt(index)}
              onKeyDown={undefined}
            >
              <StepLine step={one} />
            </li>
          ))}
        </ul>
        {step && <Screen recording={held.recording} step={step} frames={held.frames} />}
      </div>
    </div>
  );
}

function StepLine({ step }: { step: Step }) {
  const words = stepWords(step);
  return (
    <>
      <span className="when">{offset(step.t_start_us)}</span>
      <span>
        <b>{words.verb}</b> {words.value && <Value text={words.value} />} <span className="on">{words.target}</span>
        {step.corrects ? <span className="tag">corrects</span> : null}
        {step.paste_of ? <span className="tag">pasted</span> : null}
      </span>
    </>
  );
}

const PLACEHOLDER = /(<[A-Z][A-Z_]*_\d+[^>]*>)/;

/** A stored value; what was replaced on the device is marked as such. */
function Value({ text }: { text: string }) {
  const parts = text.split(PLACEHOLDER);
  return (
    <q>
      {parts.map((part, index) =>
        PLACEHOLDER.test(part) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one constant string never move
          <mark key={index} title="Replaced on your device before anything was kept">
            {part.slice(1, -1).split(':')[0]}
          </mark>
        ) : (
          part
        ),
      )}
    </q>
  );
}

function Screen(props: { recording: string; step: Step; frames: Readonly<Record<string, FrameSummary>> }) {
  const { recording, step, frames } = props;
  const words = stepWords(step);
  const before = step.frame_before;
  const id = before && 'id' in before ? before.id : undefined;
  const frame = id ? frames[id] : undefined;
  const sentence = [words.verb, words.value, words.target].filter(Boolean).join(' ');
  if (!id || !frame) {
    const reason = before && 'none' in before ? before.none.replaceAll('-', ' ') : 'not stored';
    return (
      <figure className="screen">
        <div className="blank">No screenshot before this step: {reason}</div>
        <figcaption>{sentence}</figcaption>
      </figure>
    );
  }
  return (
    <figure className="screen">
      <div className="shot">
        <img src={frameUrl(recording, id)} width={frame.width} height={frame.height} alt={`The screen as stored, just before: ${sentence}`} />
        <Marks step={step} frame={frame} />
      </div>
      <figcaption>
        {sentence}
        {step.place && <span className="note"> in {step.place}</span>}
      </figcaption>
    </figure>
  );
}

function Marks({ step, frame }: { step: Step; frame: FrameSummary }) {
  const box = step.target?.box;
  const { scale } = frame;
  return (
    <svg viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
      {box && <rect x={box.x * scale} y={box.y * scale} width={box.width * scale} height={box.height * scale} rx={4 * scale} />}
      {typeof step.x === 'number' && typeof step.y === 'number' && <circle cx={step.x * scale} cy={step.y * scale} r={9 * scale} />}
    </svg>
  );
}
