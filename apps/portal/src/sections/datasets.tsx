import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { day, week } from '../format.ts';
import { Notice } from '../parts/notice.tsx';
import { Section } from '../parts/section.tsx';
import { purposeWords } from '../words.ts';

const STATE = {
  'contains-erased': 'to be built again',
  'contains-no-train': 'names a protected customer: not used until it is built again',
  recalled: 'recalled',
} as const;

export function Datasets() {
  const datasets = useQuery({ queryKey: ['datasets'], queryFn: api.datasets });
  return (
    <Section
      id="datasets"
      title="Datasets"
      lead="The sets your episodes went into, and the signed mandate that says what may be learned from each."
    >
      <Notice fault={datasets.error} />
      {datasets.data?.datasets.length === 0 && <p className="empty">None. Nothing of yours has been used.</p>}
      {datasets.data && datasets.data.datasets.length > 0 && (
        <ul className="plain">
          {datasets.data.datasets.map((dataset) => (
            <li key={dataset.dataset}>
              <b>{dataset.dataset}</b>{' '}
              {dataset.state !== 'current' && <span className="state withdrawn">{STATE[dataset.state]}</span>}{' '}
              <span className="note">
                built in {week(dataset.built)} to {purposeWords(dataset.purpose)}, under mandate{' '}
                <code>{dataset.mandate.slice(0, 12)}</code>, until {day(dataset.expires)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
