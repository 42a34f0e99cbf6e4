-- Up Migration

-- A command that is repeated, by the engine or by whoever gave it, is known again by this and done once.
alter table commands add column command_id text;
create unique index commands_command_id on commands (coalesce(chat_id, source_id), command_id)
  where command_id is not null;

-- Down Migration

drop index commands_command_id;
alter table commands drop column command_id;
