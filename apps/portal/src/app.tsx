// The page of one participant: what is held of her, who may look and who did, until when, and the way out.

import { useQuery } from '@tanstack/react-query';
import { ApiFault, api } from './api/client.ts';
import type { Me } from './api/types.ts';
import { Notice } from './parts/notice.tsx';
import { Accesses } from './sections/accesses.tsx';
import { Datasets } from './sections/datasets.tsx';
import { Devices } from './sections/devices.tsx';
import { Exemptions } from './sections/exemptions.tsx';
import { HeldRecordings } from './sections/held.tsx';
import { Leave } from './sections/leave.tsx';
import { Receipts } from './sections/receipts.tsx';
import { Retention } from './sections/retention.tsx';
import { Review, useReview } from './sections/review.tsx';
import { Summary } from './sections/summary.tsx';

const SECTIONS = [
  ['held', 'What is held'],
  ['looked', 'Who looked'],
  ['until', 'Until when'],
  ['exemptions', 'Exemptions'],
  ['devices', 'Your devices'],
  ['receipts', 'Receipts'],
  ['datasets', 'Datasets'],
  ['leave', 'Withdraw'],
] as const;

export function App() {
  const me = useQuery({ queryKey: ['me'], queryFn: api.me });
  return (
    <>
      <a className="skip" href="#main">
        Skip to your record
      </a>
      <header className="top">
        <div className="bar">
          <span className="brand">
            <svg viewBox="0 0 32 32" aria-hidden="true">
              <circle cx="16" cy="16" r="13" />
              <circle cx="16" cy="16" r="4.5" className="dot" />
            </svg>
            Overt
          </span>
          {me.data && <Navigation />}
          {me.data && (
            <button
              type="button"
              className="quiet"
              onClick={() => api.signOut().finally(() => window.location.reload())}
            >
              Sign out
            </button>
          )}
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {me.data ? <Page me={me.data} /> : <Waiting fault={me.error} />}
      </main>
      <footer className="foot">
        <p>
          This page is served by your own installation and talks to nothing else. Times are UTC, to the
          minute; nothing finer is stored.
        </p>
      </footer>
    </>
  );
}

function Navigation() {
  const isReviewer = Boolean(useReview().data);
  return (
    <nav aria-label="Sections">
      {isReviewer && <a href="#review">To review</a>}
      {SECTIONS.map(([id, name]) => (
        <a key={id} href={`#${id}`}>
          {name}
        </a>
      ))}
    </nav>
  );
}

function Page({ me }: { me: Me }) {
  return (
    <>
      <Summary me={me} />
      <Review />
      <HeldRecordings />
      <Accesses me={me} />
      <Retention me={me} />
      <Exemptions />
      <Devices me={me} />
      <Receipts me={me} />
      <Datasets />
      <Leave me={me} />
    </>
  );
}

function Waiting({ fault }: { fault: Error | null }) {
  if (!fault) return <p className="loading">Reading your record…</p>;
  if (fault instanceof ApiFault && fault.code === 'SIGNED_OUT') {
    return (
      <section className="alone">
        <h1>Sign in</h1>
        <p>
          There are no passwords here. You sign in with a link that works once; whoever runs this installation
          hands you one, and a fresh one is printed at every start.
        </p>
      </section>
    );
  }
  return (
    <section className="alone">
      <h1>Not now</h1>
      <Notice fault={fault} />
    </section>
  );
}
