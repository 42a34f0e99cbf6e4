-- Up Migration

-- What Kommo's webhooks of the account say that managers and bots wrote, as long as neither the ledger nor the chat's history has
-- it. They are repeated, unlike those of chats, and so tell of what no other webhook brought.
create table told_outgoing (
  account_id    bigint not null references accounts,
  kommo_id      text not null,                             -- amojo's id of the message
  kommo_chat    text not null,                             -- and of its chat
  scope_id      text not null references scopes,           -- whose chat it is, by the chat or by its source
  at            timestamptz not null,                      -- when it was written, by Kommo's clock, which tells whole seconds here
  told_at       timestamptz not null default now(),
  looked_for_at timestamptz,                               -- a comparison was asked for because of it
  missing_since timestamptz,                               -- it was compared, and is not there
  primary key (account_id, kommo_id)
);
create index told_outgoing_chat on told_outgoing (scope_id, kommo_chat);
create index told_outgoing_new on told_outgoing (told_at) where looked_for_at is null;

-- Down Migration

drop table told_outgoing;
