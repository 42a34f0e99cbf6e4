-- Up Migration

-- Whose account at the messenger a source is in, where one holds several of them and is told of as a whole; the driver's own.
alter table sources add column owner text;

-- What the messenger forbids a source, since when it is told so, and until when as far as it says. A time without a word:
-- told that nothing is forbidden any more.
alter table sources
  add column restricted       text check (restricted in ('starting', 'answering', 'everything')),
  add column restricted_at    timestamptz,
  add column restricted_until timestamptz,
  add check (restricted_at is not null or restricted is null),
  add check (restricted is not null or restricted_until is null);

-- Down Migration

alter table sources drop column restricted, drop column restricted_at, drop column restricted_until;
alter table sources drop column owner;
