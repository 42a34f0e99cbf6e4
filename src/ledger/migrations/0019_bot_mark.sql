-- Up Migration

-- Stands before what a bot of Kommo wrote, so that the customer knows; null: nothing does.
alter table sources add column bot_mark text check (length(bot_mark) between 1 and 20);

-- Down Migration

alter table sources drop column bot_mark;
