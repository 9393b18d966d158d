-- The spine: organisations with the heads of their journals, accounts, the journal itself, the search, and a table for
-- every kind of record. Words in braces are neutral types; dialect.rs maps them.

-- An organisation and the head of its journal. Whoever writes locks this row first; sequence, tree and numbers come
-- from behind that lock and never from an isolation level.
CREATE TABLE tenant (
  id {integer} NOT NULL PRIMARY KEY,
  slug {text} NOT NULL UNIQUE,
  uid {text} NOT NULL UNIQUE,
  sequence {integer} NOT NULL,
  frontier {text} NOT NULL,
  erasures {integer} NOT NULL,
  last_at {time}
);

CREATE TABLE account (
  id {integer} NOT NULL PRIMARY KEY,
  name {text} NOT NULL,
  email {text} NOT NULL UNIQUE,
  created_at {time} NOT NULL
);

CREATE TABLE membership (
  organisation {integer} NOT NULL,
  account {integer} NOT NULL,
  person {integer},
  duty {text} NOT NULL,
  PRIMARY KEY (organisation, account),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (account) REFERENCES account (id)
);

-- Tokens of links and sessions are kept as hashes: who reads the database cannot use them.
CREATE TABLE link (
  token_hash {text} NOT NULL PRIMARY KEY,
  purpose {text} NOT NULL,
  account {integer},
  expires_at {time} NOT NULL,
  used {bool} NOT NULL,
  FOREIGN KEY (account) REFERENCES account (id)
);

CREATE TABLE session (
  token_hash {text} NOT NULL PRIMARY KEY,
  account {integer} NOT NULL,
  created_at {time} NOT NULL,
  seen_at {time} NOT NULL,
  FOREIGN KEY (account) REFERENCES account (id)
);

-- One row an act. The leaf is final; input and its salts can be erased.
CREATE TABLE journal (
  organisation {integer} NOT NULL,
  sequence {integer} NOT NULL,
  recorded_at {time} NOT NULL,
  occurred_on {date},
  account {integer} NOT NULL,
  person {integer},
  verb {text} NOT NULL,
  on_record {text} NOT NULL,
  input {text} NOT NULL,
  input_salts {text} NOT NULL,
  leaf {text} NOT NULL,
  leaf_hash {text} NOT NULL,
  PRIMARY KEY (organisation, sequence),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (account) REFERENCES account (id)
);
CREATE INDEX journal_by_time ON journal (organisation, recorded_at);

-- What an act changed in a record: its facts and their salts, which can be erased. From the second revision on, the
-- whole record beside them, so that the past is read without replaying it.
CREATE TABLE change (
  organisation {integer} NOT NULL,
  sequence {integer} NOT NULL,
  position {integer} NOT NULL,
  kind {text} NOT NULL,
  record {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  state {text},
  facts {text} NOT NULL,
  salts {text} NOT NULL,
  PRIMARY KEY (organisation, sequence, position),
  FOREIGN KEY (organisation, sequence) REFERENCES journal (organisation, sequence) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX change_by_record ON change (organisation, kind, record, revision);
CREATE INDEX change_by_sequence ON change (organisation, kind, record, sequence, revision);

-- The words of every record, folded by the program, so that both engines find the same.
CREATE TABLE search (
  key {search key},
  organisation {integer} NOT NULL,
  kind {text} NOT NULL,
  record {integer} NOT NULL,
  words {text} NOT NULL,
  UNIQUE (organisation, kind, record)
);
{search index}

CREATE TABLE organisation (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  name {text},
  legal_name {text},
  purpose {text},
  time_zone {text},
  sample {bool},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id)
);

CREATE TABLE scope (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  name {text},
  parent {integer},
  statement {text},
  interfaces {text},
  exclusions {text},
  sites {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, parent) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE person (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  name {text},
  email {text},
  function {text},
  joined_on {date},
  left_on {date},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id)
);

CREATE TABLE role (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  name {text},
  responsibilities {text},
  authority {text},
  mandatory {bool},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id)
);

CREATE TABLE role_assignment (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  role {integer},
  person {integer},
  scope {integer},
  begins_on {date},
  ends_on {date},
  granted_by {integer},
  authority {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, granted_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX role_assignment_by_role ON role_assignment (organisation, role{nulls first}, id);
CREATE INDEX role_assignment_by_person ON role_assignment (organisation, person{nulls first}, id);

CREATE TABLE risk_method (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  name {text},
  scope {integer},
  owner_person {integer},
  owner_role {integer},
  description {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX risk_method_by_scope ON risk_method (organisation, scope{nulls first}, id);
CREATE INDEX risk_method_by_owner_person ON risk_method (organisation, owner_person{nulls first}, id);
CREATE INDEX risk_method_by_owner_role ON risk_method (organisation, owner_role{nulls first}, id);

CREATE TABLE risk_method_version (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  method {integer},
  version {text},
  status {text},
  interval {number},
  likelihoods {text},
  consequences {text},
  criteria {text},
  combine {text},
  levels {text},
  matrix {text},
  approved_by {integer},
  approved_on {date},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, method) REFERENCES risk_method (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, approved_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX risk_method_version_by_method ON risk_method_version (organisation, method{nulls first}, id);
CREATE INDEX risk_method_version_by_status ON risk_method_version (organisation, status{nulls first}, id);

CREATE TABLE risk (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  scope {integer},
  approach {text},
  owner_person {integer},
  owner_role {integer},
  description {text},
  source {text},
  causes {text},
  assets {text},
  consequences {text},
  confidentiality {bool},
  integrity {bool},
  availability {bool},
  identified_on {date},
  review_on {date},
  inherent_likelihood {integer},
  inherent_consequence {integer},
  inherent_level {integer},
  likelihood {integer},
  consequence {integer},
  level {integer},
  residual_likelihood {integer},
  residual_consequence {integer},
  residual_level {integer},
  impacts {text},
  assessed_on {date},
  method_version {integer},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, method_version) REFERENCES risk_method_version (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX risk_by_scope ON risk (organisation, scope{nulls first}, id);
CREATE INDEX risk_by_owner_person ON risk (organisation, owner_person{nulls first}, id);
CREATE INDEX risk_by_owner_role ON risk (organisation, owner_role{nulls first}, id);
CREATE INDEX risk_by_review_on ON risk (organisation, review_on{nulls first}, id);
CREATE INDEX risk_by_inherent_level ON risk (organisation, inherent_level{nulls first}, id);
CREATE INDEX risk_by_level ON risk (organisation, level{nulls first}, id);
CREATE INDEX risk_by_residual_level ON risk (organisation, residual_level{nulls first}, id);
CREATE INDEX risk_by_assessed_on ON risk (organisation, assessed_on{nulls first}, id);

CREATE TABLE risk_assessment (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  scope {integer},
  status {text},
  method_version {integer},
  begun_on {date},
  completed_on {date},
  occasion {text},
  summary {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, method_version) REFERENCES risk_method_version (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX risk_assessment_by_scope ON risk_assessment (organisation, scope{nulls first}, id);
CREATE INDEX risk_assessment_by_status ON risk_assessment (organisation, status{nulls first}, id);
CREATE TABLE risk_assessment_participants (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_person {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES risk_assessment (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX risk_assessment_participants_by_to_person ON risk_assessment_participants (organisation, to_person);

CREATE TABLE risk_result (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  risk {integer},
  assessment {integer},
  assessed_on {date},
  assessed_by {integer},
  inherent_likelihood {integer},
  inherent_level {integer},
  likelihood {integer},
  level {integer},
  residual_likelihood {integer},
  residual_level {integer},
  impacts {text},
  method_version {integer},
  rationale {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, risk) REFERENCES risk (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, assessment) REFERENCES risk_assessment (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, assessed_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, method_version) REFERENCES risk_method_version (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX risk_result_by_risk ON risk_result (organisation, risk{nulls first}, id);
CREATE INDEX risk_result_by_assessment ON risk_result (organisation, assessment{nulls first}, id);
CREATE INDEX risk_result_by_assessed_on ON risk_result (organisation, assessed_on{nulls first}, id);

CREATE TABLE document (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  kind {text},
  owner_person {integer},
  owner_role {integer},
  scope {integer},
  classification {text},
  review_interval {number},
  purpose {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX document_by_kind ON document (organisation, kind{nulls first}, id);
CREATE INDEX document_by_owner_person ON document (organisation, owner_person{nulls first}, id);
CREATE INDEX document_by_owner_role ON document (organisation, owner_role{nulls first}, id);
CREATE INDEX document_by_scope ON document (organisation, scope{nulls first}, id);

CREATE TABLE document_version (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  document {integer},
  version {text},
  status {text},
  author {integer},
  change_summary {text},
  text {text},
  approved_by {integer},
  approved_on {date},
  review_by {date},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, document) REFERENCES document (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, author) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, approved_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX document_version_by_document ON document_version (organisation, document{nulls first}, id);
CREATE INDEX document_version_by_status ON document_version (organisation, status{nulls first}, id);
CREATE INDEX document_version_by_approved_on ON document_version (organisation, approved_on{nulls first}, id);
CREATE INDEX document_version_by_review_by ON document_version (organisation, review_by{nulls first}, id);
