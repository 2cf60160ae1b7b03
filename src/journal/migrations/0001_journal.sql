-- Plain SQL: another database wants another `id INTEGER PRIMARY KEY` here, and no other change.

-- Made once, and mixed into every hash of a person or a chat.
CREATE TABLE salt (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    value TEXT NOT NULL
);

-- What was asked in vain.
CREATE TABLE in_vain (
    id INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    question TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('en', 'zh')),
    reason TEXT NOT NULL CHECK (reason IN ('refused', 'clarified', 'none-of-these', 'thumbs-down')),
    -- Ids of facts, the nearest first, with a blank between them.
    nearest TEXT NOT NULL,
    -- Unix seconds.
    asked_at BIGINT NOT NULL
);

CREATE INDEX in_vain_person ON in_vain (person);
CREATE INDEX in_vain_asked_at ON in_vain (asked_at);

-- One vote a person a fact.
CREATE TABLE vote (
    person TEXT NOT NULL,
    fact TEXT NOT NULL,
    vote TEXT NOT NULL CHECK (vote IN ('up', 'down')),
    voted_at BIGINT NOT NULL,
    PRIMARY KEY (person, fact)
);

CREATE INDEX vote_voted_at ON vote (voted_at);

-- The language that a chat chose; a chat that isn't here takes that of each question.
CREATE TABLE chat (
    chat TEXT PRIMARY KEY,
    language TEXT NOT NULL CHECK (language IN ('en', 'zh'))
);
