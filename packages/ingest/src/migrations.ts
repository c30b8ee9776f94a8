import type { Migration } from '@overt/store';

// No row here holds a time, a device, a receipt or an exact size: a week, a weekly pseudonym and a size bucket are
// all that is readable (promise P8). The manifest, which names the device, is kept sealed under the person's own key.
const SEGMENTS = `
create table ingest_track (
  track text primary key,
  recording text not null,
  subject text not null,
  week text not null,
  n integer not null,
  head text
);
create table ingest_segment (
  segment text primary key,
  recording text not null,
  track text not null references ingest_track,
  n integer not null,
  source text not null,
  subject text not null,
  week text not null,
  size_log2 smallint not null,
  manifest bytea,
  manifest_blob text not null,
  deleted boolean not null default false,
  unique (track, n)
);
create index ingest_segment_recording on ingest_segment (recording);
create index ingest_segment_subject on ingest_segment (subject);
create table ingest_blob (
  blob text primary key,
  segment text not null references ingest_segment,
  class text not null,
  expires date not null,
  state text not null default 'held' check (state in ('held', 'expired', 'deleted'))
);
create index ingest_blob_segment on ingest_blob (segment);
create index ingest_blob_expires on ingest_blob (expires) where state = 'held';
create table ingest_orphan (
  blob text primary key,
  since date not null
);
create table ingest_quarantine (
  device text not null,
  week text not null,
  code text not null,
  digest text not null,
  body bytea,
  expires date not null,
  primary key (device, digest, code)
);
`;

export const migrations: readonly Migration[] = [{ id: 'ingest-0001', sql: SEGMENTS }];
