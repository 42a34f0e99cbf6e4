-- Up Migration

-- How what a delivery carries came in: for the trace of a message, and for nothing else. Null in rows from before, and where
-- it came by no webhook. No content: sizes, times, words of ours and the process.
alter table deliveries
  add column received_at timestamptz,                    -- its webhook's bytes were there
  add column hook_bytes  integer,
  add column taken_by    text,                           -- the process: host/pid
  add column verified_by text,                           -- see src/model/signature-rule.ts
  add column spooled_at  timestamptz,                    -- it was durable in a file first
  add column spooled_for text check (spooled_for in ('ledger', 'keys'));

-- When the send began that ended then; null: it was no send, or from before.
alter table attempts add column begun_at timestamptz;

-- What happened to a delivery and is kept nowhere else. Only ever added to, and one row for what happens many times, so that
-- nobody waits for a lock on the delivery and a storm of repeats stays one row.
create table trace_marks (
  delivery_id uuid not null references deliveries on delete cascade,
  mark        text not null check (mark in ('repeated', 'woken', 'waited', 'parked', 'reached', 'told', 'not-taken')),
  what        text not null default '',                  -- waited: for what · reached, told, not-taken: which tick
  at          timestamptz not null default now(),        -- the first time
  until       timestamptz not null default now(),        -- the last
  times       integer not null default 1,
  primary key (delivery_id, mark, what)
);

-- What was said of one message is asked for by people only, but the table is among the largest.
create index receipts_delivery on receipts (delivery_id) where delivery_id is not null;

-- Down Migration

drop index receipts_delivery;
drop table trace_marks;
alter table attempts drop column begun_at;
alter table deliveries
  drop column spooled_for, drop column spooled_at, drop column verified_by, drop column taken_by, drop column hook_bytes,
  drop column received_at;
