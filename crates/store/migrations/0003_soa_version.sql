-- Versions of the Statement of Applicability, frozen when they are approved; reasons that no other record carries.

ALTER TABLE soa_entry ADD COLUMN also {text};

CREATE TABLE soa_version (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  scope {integer},
  version {text},
  status {text},
  classification {text},
  change_summary {text},
  approved_by {integer},
  approved_on {date},
  scope_revision {number},
  lines {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, approved_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX soa_version_by_scope ON soa_version (organisation, scope{nulls first}, id);
CREATE INDEX soa_version_by_status ON soa_version (organisation, status{nulls first}, id);
CREATE INDEX soa_version_by_approved_on ON soa_version (organisation, approved_on{nulls first}, id);
