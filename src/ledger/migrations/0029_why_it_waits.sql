-- Up Migration

-- Why a delivery waits, and why a source or chat is held, by the sentences' codes too: {text, said}. It counts while its text is
-- what last_text or held_reason says: an older version writes only those.
alter table deliveries add column last_words jsonb;
alter table sources add column held_words jsonb;
alter table chats add column held_words jsonb;

-- Down Migration

alter table chats drop column held_words;
alter table sources drop column held_words;
alter table deliveries drop column last_words;
