-- Up Migration

-- A lane also carries what is no message of its own: a change, a removal or a reaction, concerning one. Which one, as its
-- side names it, is in "target", and is found when it is claimed; what it says is in "content".
alter table deliveries alter column message_id drop not null;
alter table deliveries drop constraint deliveries_kind_check;
alter table deliveries add constraint deliveries_kind_check
  check (kind in ('message', 'note', 'edit', 'removal', 'reaction'));
alter table deliveries add constraint deliveries_message_check
  check (kind not in ('message', 'note') or message_id is not null);
alter table deliveries add column target    jsonb;
alter table deliveries add column content   jsonb;         -- an edit: the whole message as it is since; a reaction
alter table deliveries add column author_id uuid references participants;

-- Pieces of one album; see not_before.
alter table deliveries add column album text;
create index deliveries_album on deliveries (chat_id, album) where album is not null;

-- A part is a text of its own, or the message's file with a text beside it (which may be empty).
alter table parts add column carries text not null default 'text' check (carries in ('text', 'media'));

-- Files of messages and edits. Copied into the store at once, since the side that has them may soon not.
create table media (
  id              uuid primary key,
  account_id      bigint not null references accounts,
  chat_id         uuid not null references chats,
  delivery_id     uuid not null references deliveries on delete cascade,   -- what brought it
  origin          text not null check (origin in ('kommo', 'messenger')),
  type            text not null,                           -- picture, video, file, voice, audio, sticker
  reference       text not null,                           -- what its side needs to fetch it
  same_as         text,                                    -- names the same bytes for ever at that side
  name            text,
  mime_type       text,
  size            bigint,
  duration_s      integer,
  state           text not null default 'waiting' check (state in ('waiting', 'stored', 'refused')),
  store_key       text,
  extension       text,
  refusal         text,                                    -- for people
  attempts        integer not null default 0,
  give_up_at      timestamptz not null,                    -- what cannot be fetched until then is refused
  created_at      timestamptz not null default now(),
  stored_at       timestamptz,
  offered_at      timestamptz,                             -- Kommo was given a link
  fetched_at      timestamptz,                             -- Kommo has read it
  removed_at      timestamptz,                             -- from the store; the row tells that there was a file
  check ((state = 'stored') <= (store_key is not null and mime_type is not null and size is not null)),
  check ((state = 'refused') = (refusal is not null))
);
create index media_delivery on media (delivery_id);
create index media_waiting on media (chat_id) where state = 'waiting';
create index media_kept on media (stored_at) where state = 'stored' and removed_at is null;
create index media_unread on media (offered_at) where fetched_at is null;

-- The reply address of a chat changes only by what its messenger says (promise P5), and here is when it did.
create table address_changes (
  id          bigint generated always as identity primary key,
  account_id  bigint not null references accounts,
  chat_id     uuid not null references chats,
  before      text not null,
  after       text not null,
  at          timestamptz not null default now()
);
create index address_changes_chat on address_changes (chat_id);

-- Down Migration

drop table address_changes;
drop table media;
alter table parts drop column carries;
drop index deliveries_album;
delete from deliveries where kind in ('edit', 'removal', 'reaction');
alter table deliveries drop column album, drop column author_id, drop column content, drop column target;
alter table deliveries drop constraint deliveries_message_check;
alter table deliveries drop constraint deliveries_kind_check;
alter table deliveries add constraint deliveries_kind_check check (kind in ('message', 'note'));
alter table deliveries alter column message_id set not null;
