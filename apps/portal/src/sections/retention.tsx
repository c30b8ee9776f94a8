import type { DataClass, Me } from '../api/types.ts';
import { day } from '../format.ts';
import { Section } from '../parts/section.tsx';
import { classWords } from '../words.ts';

const CLASSES: readonly DataClass[] = ['pixels', 'text', 'action'];

export function Retention({ me }: { me: Me }) {
  const { policy } = me;
  return (
    <Section
      id="until"
      title="Until when"
      lead="Each kind of data ends on its own date: the keys are destroyed, and without them the bytes are noise. The date of every piece stands in the table above."
    >
      <dl className="terms">
        {CLASSES.map((name) => (
          <div key={name}>
            <dt>{classWords(name).name}</dt>
            <dd>
              <b>{policy.retention[name]}</b>
              <span className="note">{classWords(name).what}</span>
            </dd>
          </div>
        ))}
        <div>
          <dt>Hold on your device</dt>
          <dd>
            <b>{policy.holdHours} hours</b>
            <span className="note">
              of your own presence, before anything may leave; only you can release earlier
            </span>
          </dd>
        </div>
        <div>
          <dt>Wait before use</dt>
          <dd>
            <b>{policy.embargoDays} days</b>
            <span className="note">on the server, in which a deletion costs nobody anything</span>
          </dd>
        </div>
        <div>
          <dt>Deleted keys in backups</dt>
          <dd>
            <b>at most 7 days</b>
            <span className="note">then the day key that wrapped them is destroyed too</span>
          </dd>
        </div>
      </dl>
      <p className="note">
        These terms are the signed policy <code>{policy.hash.slice(0, 12)}</code>, valid until{' '}
        {day(policy.notAfter)}
        {policy.halt && '. It is halted: nothing is recorded at present'}.
      </p>
    </Section>
  );
}
