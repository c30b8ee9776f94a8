// The steps of one recording, each with the screen as it was stored just before it.
// Looking is itself a look: it is in the ledger, under the person's own rights.

import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { api, frameUrl } from '../api/client.ts';
import type { FrameRef, Step, Steps } from '../api/types.ts';
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
  const list = useRef<HTMLOListElement>(null);
  const step = held.steps[at];
  const go = (index: number) => {
    const next = Math.min(held.steps.length - 1, Math.max(0, index));
    setAt(next);
    list.current?.children[next]?.querySelector('button')?.focus();
  };
  const move = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    go(at + by);
  };
  return (
    <div className="steps">
      <p className="note">
        {count(held.steps.length, 'step')}. Your look is entry {held.looked.toLocaleString('en-GB')} of the
        ledger, like everybody else’s.
      </p>
      <div className="viewer">
        <ol ref={list} aria-label="Steps">
          {held.steps.map((one, index) => (
            <li key={one.id}>
              <button
                type="button"
                aria-current={index === at ? 'step' : undefined}
                tabIndex={index === at ? 0 : -1}
                onClick={() => go(index)}
                onKeyDown={move}
              >
                <StepLine step={one} />
              </button>
            </li>
          ))}
        </ol>
        {step && <Screen recording={held.recording} step={step} />}
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
        <b>{words.verb}</b> {words.value && <Value text={words.value} />}{' '}
        <span className="on">{words.target}</span>
        {(step.corrects !== null || step.correction) && <span className="tag">correction</span>}
        {step.paste_of !== null && <span className="tag">from the copy above</span>}
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

function Screen({ recording, step }: { recording: string; step: Step }) {
  const words = stepWords(step);
  const frame = step.frame_before;
  const sentence = [words.verb, words.value, words.target].filter(Boolean).join(' ');
  if ('none' in frame) {
    return (
      <figure className="screen">
        <div className="blank">No screenshot before this step: {frame.none.replaceAll('-', ' ')}</div>
        <figcaption>{sentence}</figcaption>
      </figure>
    );
  }
  return (
    <figure className="screen">
      <div className="shot">
        <img
          src={frameUrl(recording, frame.pixels)}
          width={frame.width}
          height={frame.height}
          alt={`The screen as stored, just before: ${sentence}`}
        />
        <Marks step={step} frame={frame} />
      </div>
      <figcaption>
        {sentence} <span className="note">in {step.place}</span>
      </figcaption>
    </figure>
  );
}

function Marks({ step, frame }: { step: Step; frame: FrameRef }) {
  const box = step.target?.box;
  const { scale } = frame;
  return (
    <svg viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
      {box && (
        <rect
          x={box.x * scale}
          y={box.y * scale}
          width={box.width * scale}
          height={box.height * scale}
          rx={4 * scale}
        />
      )}
      {step.x !== null && step.y !== null && <circle cx={step.x * scale} cy={step.y * scale} r={9 * scale} />}
    </svg>
  );
}
