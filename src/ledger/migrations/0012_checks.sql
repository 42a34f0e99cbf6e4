-- Up Migration

-- When the messenger was asked what is in "checks"; "checked_at" is of faults of every kind.
alter table sources add column checks_at timestamptz;
-- How much a notice matters; older ones do not say.
alter table sources
  add column notice_weight text check (notice_weight in ('broken', 'limited', 'information'));

-- Down Migration

alter table sources drop column checks_at, drop column notice_weight;
