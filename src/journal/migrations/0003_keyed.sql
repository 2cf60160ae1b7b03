-- People and chats are hashed with a key that lies in a file of its own: of the key, this file has only a mark.
CREATE TABLE keyed (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    mark TEXT NOT NULL
);
