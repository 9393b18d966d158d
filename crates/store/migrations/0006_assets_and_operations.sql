-- Assets, threats, vulnerabilities, suppliers, incidents, changes, exceptions; issues, climate, communication;
-- responsibilities, competences, trainings. Registers that were there already learn what these ask of them.

ALTER TABLE interested_party ADD COLUMN side {text};
ALTER TABLE interested_party ADD COLUMN climate_checked_on {date};
CREATE INDEX interested_party_by_side ON interested_party (organisation, side{nulls first}, id);
ALTER TABLE party_requirement ADD COLUMN nature {text};
ALTER TABLE party_requirement ADD COLUMN source {text};
ALTER TABLE party_requirement ADD COLUMN priority {text};
ALTER TABLE party_requirement ADD COLUMN derived {text};
ALTER TABLE party_requirement ADD COLUMN met_by {text};
CREATE INDEX party_requirement_by_nature ON party_requirement (organisation, nature{nulls first}, id);
CREATE INDEX party_requirement_by_priority ON party_requirement (organisation, priority{nulls first}, id);
ALTER TABLE obligation ADD COLUMN applies_to {text};
ALTER TABLE obligation ADD COLUMN way {text};
ALTER TABLE obligation ADD COLUMN met {text};
ALTER TABLE obligation ADD COLUMN judged_on {date};
ALTER TABLE obligation ADD COLUMN review_on {date};
ALTER TABLE obligation ADD COLUMN judgements {text};
CREATE INDEX obligation_by_met ON obligation (organisation, met{nulls first}, id);
CREATE INDEX obligation_by_review_on ON obligation (organisation, review_on{nulls first}, id);

CREATE TABLE obligation_documents (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_document {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES obligation (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_document) REFERENCES document (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX obligation_documents_by_to_document ON obligation_documents (organisation, to_document);

CREATE TABLE party_requirement_documents (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_document {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES party_requirement (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_document) REFERENCES document (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX party_requirement_documents_by_to_document ON party_requirement_documents (organisation, to_document);

CREATE TABLE context_issue (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  side {text},
  category {text},
  description {text},
  relevant {bool},
  effect {text},
  climate {bool},
  scope {integer},
  owner_person {integer},
  owner_role {integer},
  reviewed_on {date},
  review_on {date},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX context_issue_by_side ON context_issue (organisation, side{nulls first}, id);
CREATE INDEX context_issue_by_relevant ON context_issue (organisation, relevant{nulls first}, id);
CREATE INDEX context_issue_by_climate ON context_issue (organisation, climate{nulls first}, id);
CREATE INDEX context_issue_by_scope ON context_issue (organisation, scope{nulls first}, id);
CREATE INDEX context_issue_by_owner_person ON context_issue (organisation, owner_person{nulls first}, id);
CREATE INDEX context_issue_by_owner_role ON context_issue (organisation, owner_role{nulls first}, id);
CREATE INDEX context_issue_by_review_on ON context_issue (organisation, review_on{nulls first}, id);

CREATE TABLE climate_determination (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  scope {integer},
  relevant {bool},
  reasons {text},
  parties {text},
  status {text},
  decided_by {integer},
  decided_on {date},
  review_on {date},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, decided_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX climate_determination_by_scope ON climate_determination (organisation, scope{nulls first}, id);
CREATE INDEX climate_determination_by_status ON climate_determination (organisation, status{nulls first}, id);
CREATE INDEX climate_determination_by_decided_on ON climate_determination (organisation, decided_on{nulls first}, id);
CREATE INDEX climate_determination_by_review_on ON climate_determination (organisation, review_on{nulls first}, id);

CREATE TABLE climate_determination_issues (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_context_issue {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES climate_determination (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_context_issue) REFERENCES context_issue (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX climate_determination_issues_by_to_context_issue ON climate_determination_issues (organisation, to_context_issue);

CREATE TABLE communication (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  topic {text},
  side {text},
  party {integer},
  audience {text},
  timing {text},
  channel {text},
  owner_person {integer},
  owner_role {integer},
  language {text},
  content {text},
  next_on {date},
  last_on {date},
  evidence {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, party) REFERENCES interested_party (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX communication_by_side ON communication (organisation, side{nulls first}, id);
CREATE INDEX communication_by_party ON communication (organisation, party{nulls first}, id);
CREATE INDEX communication_by_owner_person ON communication (organisation, owner_person{nulls first}, id);
CREATE INDEX communication_by_owner_role ON communication (organisation, owner_role{nulls first}, id);
CREATE INDEX communication_by_next_on ON communication (organisation, next_on{nulls first}, id);

CREATE TABLE responsibility (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  activity {text},
  duty {text},
  accountable_person {integer},
  accountable_role {integer},
  deputy_person {integer},
  deputy_role {integer},
  scope {integer},
  remarks {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, accountable_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, accountable_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, deputy_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, deputy_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX responsibility_by_duty ON responsibility (organisation, duty{nulls first}, id);
CREATE INDEX responsibility_by_accountable_person ON responsibility (organisation, accountable_person{nulls first}, id);
CREATE INDEX responsibility_by_accountable_role ON responsibility (organisation, accountable_role{nulls first}, id);
CREATE INDEX responsibility_by_scope ON responsibility (organisation, scope{nulls first}, id);

CREATE TABLE responsibility_responsible (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_role {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES responsibility (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX responsibility_responsible_by_to_role ON responsibility_responsible (organisation, to_role);

CREATE TABLE responsibility_consulted (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_role {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES responsibility (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX responsibility_consulted_by_to_role ON responsibility_consulted (organisation, to_role);

CREATE TABLE responsibility_informed (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_role {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES responsibility (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX responsibility_informed_by_to_role ON responsibility_informed (organisation, to_role);

CREATE TABLE competence (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  name {text},
  description {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id)
);

CREATE TABLE competence_requirement (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  role {integer},
  competence {integer},
  level {text},
  source {text},
  mandatory {bool},
  refresh_after {number},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, competence) REFERENCES competence (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX competence_requirement_by_role ON competence_requirement (organisation, role{nulls first}, id);
CREATE INDEX competence_requirement_by_competence ON competence_requirement (organisation, competence{nulls first}, id);
CREATE INDEX competence_requirement_by_mandatory ON competence_requirement (organisation, mandatory{nulls first}, id);

CREATE TABLE training (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  category {text},
  mandatory {bool},
  provider {text},
  owner_person {integer},
  owner_role {integer},
  refresh_after {number},
  topics {text},
  content {text},
  content_of {date},
  review_on {date},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX training_by_mandatory ON training (organisation, mandatory{nulls first}, id);
CREATE INDEX training_by_owner_person ON training (organisation, owner_person{nulls first}, id);
CREATE INDEX training_by_owner_role ON training (organisation, owner_role{nulls first}, id);
CREATE INDEX training_by_review_on ON training (organisation, review_on{nulls first}, id);

CREATE TABLE training_roles (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_role {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES training (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX training_roles_by_to_role ON training_roles (organisation, to_role);

CREATE TABLE training_competences (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_competence {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES training (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_competence) REFERENCES competence (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX training_competences_by_to_competence ON training_competences (organisation, to_competence);

CREATE TABLE participation (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  person {integer},
  training {integer},
  due {date},
  begun_on {date},
  completed_on {date},
  evidence {text},
  result {text},
  refresh_on {date},
  effective {bool},
  effect {text},
  judged_on {date},
  judged_by {integer},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, training) REFERENCES training (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, judged_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX participation_by_person ON participation (organisation, person{nulls first}, id);
CREATE INDEX participation_by_training ON participation (organisation, training{nulls first}, id);
CREATE INDEX participation_by_due ON participation (organisation, due{nulls first}, id);
CREATE INDEX participation_by_completed_on ON participation (organisation, completed_on{nulls first}, id);
CREATE INDEX participation_by_refresh_on ON participation (organisation, refresh_on{nulls first}, id);

CREATE TABLE held_competence (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  person {integer},
  competence {integer},
  level {text},
  basis {text},
  participation {integer},
  evidence {text},
  begins_on {date},
  ends_on {date},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, competence) REFERENCES competence (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, participation) REFERENCES participation (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX held_competence_by_person ON held_competence (organisation, person{nulls first}, id);
CREATE INDEX held_competence_by_competence ON held_competence (organisation, competence{nulls first}, id);
CREATE INDEX held_competence_by_ends_on ON held_competence (organisation, ends_on{nulls first}, id);

CREATE TABLE threat (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  category {text},
  origin {text},
  source {text},
  description {text},
  techniques {text},
  relevance {text},
  likelihood {text},
  impact {text},
  aims_at {text},
  mitigation {text},
  owner_person {integer},
  owner_role {integer},
  reviewed_on {date},
  review_on {date},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX threat_by_title ON threat (organisation, title{nulls first}, id);
CREATE INDEX threat_by_origin ON threat (organisation, origin{nulls first}, id);
CREATE INDEX threat_by_relevance ON threat (organisation, relevance{nulls first}, id);
CREATE INDEX threat_by_owner_person ON threat (organisation, owner_person{nulls first}, id);
CREATE INDEX threat_by_owner_role ON threat (organisation, owner_role{nulls first}, id);
CREATE INDEX threat_by_review_on ON threat (organisation, review_on{nulls first}, id);

CREATE TABLE risk_threats (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_threat {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES risk (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_threat) REFERENCES threat (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX risk_threats_by_to_threat ON risk_threats (organisation, to_threat);

CREATE TABLE threat_controls (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_control {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES threat (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_control) REFERENCES control (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX threat_controls_by_to_control ON threat_controls (organisation, to_control);

CREATE TABLE vulnerability (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  external_id {text},
  product {text},
  found_in {text},
  description {text},
  cvss {number},
  epss {number},
  severity {text},
  discovered_on {date},
  source {text},
  fix_available {bool},
  owner_person {integer},
  owner_role {integer},
  due {date},
  remarks {text},
  status {text},
  settled_on {date},
  settled_by {integer},
  outcome {text},
  accepted_until {date},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, settled_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX vulnerability_by_external_id ON vulnerability (organisation, external_id{nulls first}, id);
CREATE INDEX vulnerability_by_cvss ON vulnerability (organisation, cvss{nulls first}, id);
CREATE INDEX vulnerability_by_severity ON vulnerability (organisation, severity{nulls first}, id);
CREATE INDEX vulnerability_by_owner_person ON vulnerability (organisation, owner_person{nulls first}, id);
CREATE INDEX vulnerability_by_owner_role ON vulnerability (organisation, owner_role{nulls first}, id);
CREATE INDEX vulnerability_by_due ON vulnerability (organisation, due{nulls first}, id);
CREATE INDEX vulnerability_by_status ON vulnerability (organisation, status{nulls first}, id);
CREATE INDEX vulnerability_by_accepted_until ON vulnerability (organisation, accepted_until{nulls first}, id);

CREATE TABLE risk_vulnerabilities (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_vulnerability {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES risk (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_vulnerability) REFERENCES vulnerability (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX risk_vulnerabilities_by_to_vulnerability ON risk_vulnerabilities (organisation, to_vulnerability);

CREATE TABLE supplier (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  name {text},
  service {text},
  category {text},
  criticality {text},
  cloud {bool},
  owner_person {integer},
  owner_role {integer},
  scope {integer},
  location {text},
  access {text},
  subcontractors {text},
  contract_from {date},
  contract_until {date},
  requirements {text},
  incident_notice {text},
  processing {text},
  processing_remark {text},
  way_out {text},
  assurances {text},
  review_interval {number},
  status {text},
  ended_on {date},
  given_back {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX supplier_by_name ON supplier (organisation, name{nulls first}, id);
CREATE INDEX supplier_by_criticality ON supplier (organisation, criticality{nulls first}, id);
CREATE INDEX supplier_by_cloud ON supplier (organisation, cloud{nulls first}, id);
CREATE INDEX supplier_by_owner_person ON supplier (organisation, owner_person{nulls first}, id);
CREATE INDEX supplier_by_owner_role ON supplier (organisation, owner_role{nulls first}, id);
CREATE INDEX supplier_by_scope ON supplier (organisation, scope{nulls first}, id);
CREATE INDEX supplier_by_contract_until ON supplier (organisation, contract_until{nulls first}, id);
CREATE INDEX supplier_by_processing ON supplier (organisation, processing{nulls first}, id);
CREATE INDEX supplier_by_status ON supplier (organisation, status{nulls first}, id);

CREATE TABLE asset (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  name {text},
  kind {text},
  category {text},
  owner_person {integer},
  owner_role {integer},
  custodian_person {integer},
  custodian_role {integer},
  supplier {integer},
  scope {integer},
  location {text},
  environment {text},
  description {text},
  classification {text},
  confidentiality {text},
  integrity {text},
  availability {text},
  criticality {text},
  components {text},
  used_since {date},
  reviewed_on {date},
  review_on {date},
  status {text},
  withdrawn_on {date},
  fate {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, custodian_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, custodian_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, supplier) REFERENCES supplier (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX asset_by_name ON asset (organisation, name{nulls first}, id);
CREATE INDEX asset_by_kind ON asset (organisation, kind{nulls first}, id);
CREATE INDEX asset_by_owner_person ON asset (organisation, owner_person{nulls first}, id);
CREATE INDEX asset_by_owner_role ON asset (organisation, owner_role{nulls first}, id);
CREATE INDEX asset_by_supplier ON asset (organisation, supplier{nulls first}, id);
CREATE INDEX asset_by_scope ON asset (organisation, scope{nulls first}, id);
CREATE INDEX asset_by_criticality ON asset (organisation, criticality{nulls first}, id);
CREATE INDEX asset_by_review_on ON asset (organisation, review_on{nulls first}, id);
CREATE INDEX asset_by_status ON asset (organisation, status{nulls first}, id);

CREATE TABLE risk_assets_hit (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_asset {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES risk (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_asset) REFERENCES asset (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX risk_assets_hit_by_to_asset ON risk_assets_hit (organisation, to_asset);

CREATE TABLE asset_depends_on (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_asset {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES asset (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_asset) REFERENCES asset (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX asset_depends_on_by_to_asset ON asset_depends_on (organisation, to_asset);

CREATE TABLE threat_targets (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_asset {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES threat (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_asset) REFERENCES asset (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX threat_targets_by_to_asset ON threat_targets (organisation, to_asset);

CREATE TABLE vulnerability_assets (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_asset {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES vulnerability (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_asset) REFERENCES asset (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX vulnerability_assets_by_to_asset ON vulnerability_assets (organisation, to_asset);

CREATE TABLE supplier_risks (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_risk {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES supplier (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_risk) REFERENCES risk (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX supplier_risks_by_to_risk ON supplier_risks (organisation, to_risk);

CREATE TABLE supplier_review (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  supplier {integer},
  reviewed_on {date},
  reviewed_by {integer},
  basis {text},
  result {text},
  findings {text},
  follow_up {text},
  next_on {date},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, supplier) REFERENCES supplier (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, reviewed_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX supplier_review_by_supplier ON supplier_review (organisation, supplier{nulls first}, id);
CREATE INDEX supplier_review_by_reviewed_on ON supplier_review (organisation, reviewed_on{nulls first}, id);
CREATE INDEX supplier_review_by_result ON supplier_review (organisation, result{nulls first}, id);
CREATE INDEX supplier_review_by_next_on ON supplier_review (organisation, next_on{nulls first}, id);

CREATE TABLE incident (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  category {text},
  severity {text},
  owner_person {integer},
  owner_role {integer},
  team {text},
  scope {integer},
  description {text},
  occurred_at {time},
  reported_at {time},
  reported_by {text},
  detected_by {text},
  detection {text},
  affected {text},
  supplier {integer},
  personal_data {bool},
  authority {text},
  notify_until {time},
  notified_at {time},
  notification {text},
  timeline {text},
  evidence {text},
  status {text},
  contained_at {time},
  containment {text},
  resolved_at {time},
  resolution {text},
  root_cause {text},
  lessons {text},
  corrective_action {text},
  closed_on {date},
  closed_by {integer},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, supplier) REFERENCES supplier (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, closed_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX incident_by_severity ON incident (organisation, severity{nulls first}, id);
CREATE INDEX incident_by_owner_person ON incident (organisation, owner_person{nulls first}, id);
CREATE INDEX incident_by_owner_role ON incident (organisation, owner_role{nulls first}, id);
CREATE INDEX incident_by_scope ON incident (organisation, scope{nulls first}, id);
CREATE INDEX incident_by_reported_at ON incident (organisation, reported_at{nulls first}, id);
CREATE INDEX incident_by_supplier ON incident (organisation, supplier{nulls first}, id);
CREATE INDEX incident_by_personal_data ON incident (organisation, personal_data{nulls first}, id);
CREATE INDEX incident_by_status ON incident (organisation, status{nulls first}, id);
CREATE INDEX incident_by_resolved_at ON incident (organisation, resolved_at{nulls first}, id);

CREATE TABLE incident_assets (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_asset {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES incident (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_asset) REFERENCES asset (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX incident_assets_by_to_asset ON incident_assets (organisation, to_asset);

CREATE TABLE incident_vulnerabilities (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_vulnerability {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES incident (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_vulnerability) REFERENCES vulnerability (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX incident_vulnerabilities_by_to_vulnerability ON incident_vulnerabilities (organisation, to_vulnerability);

CREATE TABLE incident_risks (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_risk {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES incident (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_risk) REFERENCES risk (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX incident_risks_by_to_risk ON incident_risks (organisation, to_risk);

CREATE TABLE change_request (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  kind {text},
  category {text},
  of_isms {bool},
  requester_person {integer},
  requester_role {integer},
  owner_person {integer},
  owner_role {integer},
  scope {integer},
  purpose {text},
  systems {text},
  risk {text},
  impact {text},
  resources {text},
  way_back {text},
  tests {text},
  planned_from {time},
  planned_until {time},
  status {text},
  decided_by {integer},
  decided_on {date},
  decision {text},
  outcome {text},
  result {text},
  closed_on {date},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, requester_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, requester_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, decided_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX change_request_by_kind ON change_request (organisation, kind{nulls first}, id);
CREATE INDEX change_request_by_of_isms ON change_request (organisation, of_isms{nulls first}, id);
CREATE INDEX change_request_by_owner_person ON change_request (organisation, owner_person{nulls first}, id);
CREATE INDEX change_request_by_owner_role ON change_request (organisation, owner_role{nulls first}, id);
CREATE INDEX change_request_by_scope ON change_request (organisation, scope{nulls first}, id);
CREATE INDEX change_request_by_planned_from ON change_request (organisation, planned_from{nulls first}, id);
CREATE INDEX change_request_by_status ON change_request (organisation, status{nulls first}, id);

CREATE TABLE change_request_assets (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_asset {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES change_request (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_asset) REFERENCES asset (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX change_request_assets_by_to_asset ON change_request_assets (organisation, to_asset);

CREATE TABLE change_request_risks (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_risk {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES change_request (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_risk) REFERENCES risk (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX change_request_risks_by_to_risk ON change_request_risks (organisation, to_risk);

CREATE TABLE exception (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  category {text},
  document {integer},
  scope {integer},
  applies_to {text},
  description {text},
  reason {text},
  instead {text},
  requester_person {integer},
  requester_role {integer},
  expires_on {date},
  status {text},
  decided_by {integer},
  decided_on {date},
  decision {text},
  ended_on {date},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, document) REFERENCES document (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, requester_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, requester_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, decided_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX exception_by_document ON exception (organisation, document{nulls first}, id);
CREATE INDEX exception_by_scope ON exception (organisation, scope{nulls first}, id);
CREATE INDEX exception_by_expires_on ON exception (organisation, expires_on{nulls first}, id);
CREATE INDEX exception_by_status ON exception (organisation, status{nulls first}, id);

CREATE TABLE exception_controls (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_control {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES exception (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_control) REFERENCES control (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX exception_controls_by_to_control ON exception_controls (organisation, to_control);

CREATE TABLE exception_assets (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_asset {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES exception (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_asset) REFERENCES asset (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX exception_assets_by_to_asset ON exception_assets (organisation, to_asset);

CREATE TABLE exception_risks (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_risk {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES exception (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_risk) REFERENCES risk (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX exception_risks_by_to_risk ON exception_risks (organisation, to_risk);
