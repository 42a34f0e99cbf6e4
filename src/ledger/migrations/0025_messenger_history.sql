-- Up Migration

-- Old conversations as a messenger tells them, until an import has read them: asked for page by page, or pushed by webhooks.
create table messenger_history (
  account_id bigint not null references accounts,
  source_id  uuid not null references sources,
  chat       text not null,                                -- its address
  remote_id  text not null,                                -- the messenger's id of the message; empty: this tells of the chat itself
  at         timestamptz not null,
  record     jsonb not null,                               -- `PastRecord`
  primary key (source_id, chat, remote_id)
);
create index messenger_history_order on messenger_history (source_id, chat, at, remote_id);
create index messenger_history_account on messenger_history (account_id);

-- Where an import has its conversations from, and of the messenger's how far it has come with asking.
alter table imports
  add column origin text not null default 'file' check (origin in ('file', 'messenger')),
  add column cursor text;                                  -- the driver's own; null: from the beginning
alter table imports drop constraint imports_state_check;
alter table imports add constraint imports_state_check check
  (state in ('empty', 'fetching', 'uploaded', 'surveyed', 'taking', 'sending', 'comparing', 'done', 'cancelled', 'refused'));
-- What two imports ask for at once is asked for twice, and taken apart by none.
create unique index imports_fetching on imports (source_id) where state = 'fetching';

-- Down Migration

drop index imports_fetching;
delete from imports where state = 'fetching';
alter table imports drop constraint imports_state_check;
alter table imports add constraint imports_state_check check
  (state in ('empty', 'uploaded', 'surveyed', 'taking', 'sending', 'comparing', 'done', 'cancelled', 'refused'));
alter table imports drop column origin, drop column cursor;
drop table messenger_history;
