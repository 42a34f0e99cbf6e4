-- Up Migration

-- What becomes of a send that had no answer and cannot be proven: a person is asked, or it is sent once more.
alter table sources add column when_unknown text not null default 'ask' check (when_unknown in ('ask', 'resend'));

-- What people told us to do with a delivery, chat or source, who, and what came of it.
create table commands (
  id          bigint generated always as identity primary key,
  account_id  bigint not null references accounts,
  source_id   uuid references sources,
  chat_id     uuid references chats,
  delivery_id uuid references deliveries on delete set null,
  command     text not null check (command in ('retry', 'skip', 'pause', 'resume', 'decide')),
  by          text not null check (by <> ''),
  why         text,
  result      text not null,
  at          timestamptz not null default now()
);
create index commands_delivery on commands (delivery_id);
create index commands_account on commands (account_id, at);

-- Notes of our own in the manager's chat, where Kommo shows nothing by itself.
alter table messages drop constraint messages_origin_check;
alter table messages add constraint messages_origin_check check (origin in ('kommo', 'messenger', 'courier'));
alter table deliveries drop constraint deliveries_kind_check;
alter table deliveries add constraint deliveries_kind_check check (kind in ('message', 'note'));

-- The lists an operator reads: what has been waiting, and what ended without having been sent.
create index deliveries_waiting on deliveries (account_id, accepted_at, id) where state <> 'done';
create index deliveries_undelivered on deliveries (account_id, done_at, id) where outcome in ('failed', 'unknown');

-- A manager or administrator names a message by Kommo's id.
create index messages_named_by_kommo on messages (kommo_id) where kommo_id is not null;

-- Down Migration

drop index messages_named_by_kommo;
drop index deliveries_undelivered, deliveries_waiting;
drop table commands;
delete from deliveries where kind = 'note';
delete from messages where origin = 'courier';
alter table deliveries drop constraint deliveries_kind_check;
alter table deliveries add constraint deliveries_kind_check check (kind in ('message'));
alter table messages drop constraint messages_origin_check;
alter table messages add constraint messages_origin_check check (origin in ('kommo', 'messenger'));
alter table sources drop column when_unknown;
