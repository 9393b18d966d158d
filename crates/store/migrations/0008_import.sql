-- What imports said, so that the next one of the same table changes only what changed in it. Keys are kept as hashes.
CREATE TABLE import_row (
  organisation {integer} NOT NULL,
  source {text} NOT NULL,
  row_key {text} NOT NULL,
  part {text} NOT NULL,
  kind {text} NOT NULL,
  record {integer} NOT NULL,
  foreign_id {text} NOT NULL,
  said {text} NOT NULL,
  PRIMARY KEY (organisation, source, row_key, part),
  FOREIGN KEY (organisation) REFERENCES tenant (id)
);
CREATE INDEX import_row_by_record ON import_row (organisation, kind, record);

-- Files between their upload and their import: few, small and soon gone.
CREATE TABLE import_upload (
  organisation {integer} NOT NULL,
  account {integer} NOT NULL,
  position {integer} NOT NULL,
  name {text} NOT NULL,
  content {text} NOT NULL,
  expires_at {time} NOT NULL,
  PRIMARY KEY (organisation, account, position),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (account) REFERENCES account (id)
);
