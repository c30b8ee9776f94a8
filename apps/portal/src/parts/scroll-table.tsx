import type { ReactNode } from 'react';

/** A table that scrolls sideways on a narrow screen; focusable, so that the keyboard can scroll it too. */
export function ScrollTable(props: { label: string; className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region without focus is out of reach for a keyboard (WCAG 2.1.1)
    <section className="scroll" aria-label={props.label} tabIndex={0}>
      <table className={props.className}>{props.children}</table>
    </section>
  );
}
