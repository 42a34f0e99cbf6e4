-- Up Migration

-- What an import has taken of it; what comes after that waits for the next one. A cancelled import's goes to the next one too.
alter table messenger_history add column import_id uuid references imports;

-- Down Migration

alter table messenger_history drop column import_id;
