-- Up Migration

-- What else a messenger tells of a customer: for their contact in the CRM.
alter table participants
  add column email  text,
  add column avatar text;                                  -- where their picture is

-- What an account wants to be done with the contacts and leads of a source.
alter table sources
  add column pre_link        boolean not null default false, -- look for the contact before a chat's first message
  add column referral_fields jsonb not null default '{}';    -- custom fields of leads by what of an ad or link goes there

-- Whose a chat is in the CRM, as Kommo told last: its webhooks, or when it was asked (kommo-platform.md §5.2, §7). By Kommo's
-- id of the chat, since a webhook may come before we know which chat that is.
create table kommo_chats (
  account_id bigint not null references accounts,
  kommo_id   text not null,
  contact_id bigint,
  lead_id    bigint,
  talk_at    bigint not null default 0,                    -- of the newest talk that was told, by Kommo's clock, ms since 1970
  updated_at timestamptz not null default now(),
  primary key (account_id, kommo_id)
);
create index kommo_chats_contact on kommo_chats (account_id, contact_id) where contact_id is not null;

-- Incoming leads (kommo-platform.md §6.1). The webhook that one was sorted names no chat, and may overtake that it is there.
create table incoming_leads (
  account_id bigint not null references accounts,
  uid        text not null,
  kommo_chat_id text,                                      -- null: only its end was told
  contact_id bigint,
  made_contact_id bigint,                                  -- whom Kommo made of the first message
  lead_id    bigint,
  state      text not null check (state in ('waiting', 'accepted', 'declined')),
  created_at bigint not null,                              -- by Kommo's clock, ms since 1970
  updated_at timestamptz not null default now(),
  primary key (account_id, uid)
);
create index incoming_leads_chat on incoming_leads (account_id, kommo_chat_id, created_at desc);

-- What Courier does with the contact of a chat; made before the chat's first message to Kommo.
create table chat_contacts (
  chat_id    uuid primary key references chats on delete cascade,
  account_id bigint not null references accounts,

  -- The search before the first message.
  link       text check (link in ('looking', 'linked', 'none', 'several', 'late', 'unknown', 'refused')),
  link_text  text,
  link_at    timestamptz,

  -- What of the contact is ours: a person may type over it, and then it is theirs.
  contact_id bigint,                                       -- whom it is about; null: whoever Kommo made of the first message
  name       text,
  phone      text,
  email      text,
  -- The messenger's word for the customer up to which the contact was looked at.
  seen_name  text,
  seen_phone text,
  seen_email text,
  profile_text text,                                       -- what came of the last look
  profile_at timestamptz,

  -- What brought the customer, for the fields of the lead.
  referral       jsonb,
  referral_state text check (referral_state in ('waiting', 'written', 'kept', 'refused')),
  referral_text  text,
  referral_at    timestamptz,
  referral_lead_id bigint
);

-- A messenger told that an address is another now. What was written from the old one before that, and comes later, is the same
-- person's; what is written from it afterwards may be somebody else's, for numbers are given out again.
create table address_moves (
  account_id bigint not null references accounts,
  source_id  uuid not null references sources,
  before     text not null,
  after      text not null,
  told_at    bigint not null,                              -- ms since 1970
  primary key (source_id, before)
);

-- Kommo takes 7 requests a second from an address (kommo-platform.md §9.4): those about contacts take turns, over all
-- processes. Lost with a crash of the database.
create unlogged table crm_turns (
  id      boolean primary key default true check (id),
  next_at timestamptz not null
);

-- Down Migration

drop table address_moves, crm_turns, chat_contacts, incoming_leads, kommo_chats;
alter table sources drop column pre_link, drop column referral_fields;
alter table participants drop column email, drop column avatar;
