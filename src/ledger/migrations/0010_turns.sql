-- Up Migration

-- A turn is taken just before it is used, and counts by when it comes (`send_turns.next_at`). Whoever has to wait longer has
-- a place in the line of the source (`lanes.turn_at`), which is no right to send: it says when to ask again.
alter table send_turns add column line_at timestamptz;     -- where the line ends

-- Down Migration

alter table send_turns drop column line_at;
