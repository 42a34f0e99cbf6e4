-- Up Migration

-- What Kommo's support has set up for a channel. null: their answer did not say.
alter table integrations
  add column channel_code          text,
  add column widget_code           text,
  add column hook_url              text,                   -- as registered; ":scope_id" stands for the scope
  add column hooks_v2              boolean,
  add column enabled               boolean,
  add column test_mode             boolean,                -- only the allowed accounts can connect
  add column allowed_accounts      jsonb,                  -- [{amojoId, accountId}], either may be null
  add column webhook_events        text[],
  add column write_first           boolean,
  add column window_needs_template boolean,                -- templates are offered when window_ms is over
  add column stores_files          boolean,
  add column reactions_all         boolean,
  add column reactions_list        text[],                 -- where not all; empty: none
  add column quoting               boolean,
  add column voice                 boolean,
  -- Megabytes, as we understand support's answer, which names no unit.
  add column picture_size          numeric,
  add column video_size            numeric,
  add column voice_size            numeric,
  add column file_size             numeric,
  add column answered_at           timestamptz;            -- when support's answer was entered last

-- Down Migration

alter table integrations
  drop column channel_code, drop column widget_code, drop column hook_url, drop column hooks_v2, drop column enabled,
  drop column test_mode, drop column allowed_accounts, drop column webhook_events, drop column write_first,
  drop column window_needs_template, drop column stores_files, drop column reactions_all, drop column reactions_list,
  drop column quoting, drop column voice, drop column picture_size, drop column video_size, drop column voice_size,
  drop column file_size, drop column answered_at;
