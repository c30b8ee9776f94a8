import type { Migration } from '@overt/store';

/**
 * The broker's tables. What can open content is a `bytea` wrapped under a day key that lies outside PostgreSQL;
 * beside it stand a week, a weekly pseudonym and a size bucket, and nothing else about a person.
 */
export const migrations: readonly Migration[] = [
  {
    id: 'broker-0001',
    sql: `
      create table broker_sealing_key (
        id text primary key,
        week text not null unique,
        public_key bytea not null,
        not_after timestamptz not null,
        day text not null,
        wrapped bytea not null
      );
      create table broker_secret (
        participant text primary key,
        day text not null,
        wrapped bytea not null
      );
      create table broker_key (
        subject text not null,
        week text not null,
        class text not null,
        day text not null,
        wrapped bytea not null,
        -- a blob under it was destroyed: the next rotation replaces the key, so that the blob's old row opens nothing
        stale boolean not null default false,
        primary key (subject, week, class)
      );
      create index broker_key_day on broker_key (day);
      create index broker_key_stale on broker_key (subject, week, class) where stale;
      create table broker_blob (
        blob text primary key,
        subject text not null,
        week text not null,
        class text not null,
        wrapped bytea not null,
        -- bytes, as the power of two at or above them
        size_log2 smallint,
        foreign key (subject, week, class) references broker_key
      );
      create index broker_blob_subject on broker_blob (subject, week, class);
      create table broker_restriction (subject text primary key);
      create table broker_lease (
        id text primary key,
        expires timestamptz not null,
        items_left bigint not null,
        bytes_left bigint not null,
        revoked boolean not null default false
      );
      create table broker_access (
        subject text not null,
        entry bigint not null,
        lease text not null,
        sealed bytea not null,
        primary key (subject, entry)
      );
      create index broker_access_lease on broker_access (lease, subject);
      create table broker_outbox (
        id text primary key,
        entry bytea not null
      );
    `,
  },
];
