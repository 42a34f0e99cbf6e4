-- Up Migration

-- An app at a messenger holds the secret and the one webhook of several sources; each has credentials of its own beside it.
alter table connections add column app_id text;           -- the app at the messenger; null: of one source only
create unique index connections_app on connections (account_id, messenger, app_id) where app_id is not null;
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

-- Some messengers tell of everything up to a time, not of single messages: delivered, or read, ms since 1970.
alter table chats
  add column delivered_until bigint,
  add column read_until      bigint;

-- What the messenger tells of a send by our own key is proof of it, whether its answer came or not; "sent" says nothing else.
alter table receipts add column correlation text;          -- the part's key
create index receipts_correlation on receipts (source_id, correlation) where correlation is not null;
alter table receipts drop constraint receipts_state_check;
alter table receipts add constraint receipts_state_check check (state in ('sent', 'delivered', 'read', 'failed'));

-- An echo: a person of the business wrote it at the messenger. Kommo gets it as written by the channel's bot.
alter table deliveries drop constraint deliveries_kind_check;
alter table deliveries add constraint deliveries_kind_check
  check (kind in ('message', 'note', 'echo', 'edit', 'removal', 'reaction'));
alter table deliveries drop constraint deliveries_message_check;
alter table deliveries add constraint deliveries_message_check
  check (kind not in ('message', 'note', 'echo') or message_id is not null);

-- What the messenger told of a source last, for its administrator.
alter table sources
  add column notice    text,
  add column notice_at timestamptz;

-- The messenger does not tell who it is by itself; asked once.
alter table participants
  add column unnamed  boolean not null default false,
  add column asked_at timestamptz;

-- Down Migration

alter table participants drop column unnamed, drop column asked_at;
alter table sources drop column notice, drop column notice_at;
delete from deliveries where kind = 'echo';
alter table deliveries drop constraint deliveries_message_check;
alter table deliveries add constraint deliveries_message_check
  check (kind not in ('message', 'note') or message_id is not null);
alter table deliveries drop constraint deliveries_kind_check;
alter table deliveries add constraint deliveries_kind_check
  check (kind in ('message', 'note', 'edit', 'removal', 'reaction'));
delete from receipts where state = 'sent';
alter table receipts drop constraint receipts_state_check;
alter table receipts add constraint receipts_state_check check (state in ('delivered', 'read', 'failed'));
alter table receipts drop column correlation;
alter table chats drop column delivered_until, drop column read_until;
alter table lanes drop column turn_at, drop column next_at;
drop table send_turns;
alter table chats drop column customer_wrote_at;
alter table sources drop column credentials, drop column checks;
drop index connections_app;
alter table connections drop column app_id;
