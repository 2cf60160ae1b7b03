-- Questions that were passed on to the curators at their asker's wish, until they are answered or forgotten: whose they are
-- and where they stand, and not their words.
CREATE TABLE relayed (
    -- The message in the curators' chat.
    message BIGINT PRIMARY KEY,
    -- Where it was asked, and by which message.
    chat BIGINT NOT NULL,
    thread BIGINT,
    question BIGINT NOT NULL,
    person BIGINT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('en', 'zh')),
    -- Unix seconds.
    relayed_at BIGINT NOT NULL,
    UNIQUE (chat, question)
);

CREATE INDEX relayed_person ON relayed (person);
