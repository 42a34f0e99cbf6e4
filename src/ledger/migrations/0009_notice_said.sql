-- Up Migration

-- What the messenger told of a source last, by the sentences' codes too: [{code, params}].
alter table sources add column notice_said jsonb;

-- Down Migration

alter table sources drop column notice_said;
