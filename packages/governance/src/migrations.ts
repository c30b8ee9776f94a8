import type { Migration } from '@overt/store';

// Rows about people hold a week at the finest, with a closed list of exceptions (docs/spec/governance.md#rows): when a
// receipt was given and ended, and until when an unused code may be used (its row goes with its use). Sessions have no row.
const GOVERNANCE = `
create table governance_secret (
  name text primary key,
  wrapped bytea not null
);
create table governance_person (
  person text primary key,
  since text not null,
  roles text[] not null
);
create table governance_code (
  hash bytea primary key,
  kind text not null check (kind in ('sign-in', 'enrol')),
  person text not null references governance_person on delete cascade,
  expires timestamptz not null
);
create table governance_ended_session (
  hash bytea primary key,
  until date not null
);
create table governance_device (
  device text primary key,
  person text not null references governance_person on delete cascade,
  public_key bytea not null unique,
  token_hash bytea not null unique,
  label bytea not null,
  since text not null,
  revoked boolean not null default false
);
create index governance_device_person on governance_device (person);
create table governance_policy (
  hash text primary key,
  -- sealed under the root key: the no-train register names customers
  envelope bytea not null,
  notices text[] not null,
  log_index bigint not null,
  active boolean not null
);
create unique index governance_policy_active on governance_policy (active) where active;
create table governance_receipt (
  hash text primary key,
  person text not null references governance_person,
  device text not null references governance_device,
  policy text not null references governance_policy,
  notice text not null,
  given text not null,
  not_after text not null,
  envelope text not null,
  log_index bigint not null,
  withdrawn text,
  withdrawal text,
  withdrawal_index bigint
);
create index governance_receipt_person on governance_receipt (person);
create table governance_objection (
  person text not null references governance_person on delete cascade,
  kind text not null check (kind in ('task', 'end-use')),
  value text not null,
  primary key (person, kind, value)
);
create table governance_mandate (
  hash text primary key,
  envelope text not null,
  log_index bigint not null,
  revoked boolean not null default false
);
create table governance_dataset (
  dataset text primary key,
  built text not null,
  purpose text not null,
  mandate text not null references governance_mandate,
  digest text not null,
  expires date not null,
  log_index bigint not null,
  state text not null default 'current' check (state in ('current', 'contains-erased', 'recalled'))
);
create table governance_dataset_subject (
  dataset text not null references governance_dataset on delete cascade,
  subject text not null,
  primary key (dataset, subject)
);
create index governance_dataset_subject_subject on governance_dataset_subject (subject);
create table governance_retention (
  person text not null references governance_person on delete cascade,
  class text not null,
  through text not null,
  primary key (person, class)
);
create table governance_erasure (
  id text primary key,
  person text references governance_person on delete set null,
  envelope text not null,
  log_index bigint not null
);
`;

// What a policy is called and how far its numbers got, so that none comes back; packs that administrators signed; a
// policy that waits for its notice; exemptions, of which nothing but whose they are is readable; and what a register
// that grew later has found in datasets.
const CONTROL = `
alter table governance_policy add column name text, add column serial bigint;
create table governance_jurisdiction (
  pack text primary key,
  version integer not null,
  digest text not null,
  envelope text not null,
  signer text not null,
  since date not null,
  log_index bigint not null,
  active boolean not null
);
create table governance_proposal (
  hash text primary key,
  -- sealed under the root key, like the policies it may become
  envelope bytea not null,
  effective text not null,
  log_index bigint not null
);
create table governance_exemption (
  id text primary key,
  person text not null references governance_person on delete cascade,
  -- sealed under the root key: scope, reason, state and dates; a readable state could be counted by person
  sealed bytea not null
);
create index governance_exemption_person on governance_exemption (person);
alter table governance_dataset add column register text, add column no_train_hits integer not null default 0,
  add column no_train_unread integer not null default 0;
alter table governance_dataset drop constraint governance_dataset_state_check;
alter table governance_dataset add constraint governance_dataset_state_check
  check (state in ('current', 'contains-erased', 'contains-no-train', 'recalled'));
`;

/** Tables of governance, for `migrate`. */
export const migrations: readonly Migration[] = [
  { id: 'governance-0001', sql: GOVERNANCE },
  { id: 'governance-0002', sql: CONTROL },
];
