-- More reasons, and votes on what was told as the nearest. Not every database lets a check be changed where it stands,
-- so both tables are made anew.

CREATE TABLE new_in_vain (
    id INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    question TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('en', 'zh')),
    reason TEXT NOT NULL CHECK (reason IN (
        'refused', 'unclear', 'clarified', 'none-of-these', 'nearest-unanswered', 'nearest-denied', 'thumbs-down'
    )),
    -- Ids of facts, the nearest first, with a blank between them.
    nearest TEXT NOT NULL,
    -- Unix seconds.
    asked_at BIGINT NOT NULL
);

INSERT INTO new_in_vain (id, person, question, language, reason, nearest, asked_at)
SELECT id, person, question, language, reason, nearest, asked_at FROM in_vain;

DROP TABLE in_vain;
ALTER TABLE new_in_vain RENAME TO in_vain;

CREATE INDEX in_vain_person ON in_vain (person);
CREATE INDEX in_vain_asked_at ON in_vain (asked_at);

-- One vote a person a fact, and another one on it as the nearest to what was asked.
CREATE TABLE new_vote (
    person TEXT NOT NULL,
    fact TEXT NOT NULL,
    told_as TEXT NOT NULL CHECK (told_as IN ('answer', 'nearest')),
    vote TEXT NOT NULL CHECK (vote IN ('up', 'down')),
    voted_at BIGINT NOT NULL,
    PRIMARY KEY (person, fact, told_as)
);

INSERT INTO new_vote (person, fact, told_as, vote, voted_at)
SELECT person, fact, 'answer', vote, voted_at FROM vote;

DROP TABLE vote;
ALTER TABLE new_vote RENAME TO vote;

CREATE INDEX vote_voted_at ON vote (voted_at);
