-- The web chat is read by whole pairs: messages that answer none, and those that answer these.
CREATE INDEX web_messages_roots ON web_messages (channel, position) WHERE reply_to IS NULL;
CREATE INDEX web_messages_answers ON web_messages (reply_to, position) WHERE reply_to IS NOT NULL;
