-- Up Migration

-- What it takes to write in a chat beside its address, as the messenger told it last: the driver's own. It changes as the
-- address does, by the messenger alone, and that is written down in address_changes.
alter table chats
  add column reference   text,
  add column referred_at bigint;                         -- when it was told, by the messenger's clock, ms since 1970

-- Down Migration

alter table chats drop column reference, drop column referred_at;
