-- Up Migration

-- What the customer is shown of the manager beside messages: that they have read, that the talk is over or goes on.
alter table chats
  add column seen_until bigint,                            -- what stood in Kommo by then is read; by Kommo's clock, ms since 1970
  add column seen_told  uuid,                              -- the customer's newest message that the messenger was told is read
  add column talk_is    text check (talk_is in ('open', 'closed')),   -- what Kommo told last; null: of neither
  add column talk_told  text check (talk_told in ('open', 'closed')), -- what the messenger was told last; null: nothing yet
  add column marks_due_since timestamptz;                  -- something of this is to be told; null: nothing
create index chats_marks_due on chats (marks_due_since) where marks_due_since is not null;

-- Whom a talk was closed for, where that was not a person in Kommo: see chats.closing.
alter table talks add column closed_for text check (closed_for in ('window', 'customer'));

-- Down Migration

alter table talks drop column closed_for;
alter table chats drop column seen_until, drop column seen_told, drop column talk_is, drop column talk_told,
  drop column marks_due_since;
