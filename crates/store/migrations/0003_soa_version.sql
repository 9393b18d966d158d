-- The Statement of Applicability: its rows, and its versions, frozen when they are approved.

CREATE TABLE soa_entry (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  scope {integer},
  control {text},
  custom {integer},
  applicable {bool},
  status {text},
  also {text},
  owner_person {integer},
  owner_role {integer},
  justification {text},
  note {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, custom) REFERENCES custom_control (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX soa_entry_by_scope ON soa_entry (organisation, scope{nulls first}, id);
CREATE INDEX soa_entry_by_control ON soa_entry (organisation, control{nulls first}, id);
CREATE INDEX soa_entry_by_custom ON soa_entry (organisation, custom{nulls first}, id);
CREATE INDEX soa_entry_by_applicable ON soa_entry (organisation, applicable{nulls first}, id);
CREATE INDEX soa_entry_by_status ON soa_entry (organisation, status{nulls first}, id);
CREATE INDEX soa_entry_by_owner_person ON soa_entry (organisation, owner_person{nulls first}, id);
CREATE INDEX soa_entry_by_owner_role ON soa_entry (organisation, owner_role{nulls first}, id);

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
  of_organisation {text},
  scope_name {text},
  scope_statement {text},
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
