-- The tables of the file as its migrations up to this number leave them, for a server, and what many programs that share an inbox need beside them.

-- What Telegram delivered, from when it is confirmed until it is answered, and for a while its number alone.
CREATE TABLE received (
    -- In the order in which it came.
    place BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    -- Which chat it is about: each chat is served by one program at a time.
    chat BIGINT NOT NULL,
    person BIGINT,
    task TEXT,
    unsure BIGINT NOT NULL DEFAULT 0,
    answer BIGINT,
    received_at BIGINT NOT NULL
);

CREATE INDEX received_waiting ON received (chat, place) WHERE task IS NOT NULL;
CREATE INDEX received_received_at ON received (received_at);

-- Questions that were passed on to the curators at their asker's wish: whose they are and where they stand, and not their
-- words.
CREATE TABLE relayed (
    message BIGINT PRIMARY KEY,
    chat BIGINT NOT NULL,
    thread BIGINT,
    question BIGINT NOT NULL,
    person BIGINT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('en', 'zh')),
    relayed_at BIGINT NOT NULL,
    UNIQUE (chat, question)
);

CREATE INDEX relayed_person ON relayed (person);

-- What is remembered of a chat's last hour, so that whoever serves it next can go on from it.
CREATE TABLE remembered (
    chat BIGINT PRIMARY KEY,
    -- The numbers of those who are remembered, each between blanks.
    people TEXT NOT NULL,
    -- As JSON.
    state TEXT NOT NULL,
    -- Unix seconds.
    remembered_at BIGINT NOT NULL
);

CREATE INDEX remembered_remembered_at ON remembered (remembered_at);
