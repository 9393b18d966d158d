-- Evidence: files, links and notes, and what they show. An approved statement is kept as files.

CREATE TABLE evidence (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  kind {text},
  file {text},
  link {text},
  note {text},
  strength {text},
  speaks_from {date},
  speaks_until {date},
  obtained_on {date},
  obtained_by {integer},
  source {text},
  max_age {number},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, obtained_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX evidence_by_kind ON evidence (organisation, kind{nulls first}, id);
CREATE INDEX evidence_by_strength ON evidence (organisation, strength{nulls first}, id);
CREATE INDEX evidence_by_obtained_on ON evidence (organisation, obtained_on{nulls first}, id);
CREATE INDEX evidence_by_obtained_by ON evidence (organisation, obtained_by{nulls first}, id);
CREATE TABLE evidence_shows (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_control {integer},
  to_treatment {integer},
  to_document {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES evidence (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_control) REFERENCES control (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_treatment) REFERENCES treatment (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_document) REFERENCES document (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX evidence_shows_by_to_control ON evidence_shows (organisation, to_control);
CREATE INDEX evidence_shows_by_to_treatment ON evidence_shows (organisation, to_treatment);
CREATE INDEX evidence_shows_by_to_document ON evidence_shows (organisation, to_document);

ALTER TABLE soa_version ADD COLUMN pdf {text};
ALTER TABLE soa_version ADD COLUMN xlsx {text};
