-- Up Migration

-- The messenger says that it came too late: the customer had not written for too long. What would pass is added when it is told.
alter table receipts add column window_closed boolean not null default false;
create index receipts_window_closed on receipts (delivery_id) where window_closed;

-- Down Migration

alter table receipts drop column window_closed;
