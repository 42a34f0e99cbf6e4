-- Up Migration

-- Where the account is, as Kommo tells (ISO 3166, two letters): a phone number without a country may be of this one.
alter table accounts add column country text check (country ~ '^[A-Z]{2}$');

-- Down Migration

alter table accounts drop column country;
