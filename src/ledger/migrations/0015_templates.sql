-- Up Migration

-- A template that messages are made from, as both sides have it. Which of the two ids is missing tells where it is not.
create table templates (
  id          uuid primary key default gen_random_uuid(),
  account_id  bigint not null references accounts,
  scope_id    text not null references scopes,
  messenger   text not null,
  remote_id   text,                                        -- names it at the messenger; null: not handed in yet
  kommo_id    bigint,                                      -- null: not in Kommo
  origin      text not null check (origin in ('kommo', 'messenger')),
  in_kommo    text not null check (in_kommo in ('never', 'told', 'listed', 'removed')),
  told        jsonb,                                       -- as Kommo's webhook told of it, until Kommo lists it
  name        text not null,
  language    text,
  category    text,
  body        text not null,
  parameters  jsonb not null default '[]',                 -- [{marker, placeholder, example?}], in the order of the text
  kommo_hash  text,                                        -- of what Kommo says
  agreed_hash text,                                        -- of what both said when they last said the same
  state       text not null,
  drift       text,                                        -- how the two differ; null: they do not
  obstacle    text,                                        -- why Kommo cannot have it
  obstacle_said jsonb,
  copies      jsonb not null default '[]',                 -- of each account at the messenger: see KeptCopy
  takes_remote boolean not null default false,             -- a person said to take what the messenger has
  updated_at  timestamptz not null default now()
);
create unique index templates_kommo on templates (scope_id, kommo_id) where kommo_id is not null;
create index templates_remote on templates (scope_id, remote_id);
create index templates_account on templates (account_id);

-- When the two were compared, and when it was asked for. wanted_at > told_at: the account's workflow does not know yet.
create table template_syncs (
  scope_id     text primary key references scopes,
  account_id   bigint not null references accounts,
  wanted_at    timestamptz not null default now(),
  told_at      timestamptz,
  begun_at     timestamptz,
  ended_at     timestamptz,
  steps_done   int not null default 0,
  steps_all    int not null default 0,
  trouble      text,                                       -- what could not be done, and what would help
  trouble_said jsonb
);
create index template_syncs_account on template_syncs (account_id);

-- Down Migration

drop table template_syncs;
drop table templates;
