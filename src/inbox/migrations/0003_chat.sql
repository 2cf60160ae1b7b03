-- Which chat it is about: where many programs share an inbox, each chat is served by one of them at a time.
ALTER TABLE received ADD COLUMN chat BIGINT NOT NULL DEFAULT 0;
