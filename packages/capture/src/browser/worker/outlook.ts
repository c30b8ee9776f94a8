// What holds at a place and why, and what a proposed policy would change: computed here, from what this device knows.

import {
  type Catalogue,
  createCatalogue,
  dryRun,
  type Explanation,
  explain,
  type Place,
  parseAddress,
  placeAt,
} from '@overt/policy';
import { openProposal } from '../../consent.ts';
import type { ControlResults } from '../control.ts';
import { localDay } from './counting.ts';
import type { RecordingHost } from './recording-host.ts';
import { lawOf } from './segment-record.ts';
import { contextOf, momentOf } from './standing.ts';

export async function explainAddress(host: RecordingHost, url: string): Promise<Explanation> {
  const { standing } = await host.rooms();
  const terms = await standing.outlook();
  const catalogue = createCatalogue({ policy: terms.policy });
  return explain(
    { place: catalogue.placeOf({ url }), host: parseAddress(url)?.host ?? '', address: url },
    contextOf(terms),
    { moment: momentOf(host.watch.facts(Date.now())), providers: terms.providers ?? [] },
  );
}

/** The proposal on this device's counters; nothing about it is sent. */
export async function tryProposal(host: RecordingHost): Promise<ControlResults['proposal']> {
  const { account, standing, counting } = await host.rooms();
  const { serverKey } = await account.requireIdentity();
  const envelope = await (await account.client()).proposal();
  if (!envelope) return {};
  const { policy, effective } = openProposal(envelope, serverKey);
  const terms = await standing.outlook();
  const catalogue = createCatalogue({ policy });
  const run = dryRun({
    counters: counting.rows,
    today: localDay(Date.now()),
    before: { policy: terms.policy, terms: lawOf(terms) },
    after: { policy, terms: lawOf({ ...terms, policy }) },
    placeOf: (id) => placeById(catalogue, id),
  });
  return { proposal: { ...run, effective } };
}

function placeById(catalogue: Catalogue, id: string): Place | undefined {
  const entry = catalogue.entries.find((each) => each.id === id);
  return entry && placeAt(entry, '/');
}
