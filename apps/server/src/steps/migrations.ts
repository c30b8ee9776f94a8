import type { Migration } from '@overt/store';

// The index of episodes: no content, no time, counts in powers of two (promise P8).
const EPISODES = `
create table steps_recording (
  recording text primary key,
  inputs text not null
);
create table steps_episode (
  episode text primary key,
  recording text not null references steps_recording,
  ordinal integer not null,
  subject text not null,
  week text not null,
  task text not null,
  steps_log2 smallint not null,
  digest text not null
);
create index steps_episode_recording on steps_episode (recording);
create index steps_episode_subject on steps_episode (subject);
create table steps_part (
  blob text primary key,
  episode text not null references steps_episode on delete cascade,
  class text not null,
  expires date not null
);
create index steps_part_episode on steps_part (episode);
create table steps_garbage (
  blob text primary key
);
`;

// Which episodes a dataset holds, so that a register that grows later can be held against it.
const DATASETS = `
create table server_dataset_episode (
  dataset text not null,
  episode text not null,
  primary key (dataset, episode)
);
`;

export const migrations: readonly Migration[] = [
  { id: 'steps-0001', sql: EPISODES },
  { id: 'steps-0002', sql: DATASETS },
];
