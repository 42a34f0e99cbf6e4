-- Up Migration

-- Beside the text of a notice: how much it matters, and its sentences by their codes. Older ones say neither.
alter table sources
  add column notice_weight text check (notice_weight in ('broken', 'limited', 'information')),
  add column notice_said   jsonb;

-- Down Migration

alter table sources drop column notice_weight, drop column notice_said;
