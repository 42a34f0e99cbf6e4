-- Up Migration

-- How a chat began that began with a phone number and not with a customer's message. Its address is the messenger's to
-- tell; the number is only what is asked for, and is not kept longer than for that.
create table write_firsts (
  chat_id      uuid primary key references chats on delete cascade,
  account_id   bigint not null references accounts,
  begun_in     text not null check (begun_in in ('kommo', 'courier')),
  phone        text,                                     -- sealed; null once nobody has to ask any more
  contact_id   bigint,                                   -- Kommo's contact that the chat is linked to before anything is in it
  state        text not null default 'open' check (state in ('open', 'bound', 'refused')),
  address      text,                                     -- found, and to become the chat's
  refusal_code integer check (refusal_code between 901 and 905),
  refusal_text text,
  refusal_said jsonb,                                    -- its sentences by their codes
  begun_at     timestamptz not null default now(),
  ended_at     timestamptz,
  confirmed_at timestamptz,                              -- Kommo has named the chat by our id
  check ((state = 'refused') = (refusal_code is not null and refusal_text is not null))
);
create index write_firsts_account on write_firsts (account_id);

-- Other ids by which Kommo knows a chat: a manager began one with somebody who had one already.
create table chat_aliases (
  scope_id   text not null references scopes,
  kommo_id   text not null,                              -- amojo's chat id
  account_id bigint not null references accounts,
  chat_id    uuid not null references chats on delete cascade,
  created_at timestamptz not null default now(),
  primary key (scope_id, kommo_id)
);
create index chat_aliases_chat on chat_aliases (chat_id);

-- Down Migration

drop table chat_aliases, write_firsts;
