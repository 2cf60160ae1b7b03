-- The tables of the file as its migrations of these numbers leave them, for a server.

CREATE TABLE salt (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    value TEXT NOT NULL
);

CREATE TABLE in_vain (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person TEXT NOT NULL,
    question TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('en', 'zh')),
    reason TEXT NOT NULL CHECK (reason IN (
        'refused', 'unclear', 'clarified', 'none-of-these', 'nearest-unanswered', 'nearest-denied', 'thumbs-down'
    )),
    nearest TEXT NOT NULL,
    asked_at BIGINT NOT NULL
);

CREATE INDEX in_vain_person ON in_vain (person);
CREATE INDEX in_vain_asked_at ON in_vain (asked_at);

CREATE TABLE vote (
    person TEXT NOT NULL,
    fact TEXT NOT NULL,
    told_as TEXT NOT NULL CHECK (told_as IN ('answer', 'nearest')),
    vote TEXT NOT NULL CHECK (vote IN ('up', 'down')),
    voted_at BIGINT NOT NULL,
    PRIMARY KEY (person, fact, told_as)
);

CREATE INDEX vote_voted_at ON vote (voted_at);

CREATE TABLE chat (
    chat TEXT PRIMARY KEY,
    language TEXT NOT NULL CHECK (language IN ('en', 'zh'))
);

CREATE TABLE keyed (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    mark TEXT NOT NULL
);

CREATE TABLE remark (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person TEXT NOT NULL,
    fact TEXT NOT NULL,
    question TEXT NOT NULL,
    words TEXT NOT NULL,
    said_at BIGINT NOT NULL
);

CREATE INDEX remark_person ON remark (person);
CREATE INDEX remark_said_at ON remark (said_at);

CREATE TABLE proposal (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    question TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('en', 'zh')),
    fact TEXT,
    decided_at BIGINT NOT NULL,
    UNIQUE (question, language)
);

CREATE TABLE ignored (
    mark TEXT PRIMARY KEY,
    ignored_at BIGINT NOT NULL
);
