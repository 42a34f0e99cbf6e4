-- Up Migration

-- From when to when each api process could accept webhooks. Kommo sends a webhook once, so what falls between them is lost.
create table api_uptimes (
  id    uuid primary key,                                  -- a process that was cut off for a while gets another
  since timestamptz not null,
  until timestamptz not null,
  check (since <= until)
);
create index api_uptimes_until on api_uptimes (until);

-- The times in which no process could, once it is sure that none did.
create table outages (
  id       bigint generated always as identity primary key,
  began_at timestamptz not null unique,
  ended_at timestamptz not null,
  noted_at timestamptz not null default now(),
  check (began_at <= ended_at)
);
create index outages_ended on outages (ended_at);

-- When the ledger was compared with Kommo's history, and when it was asked for. wanted_at > told_at: the account's
-- workflow does not know yet.
create table reconciliations (
  scope_id       text primary key references scopes,
  account_id     bigint not null references accounts,
  wanted_at      timestamptz not null default now(),
  told_at        timestamptz,
  begun_at       timestamptz,
  ended_at       timestamptz,                              -- null: under way, or not done yet
  compared_from  timestamptz,                              -- what was said since then was compared
  outages_until  timestamptz,                              -- outages that ended until then are dealt with
  chats          integer not null default 0,
  messages       integer not null default 0,
  left_out       integer not null default 0,               -- chats that could not be compared
  last_ended_at  timestamptz,                              -- of the last that was complete; the rest tells of the newest
  trouble        text,                                     -- why it cannot be done
  trouble_said   jsonb
);
create index reconciliations_account on reconciliations (account_id);

-- When a chat was compared last, by the clock of the round.
alter table chats add column compared_at timestamptz;
create index chats_by_activity on chats (scope_id, last_event_at) where last_event_at is not null;

-- It was missing on one side. late_at: when that was found · going: it goes out late · asks: an administrator decides
-- whether it still does · stays: it was sent again and is missing all the same.
alter table deliveries add column late_at timestamptz;
alter table deliveries add column gap text check (gap in ('going', 'asks', 'stays'));
alter table deliveries add constraint deliveries_late_check check ((late_at is null) = (gap is null));
create index deliveries_late on deliveries (account_id, late_at, id) where late_at is not null;
create index deliveries_gaps on deliveries (account_id, gap) where gap = 'stays' or (gap is not null and state <> 'done');

alter table commands drop constraint commands_command_check;
alter table commands add constraint commands_command_check
  check (command in ('retry', 'skip', 'pause', 'resume', 'decide', 'send-late', 'dismiss'));

-- Down Migration

delete from commands where command in ('send-late', 'dismiss');
alter table commands drop constraint commands_command_check;
alter table commands add constraint commands_command_check
  check (command in ('retry', 'skip', 'pause', 'resume', 'decide'));
drop index deliveries_gaps, deliveries_late;
alter table deliveries drop constraint deliveries_late_check, drop column gap, drop column late_at;
drop index chats_by_activity;
alter table chats drop column compared_at;
drop table reconciliations;
drop table outages;
drop table api_uptimes;
