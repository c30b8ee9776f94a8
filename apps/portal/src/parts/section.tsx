import type { ReactNode } from 'react';

export function Section(props: { id: string; title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <section id={props.id} aria-labelledby={`${props.id}-title`} className="section">
      <div className="heading">
        <h2 id={`${props.id}-title`}>{props.title}</h2>
        {props.lead && <p className="lead">{props.lead}</p>}
      </div>
      <div className="content">{props.children}</div>
    </section>
  );
}
