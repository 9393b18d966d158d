-- From risk to the Statement of Applicability: what makes controls necessary, the controls themselves, treatment,
-- its plan, and the acceptance of what remains.

CREATE TABLE custom_control (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  reference {text},
  title {text},
  origin {text},
  description {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id)
);

CREATE TABLE obligation (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  kind {text},
  source {text},
  demand {text},
  owner_person {integer},
  owner_role {integer},
  scope {integer},
  begins_on {date},
  ends_on {date},
  controls {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX obligation_by_kind ON obligation (organisation, kind{nulls first}, id);
CREATE INDEX obligation_by_owner_person ON obligation (organisation, owner_person{nulls first}, id);
CREATE INDEX obligation_by_owner_role ON obligation (organisation, owner_role{nulls first}, id);
CREATE INDEX obligation_by_scope ON obligation (organisation, scope{nulls first}, id);
CREATE INDEX obligation_by_ends_on ON obligation (organisation, ends_on{nulls first}, id);
CREATE TABLE obligation_own_controls (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_custom_control {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES obligation (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_custom_control) REFERENCES custom_control (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX obligation_own_controls_by_to_custom_control ON obligation_own_controls (organisation, to_custom_control);

CREATE TABLE interested_party (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  name {text},
  kind {text},
  interest {text},
  owner_person {integer},
  owner_role {integer},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX interested_party_by_kind ON interested_party (organisation, kind{nulls first}, id);

CREATE TABLE party_requirement (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  party {integer},
  addressed {bool},
  how {text},
  scope {integer},
  controls {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, party) REFERENCES interested_party (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX party_requirement_by_party ON party_requirement (organisation, party{nulls first}, id);
CREATE INDEX party_requirement_by_addressed ON party_requirement (organisation, addressed{nulls first}, id);
CREATE INDEX party_requirement_by_scope ON party_requirement (organisation, scope{nulls first}, id);
CREATE TABLE party_requirement_own_controls (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_custom_control {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES party_requirement (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_custom_control) REFERENCES custom_control (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX party_requirement_own_controls_by_to_custom_control ON party_requirement_own_controls (organisation, to_custom_control);

CREATE TABLE control (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  owner_person {integer},
  owner_role {integer},
  scope {integer},
  description {text},
  status {text},
  status_on {date},
  planned_for {date},
  operation {text},
  supplier {text},
  implements {text},
  evidence {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX control_by_owner_person ON control (organisation, owner_person{nulls first}, id);
CREATE INDEX control_by_owner_role ON control (organisation, owner_role{nulls first}, id);
CREATE INDEX control_by_scope ON control (organisation, scope{nulls first}, id);
CREATE INDEX control_by_status ON control (organisation, status{nulls first}, id);
CREATE INDEX control_by_planned_for ON control (organisation, planned_for{nulls first}, id);
CREATE TABLE control_implements_own (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_custom_control {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES control (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_custom_control) REFERENCES custom_control (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX control_implements_own_by_to_custom_control ON control_implements_own (organisation, to_custom_control);

CREATE TABLE treatment (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  risk {integer},
  options {text},
  reasons {text},
  shared_with {text},
  necessary {text},
  expected_likelihood {integer},
  expected_consequence {integer},
  expected_level {integer},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, risk) REFERENCES risk (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX treatment_by_risk ON treatment (organisation, risk{nulls first}, id);
CREATE TABLE treatment_necessary_own (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_custom_control {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES treatment (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_custom_control) REFERENCES custom_control (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX treatment_necessary_own_by_to_custom_control ON treatment_necessary_own (organisation, to_custom_control);
CREATE TABLE treatment_controls (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_control {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES treatment (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_control) REFERENCES control (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX treatment_controls_by_to_control ON treatment_controls (organisation, to_control);

CREATE TABLE treatment_action (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  treatment {integer},
  control {integer},
  owner_person {integer},
  owner_role {integer},
  due {date},
  resources {text},
  status {text},
  done_on {date},
  evidence {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, treatment) REFERENCES treatment (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, control) REFERENCES control (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX treatment_action_by_treatment ON treatment_action (organisation, treatment{nulls first}, id);
CREATE INDEX treatment_action_by_control ON treatment_action (organisation, control{nulls first}, id);
CREATE INDEX treatment_action_by_owner_person ON treatment_action (organisation, owner_person{nulls first}, id);
CREATE INDEX treatment_action_by_owner_role ON treatment_action (organisation, owner_role{nulls first}, id);
CREATE INDEX treatment_action_by_due ON treatment_action (organisation, due{nulls first}, id);
CREATE INDEX treatment_action_by_status ON treatment_action (organisation, status{nulls first}, id);

CREATE TABLE treatment_plan (
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
  change_summary {text},
  submitted_on {date},
  actions {text},
  approvals {text},
  approved_on {date},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX treatment_plan_by_scope ON treatment_plan (organisation, scope{nulls first}, id);
CREATE INDEX treatment_plan_by_status ON treatment_plan (organisation, status{nulls first}, id);

CREATE TABLE acceptance (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  risk {integer},
  accepted_on {date},
  accepted_by {integer},
  authority_person {integer},
  authority_role {integer},
  until {date},
  reason {text},
  likelihood {integer},
  consequence {integer},
  level {integer},
  method_version {integer},
  options {text},
  necessary {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, risk) REFERENCES risk (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, accepted_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, authority_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, authority_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, method_version) REFERENCES risk_method_version (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX acceptance_by_risk ON acceptance (organisation, risk{nulls first}, id);
CREATE INDEX acceptance_by_accepted_on ON acceptance (organisation, accepted_on{nulls first}, id);
CREATE INDEX acceptance_by_accepted_by ON acceptance (organisation, accepted_by{nulls first}, id);
CREATE INDEX acceptance_by_until ON acceptance (organisation, until{nulls first}, id);
CREATE TABLE acceptance_controls (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_control {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES acceptance (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_control) REFERENCES control (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX acceptance_controls_by_to_control ON acceptance_controls (organisation, to_control);

