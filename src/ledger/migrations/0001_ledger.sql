-- Up Migration

-- Ids that leave the house (chats, messages, participants) are UUIDs: after a restore from a backup a counter would
-- give the id of one person's chat to another's, and Kommo would put them together.
-- "sealed" columns hold vault values (src/ledger/vault.ts), never clear text.

create table accounts (
  id          bigint primary key,                        -- Kommo's numeric account id
  amojo_id    text not null unique,
  subdomain   text not null,
  held_until  timestamptz,
  held_reason text,
  created_at  timestamptz not null default now()
);

create table integrations (
  id              uuid primary key default gen_random_uuid(),
  client_id       text not null unique,
  client_secret   text not null,                         -- sealed
  channel_id      text not null unique,
  channel_secret  text not null,                         -- sealed
  channel_name    text not null,
  bot_id          text not null,
  bot_name        text not null,
  chat_api_origin text not null,
  window_ms       bigint check (window_ms > 0),          -- the channel's time window; null: none
  created_at      timestamptz not null default now()
);

create table scopes (
  id              text primary key,                      -- {channel_id}_{account amojo id}
  account_id      bigint not null references accounts,
  integration_id  uuid not null references integrations,
  title           text not null,
  window_disabled boolean not null default false,
  connected_at    timestamptz,
  created_at      timestamptz not null default now()
);
create index scopes_account on scopes (account_id);

create table connections (
  id             uuid primary key default gen_random_uuid(),
  account_id     bigint references accounts,             -- null: the integrator's own, shared by accounts
  messenger      text not null,
  credentials    text not null,                          -- sealed
  webhook_secret text not null,                          -- sealed
  connected_at   timestamptz,
  created_at     timestamptz not null default now()
);
create index connections_account on connections (account_id);

create table sources (
  id            uuid primary key default gen_random_uuid(),
  account_id    bigint not null references accounts,
  scope_id      text not null references scopes,
  connection_id uuid not null references connections,
  messenger     text not null,
  remote_id     text not null,                           -- the bot, number or page at the messenger
  name          text not null,
  external_id   text check (external_id ~ '^[\x20-\x7e]{1,40}$'),
  held_until    timestamptz,
  held_reason   text,
  -- what the tick shows where the messenger reports nothing after a send
  tick_when_silent text not null default 'delivered' check (tick_when_silent in ('sent', 'delivered')),
  -- how long a parked row may wait before it ends as failed 903
  expire_to_messenger interval not null default '1 hour',
  expire_to_kommo     interval not null default '24 hours',
  created_at    timestamptz not null default now(),
  unique (connection_id, remote_id)
);
create unique index sources_external_id on sources (scope_id, external_id);
create index sources_account on sources (account_id);

create table participants (
  id           uuid primary key default gen_random_uuid(),
  account_id   bigint not null references accounts,
  kind         text not null check (kind in ('customer', 'user')),
  source_id    uuid references sources,                  -- customers: where they write
  scope_id     text references scopes,                   -- users: where they work
  remote_id    text,                                     -- the messenger's id of a customer
  kommo_id     text,                                     -- amojo's id
  name         text not null,
  phone        text,
  profile_link text,
  language     text,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  unique (source_id, remote_id),
  unique (scope_id, kommo_id)
);

create table chats (
  id               uuid primary key default gen_random_uuid(),
  account_id       bigint not null references accounts,
  scope_id         text not null references scopes,
  source_id        uuid not null references sources,
  remote_id        text,                                 -- the reply address; null while nobody knows it
  kommo_id         text,                                 -- amojo's chat id
  customer_id      uuid references participants,
  last_seq         bigint not null default 0,            -- number of the last accepted row
  woken_seq        bigint not null default 0,            -- up to here the conversation has been told
  last_event_at    timestamptz,
  window_closes_at timestamptz,
  closed_at        timestamptz,
  held_until       timestamptz,
  held_reason      text,
  created_at       timestamptz not null default now(),
  unique (source_id, remote_id),
  unique (scope_id, kommo_id)
);
create index chats_unwoken on chats (last_event_at) where last_seq > woken_seq;
create index chats_account on chats (account_id);

-- The fence: whoever raises the epoch owns the lane; every claim and record names the epoch it was made under.
create table lanes (
  chat_id   uuid not null references chats on delete cascade,
  lane      text not null check (lane in ('to-kommo', 'to-messenger')),
  epoch     bigint not null default 0,
  primary key (chat_id, lane)
);

create table messages (
  id         uuid primary key,
  account_id bigint not null references accounts,
  chat_id    uuid not null references chats,
  origin     text not null check (origin in ('kommo', 'messenger')),
  author_id  uuid references participants,
  remote_id  text,                                       -- the messenger's id (of the first part)
  kommo_id   text,                                       -- amojo's id
  content    jsonb not null,
  written_at bigint not null,                            -- by the origin's clock, ms since 1970
  created_at timestamptz not null default now()
);
create index messages_chat on messages (chat_id, written_at);
create unique index messages_kommo_id on messages (chat_id, kommo_id) where kommo_id is not null;
create index messages_remote_id on messages (chat_id, remote_id) where remote_id is not null;

create table deliveries (
  id              uuid primary key,
  account_id      bigint not null references accounts,
  chat_id         uuid not null references chats,
  message_id      uuid not null references messages,
  lane            text not null check (lane in ('to-kommo', 'to-messenger')),
  kind            text not null check (kind in ('message')),
  dedupe_key      text not null unique,
  seq             bigint not null,
  origin_at       bigint not null,                       -- by the origin's clock, ms since 1970
  accepted_at     timestamptz not null default now(),
  expires_at      timestamptz not null,
  not_before      timestamptz,                           -- pieces of an album wait for each other
  state           text not null default 'pending' check (state in ('pending', 'claimed', 'uncertain', 'done')),
  epoch           bigint,
  claimed_at      timestamptz,
  uncertain_since timestamptz,
  attempts        integer not null default 0,            -- failed ones; a crash is not an attempt
  next_attempt_at timestamptz,
  last_code       integer,
  last_text       text,
  kommo_msec      bigint,                                -- msec_timestamp given to Kommo, the same in every attempt
  outcome         text check (outcome in ('sent', 'failed', 'ignored', 'unknown')),
  outcome_code    integer check (outcome_code between 901 and 905),
  outcome_text    text,
  done_at         timestamptz,
  tick            text check (tick in ('sent', 'delivered', 'read', 'failed')),
  tick_code       integer,
  tick_text       text,
  tick_reported   text check (tick_reported in ('sent', 'delivered', 'read', 'failed')),
  check ((state = 'done') = (outcome is not null)),
  check ((outcome = 'failed') <= (outcome_code is not null and outcome_text is not null)),
  unique (chat_id, lane, seq)
);
create index deliveries_open on deliveries (chat_id, lane) where state <> 'done';
create index deliveries_message on deliveries (message_id);
create index deliveries_ticks on deliveries (chat_id) where tick is distinct from tick_reported;
-- msec_timestamp has to rise strictly within a chat; the next one is taken from the last
create index deliveries_kommo_msec on deliveries (chat_id, kommo_msec) where kommo_msec is not null;
create index deliveries_overdue on deliveries (expires_at) where state <> 'done';

create table parts (
  delivery_id uuid not null references deliveries on delete cascade,
  index       integer not null,
  source_id   uuid not null references sources,
  state       text not null check (state in ('pending', 'claimed', 'sent', 'failed', 'unknown', 'dropped')),
  epoch       bigint,
  text        text,                                      -- its piece, fixed when planned; null: the whole message
  remote_id   text,
  sent_at     timestamptz,
  primary key (delivery_id, index)
);
create index parts_remote_id on parts (source_id, remote_id) where remote_id is not null;

create table attempts (
  id          bigint generated always as identity primary key,
  delivery_id uuid not null references deliveries on delete cascade,
  part        integer not null default 0,
  epoch       bigint not null,
  result      text not null check (result in ('sent', 'refused', 'later', 'unknown', 'found', 'absent')),
  code        integer,
  text        text,
  ended_at    timestamptz not null default now()
);
create index attempts_delivery on attempts (delivery_id);

-- What a messenger says later about a message. Stored without needing the message: it may come before its send is recorded.
create table receipts (
  id          bigint generated always as identity primary key,
  account_id  bigint not null references accounts,
  source_id   uuid not null references sources,
  dedupe_key  text not null unique,
  remote_id   text not null,
  state       text not null check (state in ('delivered', 'read', 'failed')),
  code        integer,
  text        text,
  at          bigint not null,
  delivery_id uuid references deliveries on delete cascade,
  received_at timestamptz not null default now()
);
create index receipts_unmatched on receipts (source_id, remote_id) where delivery_id is null;

-- Accepted, and not a row of any lane: what could not be parsed or routed, and what is of no consequence.
create table events (
  id            bigint generated always as identity primary key,
  account_id    bigint references accounts,
  scope_id      text,
  connection_id uuid references connections,
  kind          text not null check (kind in ('unparsed', 'unrouted', 'ignored')),
  dedupe_key    text not null unique,
  reason        text not null,
  raw           text,                                    -- sealed
  received_at   timestamptz not null default now()
);
create index events_account on events (account_id, received_at);
create index events_kind on events (kind, received_at);

-- Down Migration

drop table events, receipts, attempts, parts, deliveries, messages, lanes, chats, participants, sources, connections,
  scopes, integrations, accounts;
