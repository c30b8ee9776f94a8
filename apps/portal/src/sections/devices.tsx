// The person's recorders. Whether one is paused is known to that recorder only, so it is asked here, in this browser,
// and the answer stays in this browser (promise P5).

import { useMutation } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { Me } from '../api/types.ts';
import { count, minute } from '../format.ts';
import { Copyable } from '../parts/copyable.tsx';
import { Notice } from '../parts/notice.tsx';
import { Section } from '../parts/section.tsx';
import { openReview, type RecorderState, useRecorder } from '../recorder-link.ts';

const STATE: Readonly<Record<RecorderState, string>> = {
  recording: 'Recording',
  paused: 'Paused',
  off: 'Not recording',
};

export function Devices({ me }: { me: Me }) {
  const code = useMutation({ mutationFn: api.enrolmentCode });
  return (
    <Section
      id="devices"
      title="Your devices"
      lead="Pausing needs no reason and has no limit. This server does not know whether you are paused, and must not."
    >
      <ThisBrowser />
      {me.devices.length > 0 && (
        <ul className="plain">
          {me.devices.map((device) => (
            <li key={device.device}>
              <b>{device.label}</b>{' '}
              <span className="note">{device.state === 'active' ? 'enrolled' : 'removed'}</span>
            </li>
          ))}
        </ul>
      )}
      <button type="button" className="quiet" disabled={code.isPending} onClick={() => code.mutate()}>
        Enrol another device
      </button>
      <Notice fault={code.error} />
      {code.data && (
        <div className="aside" role="status">
          <p className="note">
            Enter this code in the recorder. It works once, until {minute(code.data.expires)}.
          </p>
          <Copyable label="the code" text={code.data.code} />
        </div>
      )}
    </Section>
  );
}

function ThisBrowser() {
  const recorder = useRecorder();
  if (!recorder) {
    return (
      <p className="panel">
        <b>This browser:</b> no recorder answers here. Ask your recorder itself: it shows its state at all
        times, and only it knows.
      </p>
    );
  }
  return (
    <div className="panel">
      <p>
        <b>This browser:</b> <span className={`state ${recorder.state}`}>{STATE[recorder.state]}</span>
      </p>
      <p className="note">
        {recorder.held === 0
          ? 'Nothing waits'
          : `${count(recorder.held, 'piece')} ${recorder.held === 1 ? 'waits' : 'wait'}`}{' '}
        in the hold. Your recorder told this page, not the server.
      </p>
      <button type="button" onClick={openReview}>
        Review what is held on this device
      </button>
    </div>
  );
}
