-- How much of their share of messages people and groups have used: all programs that take messages count it together.
CREATE TABLE allowance (
    -- The number of a person, or that of a group, which is negative.
    whose BIGINT PRIMARY KEY,
    -- When all of it is there again, in Unix microseconds.
    whole BIGINT NOT NULL,
    -- When they were told last that they ask too often.
    told BIGINT
);
