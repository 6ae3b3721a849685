-- New with every change of a model, whoever makes it: what was read of the models before is then old.
CREATE TABLE model_version (version INTEGER NOT NULL) STRICT;
INSERT INTO model_version VALUES (1);
CREATE TRIGGER model_added AFTER INSERT ON model_configs
  BEGIN UPDATE model_version SET version = random() & 0x1fffffffffffff; END;
CREATE TRIGGER model_changed AFTER UPDATE ON model_configs
  BEGIN UPDATE model_version SET version = random() & 0x1fffffffffffff; END;
CREATE TRIGGER model_removed AFTER DELETE ON model_configs
  BEGIN UPDATE model_version SET version = random() & 0x1fffffffffffff; END;

-- A number that counts comes again after a transaction that is rolled back, and stands for other rows then.
DROP TRIGGER pool_reference_added;
DROP TRIGGER pool_reference_changed;
DROP TRIGGER category_added;
DROP TRIGGER category_changed;
DROP TRIGGER persona_added;
DROP TRIGGER persona_changed;
CREATE TRIGGER pool_reference_added AFTER INSERT ON pool_references
  BEGIN UPDATE pool_version SET version = random() & 0x1fffffffffffff; END;
CREATE TRIGGER pool_reference_changed AFTER UPDATE OF removed_at, location, tags, caption, sha256
  ON pool_references
  BEGIN UPDATE pool_version SET version = random() & 0x1fffffffffffff; END;
CREATE TRIGGER category_added AFTER INSERT ON categories
  BEGIN UPDATE pool_version SET version = random() & 0x1fffffffffffff; END;
CREATE TRIGGER category_changed AFTER UPDATE ON categories
  BEGIN UPDATE pool_version SET version = random() & 0x1fffffffffffff; END;
CREATE TRIGGER persona_added AFTER INSERT ON personas
  BEGIN UPDATE pool_version SET version = random() & 0x1fffffffffffff; END;
CREATE TRIGGER persona_changed AFTER UPDATE ON personas
  BEGIN UPDATE pool_version SET version = random() & 0x1fffffffffffff; END;
