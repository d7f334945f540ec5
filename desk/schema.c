/* schema.c - see schema.h */
#include "desk/schema.h"

const char *const schema_versions[] = {
    "CREATE TABLE conversation("
    "  id TEXT PRIMARY KEY, channel TEXT NOT NULL, lang TEXT NOT NULL, status TEXT NOT NULL,"
    "  owner TEXT NOT NULL, version INTEGER NOT NULL, episode INTEGER NOT NULL,"
    "  turns INTEGER NOT NULL, bot_state TEXT NOT NULL, contact TEXT NOT NULL,"
    "  scope TEXT NOT NULL, ticket TEXT, created_at INTEGER NOT NULL,"
    "  updated_at INTEGER NOT NULL) STRICT;"
    "CREATE TABLE turn("
    "  conversation TEXT NOT NULL REFERENCES conversation(id), n INTEGER NOT NULL,"
    "  episode INTEGER NOT NULL, author TEXT NOT NULL, text TEXT NOT NULL, turn_id TEXT,"
    "  decision TEXT, reason TEXT, p REAL, q REAL, article TEXT, answer_id TEXT,"
    "  generation INTEGER, at INTEGER NOT NULL, PRIMARY KEY(conversation, n)) STRICT,"
    "  WITHOUT ROWID;"
    "CREATE UNIQUE INDEX turn_answer ON turn(answer_id) WHERE answer_id IS NOT NULL;"
    "CREATE TABLE reply("
    "  conversation TEXT NOT NULL, turn_id TEXT NOT NULL, first_key TEXT,"
    "  body TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(conversation, turn_id)) STRICT;"
    "CREATE INDEX reply_first ON reply(first_key) WHERE first_key IS NOT NULL;"
    "CREATE TABLE counter(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;"
    "CREATE TABLE ticket("
    "  number TEXT PRIMARY KEY, conversation TEXT NOT NULL REFERENCES conversation(id),"
    "  state TEXT NOT NULL, reason TEXT NOT NULL, category TEXT NOT NULL,"
    "  priority TEXT NOT NULL, question TEXT NOT NULL, summary TEXT NOT NULL,"
    "  contact TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX ticket_state ON ticket(state, created_at);"
    "CREATE TABLE feedback("
    "  id INTEGER PRIMARY KEY, answer_id TEXT, ticket TEXT, kind TEXT NOT NULL,"
    "  value REAL NOT NULL, reason TEXT NOT NULL, text TEXT NOT NULL,"
    "  at INTEGER NOT NULL) STRICT;"
    "CREATE TABLE event("
    "  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, query_id TEXT NOT NULL,"
    "  article TEXT NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;"
    "CREATE TABLE outbox("
    "  id INTEGER PRIMARY KEY, delivery TEXT NOT NULL UNIQUE, event TEXT NOT NULL,"
    "  conversation TEXT NOT NULL, seq INTEGER NOT NULL, payload TEXT NOT NULL,"
    "  state TEXT NOT NULL, attempts INTEGER NOT NULL, next_at INTEGER NOT NULL,"
    "  error TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX outbox_due ON outbox(state, next_at);"
    "CREATE INDEX outbox_order ON outbox(conversation, seq);",
    "ALTER TABLE reply ADD COLUMN said TEXT;",
    "ALTER TABLE turn ADD COLUMN choice TEXT;"
    "ALTER TABLE turn ADD COLUMN agent TEXT;"
    "ALTER TABLE turn ADD COLUMN private INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE ticket ADD COLUMN type TEXT NOT NULL DEFAULT 'question';"
    "ALTER TABLE ticket ADD COLUMN assignee TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE ticket ADD COLUMN outcome TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE ticket ADD COLUMN outcome_article TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE ticket ADD COLUMN answered_at INTEGER;"
    "ALTER TABLE ticket ADD COLUMN closed_at INTEGER;"
    "CREATE INDEX ticket_answered ON ticket(answered_at) WHERE answered_at IS NOT NULL;"
    "CREATE INDEX feedback_answer ON feedback(answer_id) WHERE answer_id IS NOT NULL;",
    "ALTER TABLE turn ADD COLUMN basis TEXT;",
    "CREATE TABLE verdict("
    "  id TEXT PRIMARY KEY, article TEXT NOT NULL, text TEXT NOT NULL, lang TEXT NOT NULL,"
    "  approved INTEGER NOT NULL, customers INTEGER NOT NULL, by TEXT NOT NULL,"
    "  at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX conversation_updated ON conversation(updated_at);"
    "CREATE INDEX ticket_conversation ON ticket(conversation);",
    "ALTER TABLE ticket ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';"
    "CREATE INDEX feedback_ticket ON feedback(ticket) WHERE ticket IS NOT NULL;",
    "ALTER TABLE feedback ADD COLUMN article TEXT;"
    "CREATE INDEX feedback_article ON feedback(article) WHERE article IS NOT NULL;",
    "CREATE TABLE search("
    "  day INTEGER NOT NULL, lang TEXT NOT NULL, text TEXT NOT NULL, missed INTEGER NOT NULL,"
    "  passed INTEGER NOT NULL, picked INTEGER NOT NULL, PRIMARY KEY(day, lang, text)) STRICT,"
    "  WITHOUT ROWID;"
    "CREATE INDEX search_text ON search(text, lang);",
    "ALTER TABLE conversation ADD COLUMN erased_at INTEGER;"
    "ALTER TABLE conversation ADD COLUMN notices INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE ticket ADD COLUMN erased_at INTEGER;"
    "UPDATE conversation SET notices ="
    " (SELECT coalesce(max(seq), 0) FROM outbox WHERE outbox.conversation = conversation.id);"
    "DELETE FROM outbox WHERE state = 'delivered';"
    "CREATE INDEX conversation_silent ON conversation(updated_at)"
    " WHERE erased_at IS NULL AND ticket IS NULL;",
    "CREATE INDEX ticket_open ON ticket(number) WHERE state <> 'closed';",
    "UPDATE outbox SET next_at = (SELECT max(next_at) FROM outbox AS earlier"
    "  WHERE earlier.conversation = outbox.conversation AND earlier.state = 'waiting'"
    "  AND earlier.seq <= outbox.seq) WHERE state = 'waiting';",
    "CREATE INDEX ticket_created ON ticket(created_at);"
    "CREATE INDEX ticket_closed ON ticket(closed_at) WHERE closed_at IS NOT NULL;",
    "UPDATE feedback SET article = (SELECT article FROM turn"
    "  WHERE turn.answer_id = feedback.answer_id)"
    "  WHERE id IN (SELECT max(id) FROM feedback WHERE answer_id IS NOT NULL GROUP BY answer_id);"
    "DROP INDEX feedback_article;"
    "CREATE INDEX feedback_article ON feedback(article, reason, kind, value)"
    "  WHERE article IS NOT NULL;"
    "CREATE INDEX feedback_comment ON feedback(article) WHERE article IS NOT NULL AND text <> '';",
    "DROP TABLE event;",
};

const size_t schema_version_count = sizeof schema_versions / sizeof *schema_versions;
