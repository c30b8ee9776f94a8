import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { day } from '../format.ts';
import { Notice } from '../parts/notice.tsx';
import { Section } from '../parts/section.tsx';
import { purposeWords } from '../words.ts';

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
              <span className="note">
                built {day(dataset.built)} to {purposeWords(dataset.purpose)}, under mandate{' '}
                <code>{dataset.mandate}</code>, until {day(dataset.expires)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
