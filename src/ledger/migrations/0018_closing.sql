-- Up Migration

-- When talks of the source's chats are closed in Kommo by themselves, and whether Kommo may ask for a score first.
alter table sources
  add column closes_after_window boolean not null default false,
  add column closes_with_customer boolean not null default false,
  add column closes_with_survey   boolean not null default true;

-- The talk is to be closed, and why; what the customer writes next takes it away.
alter table chats add column closing text check (closing in ('window', 'customer'));

-- Down Migration

alter table chats drop column closing;
alter table sources drop column closes_after_window, drop column closes_with_customer, drop column closes_with_survey;
