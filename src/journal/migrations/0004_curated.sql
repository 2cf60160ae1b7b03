-- What people said was wrong with an answer.
CREATE TABLE remark (
    id INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    -- The id of the fact that was said.
    fact TEXT NOT NULL,
    question TEXT NOT NULL,
    words TEXT NOT NULL,
    -- Unix seconds.
    said_at BIGINT NOT NULL
);

CREATE INDEX remark_person ON remark (person);
CREATE INDEX remark_said_at ON remark (said_at);

-- What an admin made of a question in vain, until it is written into the base.
CREATE TABLE proposal (
    id INTEGER PRIMARY KEY,
    question TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('en', 'zh')),
    -- The id of the fact that it is another phrasing of; none for a gap.
    fact TEXT,
    decided_at BIGINT NOT NULL,
    UNIQUE (question, language)
);

-- Questions that an admin doesn't want to see again: marks of their wordings, and not these.
CREATE TABLE ignored (
    mark TEXT PRIMARY KEY,
    ignored_at BIGINT NOT NULL
);
