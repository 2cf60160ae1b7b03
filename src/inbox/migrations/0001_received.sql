-- What Telegram delivered, from when it is confirmed until it is answered, and for a while its number alone.
CREATE TABLE received (
    -- In the order in which it came.
    place INTEGER PRIMARY KEY,
    -- Telegram's number of the update; they may begin anew after a quiet week.
    number BIGINT NOT NULL UNIQUE,
    -- Who said it, as long as it waits: so that `/forget` finds it.
    person BIGINT,
    -- What is to be done, as JSON; none once that is done.
    task TEXT,
    -- How often it was sent and nobody knows whether it arrived.
    unsure INTEGER NOT NULL DEFAULT 0,
    -- The message that answered it.
    answer BIGINT,
    -- Unix seconds.
    received_at BIGINT NOT NULL
);

CREATE INDEX received_waiting ON received (place) WHERE task IS NOT NULL;
CREATE INDEX received_received_at ON received (received_at);
