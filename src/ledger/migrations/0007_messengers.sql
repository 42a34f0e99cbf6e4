-- Up Migration

-- An app at a messenger holds the secret and the one webhook of several sources; each has credentials of its own beside it.
alter table connections add column remote_id text;        -- the app at the messenger; null: of one source only
create unique index connections_app on connections (account_id, messenger, remote_id) where remote_id is not null;
alter table sources add column credentials text;           -- sealed; null: the connection's
alter table sources add column checks jsonb;               -- what was looked at last: [{name, state, text}]

-- When the customer wrote last, by the messenger's clock: what decides what may be written.
alter table chats add column customer_wrote_at timestamptz;

-- How fast a source sends, over all workers: when its next turn is, and the turn that a lane has taken. A turn once taken is
-- kept until it is used, so nobody who waits is overtaken. Lost with a crash of the database: then all may send at once.
create unlogged table send_turns (
  source_id uuid primary key references sources on delete cascade,
  next_at   timestamptz not null
);
alter table lanes
  add column turn_at timestamptz,                          -- taken at the source, and not used yet
  add column next_at timestamptz;                          -- of this customer

-- A receipt may speak of everything up to a time, or name a message by our own key.
alter table receipts
  alter column remote_id drop not null,
  add column chat_id     uuid references chats on delete cascade,
  add column until       bigint,                           -- all that was sent in the chat until then, ms since 1970
  add column correlation text,                             -- the part's key
  add constraint receipts_about check (remote_id is not null or (chat_id is not null and until is not null));

-- A person of the business wrote it at the messenger: Kommo gets it as written by the channel's bot.
alter table messages add column by_business boolean not null default false;

-- The messenger does not tell who it is by itself; asked once.
alter table participants
  add column unnamed  boolean not null default false,
  add column asked_at timestamptz;

-- Down Migration

alter table participants drop column unnamed, drop column asked_at;
alter table messages drop column by_business;
delete from receipts where remote_id is null;
alter table receipts drop constraint receipts_about, drop column correlation, drop column until, drop column chat_id,
  alter column remote_id set not null;
alter table lanes drop column turn_at, drop column next_at;
drop table send_turns;
alter table chats drop column customer_wrote_at;
alter table sources drop column credentials, drop column checks;
drop index connections_app;
alter table connections drop column remote_id;
