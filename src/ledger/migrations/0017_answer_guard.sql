-- Up Migration

-- In which language managers are told what became of their messages; null: nobody has said, so in English.
alter table accounts add column language text check (language in ('en', 'es', 'pt'));

-- What was said last of a delivery, with its sentences by their codes: {text, said}. It counts for the same text only.
alter table deliveries add column words jsonb;
alter table receipts add column said jsonb;

-- The customer has turned away, as the messenger told it; whatever they do next ends it.
alter table chats
  add column away    text check (away in ('blocked', 'left', 'ended')),
  add column away_at timestamptz,
  add check ((away is null) = (away_at is null));

-- Down Migration

alter table chats drop column away, drop column away_at;
alter table receipts drop column said;
alter table deliveries drop column words;
alter table accounts drop column language;
