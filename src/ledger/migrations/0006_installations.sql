-- Up Migration

-- Where the account answers: Kommo's host of it, which changes with its subdomain (kommo-platform.md §1.8).
alter table accounts add column host text;

-- As in the integration's form at Kommo, to the letter; null: as Courier makes it.
alter table integrations add column redirect_uri text;

-- An integration that was switched off in the account. Its chats stay, for the day it is installed again.
alter table scopes
  add column removed_at   timestamptz,
  add column keep_data    boolean not null default true,    -- what becomes of messages when it is switched off
  add column alert_email  text,
  add column alert_webhook text,
  add column alert_task_user_id bigint;

-- The tokens that an account has given an integration. Exactly one process renews them at a time: whoever raises the
-- epoch and holds the lease.
create table grants (
  integration_id uuid not null references integrations,
  account_id     bigint not null references accounts,
  kind           text not null check (kind in ('oauth', 'long-lived')),
  access_token   text not null,                           -- sealed
  refresh_token  text,                                    -- sealed
  refresh_token_before text,                              -- sealed; good until the newer pair was used once
  expires_at     timestamptz not null,
  api_domain     text,
  user_id        bigint,                                  -- in whose name it acts
  generation     bigint not null default 1,               -- counts the pairs
  state          text not null default 'good' check (state in ('good', 'refused')),
  refused_since  timestamptz,
  refused_why    text,
  lease_epoch    bigint not null default 0,
  leased_until   timestamptz,
  renewed_at     timestamptz not null default now(),
  primary key (integration_id, account_id),
  check ((kind = 'oauth') = (refresh_token is not null))
);

-- One coming of a code or a long-lived token, and how far the installation came with it.
create table installs (
  id             uuid primary key,
  integration_id uuid not null references integrations,
  host           text not null,
  account_id     bigint references accounts,
  origin         text not null check (origin in ('consent', 'widget', 'by-hand')),
  secret         text,                                    -- sealed: the code, then the pair, until the grant is written
  secret_kind    text not null check (secret_kind in ('code', 'long-lived', 'pair')),
  steps          jsonb not null default '{}',             -- {step: {state, text, at}}
  state          text not null default 'running' check (state in ('running', 'waiting', 'done', 'failed', 'replaced')),
  begun_by       text not null,
  begun_at       timestamptz not null default now(),
  told_at        timestamptz,                             -- its workflow runs
  ended_at       timestamptz
);
create index installs_newest on installs (integration_id, host, begun_at desc);
create index installs_account on installs (account_id, begun_at desc);
create index installs_untold on installs (begun_at) where told_at is null;

-- The state given to a browser that was sent to the consent page; used once.
create table consent_states (
  state_hash     text primary key,
  integration_id uuid not null references integrations,
  account_id     bigint references accounts,              -- which one has to give it; null: any
  begun_by       text not null,
  expires_at     timestamptz not null
);

alter table sources
  add column address         text,                        -- how customers find it
  add column pipeline_id     bigint,                      -- null: the account's main one
  add column is_default      boolean not null default false,
  add column kommo_source_id bigint,
  add column in_kommo_as     jsonb,                       -- what Kommo was last told: {name, pipelineId, isDefault}
  add column steps           jsonb not null default '{}',
  add column connecting      boolean not null default false,
  add column fault           text check (fault in ('credentials', 'webhook', 'unreachable', 'kommo', 'pipeline')),
  add column fault_text      text,
  add column fault_since     timestamptz,
  add column checked_at      timestamptz,
  add column removed_at      timestamptz;
create index sources_remote on sources (messenger, remote_id);
-- When somebody last wrote through a source.
create index chats_newest on chats (source_id, last_event_at);

alter table chats add column erased_at timestamptz;        -- what was said in it, and by whom

-- Episodes of a chat that can be closed (kommo-platform.md §7), as Kommo's webhooks tell of them.
create table talks (
  account_id  bigint not null references accounts,
  id          bigint not null,
  kommo_chat_id text not null,
  contact_id  bigint,
  lead_id     bigint,
  is_in_work  boolean not null,
  updated_at  bigint not null,                            -- by Kommo's clock, ms since 1970
  primary key (account_id, id)
);
create index talks_chat on talks (account_id, kommo_chat_id);

-- Who of an account's users, beside its administrators, may see or change settings.
create table setting_rights (
  scope_id text not null references scopes on delete cascade,
  user_id  bigint not null,
  may      text not null check (may in ('see', 'change')),
  primary key (scope_id, user_id)
);

-- Who changed what in settings.
create table changes (
  id         bigint generated always as identity primary key,
  account_id bigint not null references accounts,
  integration_id uuid references integrations,            -- null: concerns the whole account
  source_id  uuid references sources,
  source     text,                                        -- its name at that time
  by         text not null check (by <> ''),
  what       text not null,
  detail     text,
  dedupe_key text unique,
  at         timestamptz not null default now()
);
create index changes_account on changes (account_id, id desc);

-- One-time tokens of the widget that opened a session, until they end by themselves.
create table widget_tokens (
  token_id   text primary key,
  expires_at timestamptz not null
);

-- A ticket is exchanged for a session once; both are known by their hash only.
create table settings_sessions (
  secret_hash    text primary key,
  kind           text not null check (kind in ('ticket', 'session')),
  integration_id uuid not null references integrations,
  account_id     bigint not null,                         -- its installation may be under way
  user_id        bigint not null,
  host           text not null,                           -- the account's, checked
  me             jsonb not null,                          -- {name, isAdmin, asked}: whether Kommo could be asked for them
  open           jsonb not null,
  opened_at      timestamptz not null default now(),
  expires_at     timestamptz not null
);

-- Keys of the admin API beside the deployment's own.
create table api_keys (
  id          uuid primary key default gen_random_uuid(),
  name        text not null check (name <> ''),
  key_hash    text not null unique,
  account_id  bigint references accounts,                 -- null: of the whole deployment
  created_by  text not null,
  created_at  timestamptz not null default now(),
  used_at     timestamptz,
  revoked_at  timestamptz,
  revoked_by  text
);

-- What a write was answered, so that its repeat is answered the same.
create table answered_writes (
  caller       text not null,                             -- the key or session, by its id
  key          text not null,
  request_hash text not null,
  status       integer,                                   -- null: under way
  body         jsonb,                                     -- null beside a status but 204: an answer that is not kept
  begun_at     timestamptz not null default now(),
  alive_at     timestamptz not null default now(),        -- who answers it was seen at work
  primary key (caller, key)
);
create index answered_writes_age on answered_writes (begun_at);

-- Which trouble an administrator was told of, by which way; another `since` is another trouble.
create table alerts (
  integration_id uuid not null references integrations,
  account_id     bigint not null references accounts,
  about          text not null,                           -- source:<id>, authorise, token-ends
  way            text not null check (way in ('email', 'webhook', 'task')),
  since          timestamptz not null,
  attempts       integer not null,
  told_at        timestamptz,
  primary key (integration_id, account_id, about, way)
);

-- Receipt of an uninstallation: what was stopped, kept and erased.
create table uninstalls (
  id             uuid primary key,
  integration_id uuid not null references integrations,
  account_id     bigint not null references accounts,
  steps          jsonb not null default '{}',
  counts         jsonb,                                   -- {chats, messages, files, stopped}
  erased         boolean,
  begun_at       timestamptz not null default now(),
  told_at        timestamptz,
  ended_at       timestamptz
);
create index uninstalls_untold on uninstalls (begun_at) where told_at is null;
create index uninstalls_account on uninstalls (account_id, begun_at desc);

-- Down Migration

drop table uninstalls, alerts, answered_writes, api_keys, settings_sessions, widget_tokens, changes, setting_rights, talks,
  consent_states, installs, grants;
alter table chats drop column erased_at;
drop index sources_remote, chats_newest;
alter table sources
  drop column address, drop column pipeline_id, drop column is_default, drop column kommo_source_id,
  drop column in_kommo_as, drop column steps, drop column connecting, drop column fault, drop column fault_text,
  drop column fault_since, drop column checked_at, drop column removed_at;
alter table scopes
  drop column removed_at, drop column keep_data, drop column alert_email, drop column alert_webhook,
  drop column alert_task_user_id;
alter table integrations drop column redirect_uri;
alter table accounts drop column host;
