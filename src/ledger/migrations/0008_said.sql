-- Up Migration

-- What people are told is kept in English, and beside it the sentences by their codes, to be said in other languages:
-- [{code, params}]. Steps have the same as "said".
alter table sources add column fault_said jsonb;
alter table changes add column said jsonb;

-- Down Migration

alter table sources drop column fault_said;
alter table changes drop column said;
