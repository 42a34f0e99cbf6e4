-- Up Migration

-- Old conversations, read from an export that somebody handed in.
create table imports (
  id          uuid primary key default gen_random_uuid(),
  account_id  bigint not null references accounts,
  source_id   uuid not null references sources,
  state       text not null default 'empty'
              check (state in ('empty', 'uploaded', 'surveyed', 'taking', 'sending', 'comparing', 'done', 'cancelled', 'refused')),
  paused      boolean not null default false,
  options     jsonb not null,                              -- what whoever began it said: `ImportOptions`
  file_name   text not null,                               -- as it was called; WhatsApp says there whom the chat is with
  file_key    text,                                        -- in the media store; null: not handed in yet, or not needed any more
  file_size   bigint,
  file_sha256 text,
  format      text,
  report      jsonb,                                       -- what the dry run found: `ImportSurvey`
  result      jsonb,                                       -- what came of it: `ImportResult`
  trouble     jsonb,                                       -- why it stands still or was refused: {text, said}
  place       bigint not null default 0,                   -- things of the export that are in the ledger already
  gaps        jsonb not null default '{}',                 -- of those, what could not be taken, by reason
  told        jsonb not null default '[]',                 -- who told it what: [{command, by, at}]
  created_by  text not null check (created_by <> ''),
  created_at  timestamptz not null default now(),
  ended_at    timestamptz
);
create index imports_account on imports (account_id, created_at);

-- A chat of an export, and which one of ours it is.
create table import_chats (
  import_id  uuid not null references imports on delete cascade,
  name       text not null,                                -- names it within the export
  account_id bigint not null references accounts,
  title      text not null,
  address    text,                                         -- at the messenger
  chat_id    uuid references chats on delete set null,     -- null: it is not taken
  told       bigint not null default 0,                    -- messages that the export has of it
  known      bigint not null default 0,                    -- of those, what was in the ledger before
  files      bigint not null default 0,                    -- files that were copied
  compared   jsonb,                                        -- what Kommo's history has of it: `ChatComparison`
  primary key (import_id, name)
);
create index import_chats_chat on import_chats (chat_id) where chat_id is not null;

-- What of it is told to Kommo goes in a lane of its own, beside the two that are live. Whoever reads lanes by name does not
-- see it; what came live and what was imported meet in `dedupe_key`.
create sequence import_rows;
alter table lanes drop constraint lanes_lane_check;
alter table lanes add constraint lanes_lane_check check (lane in ('to-kommo', 'to-messenger', 'import'));
alter table lanes
  add column busy_until timestamptz,                       -- of the lane `import`: somebody works on it
  add column busy_with  uuid;                              -- for which import
alter table deliveries drop constraint deliveries_lane_check;
alter table deliveries add constraint deliveries_lane_check check (lane in ('to-kommo', 'to-messenger', 'import'));
alter table deliveries
  add column import_id uuid references imports,            -- what brought it; null: it came live
  add column loud      boolean not null default false;     -- of an import: Kommo tells people of it, as of a live one
create index deliveries_import on deliveries (import_id, chat_id) where import_id is not null;

-- How fast imports of an account may write to Kommo, over all workers. Lost with a crash of the database.
create unlogged table import_turns (
  account_id bigint primary key references accounts,
  next_at    timestamptz not null
);

-- Down Migration

drop table import_turns;
delete from deliveries where lane = 'import';
delete from lanes where lane = 'import';
drop index deliveries_import;
alter table deliveries drop column import_id, drop column loud;
alter table deliveries drop constraint deliveries_lane_check;
alter table deliveries add constraint deliveries_lane_check check (lane in ('to-kommo', 'to-messenger'));
alter table lanes drop column busy_until, drop column busy_with;
alter table lanes drop constraint lanes_lane_check;
alter table lanes add constraint lanes_lane_check check (lane in ('to-kommo', 'to-messenger'));
drop sequence import_rows;
drop table import_chats, imports;
