-- Performance, audits and reviews, improvement, certification and operation: what clauses 6.2, 8 to 10 and some controls ask
-- to be kept. Documents and actions know what real registers say of them.

CREATE TABLE metric (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  kind {text},
  scope {integer},
  question {text},
  what {text},
  method {text},
  source {text},
  clauses {text},
  controls {text},
  unit {text},
  direction {text},
  target {number},
  warning {number},
  response {text},
  measured_by_person {integer},
  measured_by_role {integer},
  measured_when {text},
  interval {number},
  analysed_by_person {integer},
  analysed_by_role {integer},
  analysed_when {text},
  reported_to {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, measured_by_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, measured_by_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, analysed_by_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, analysed_by_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX metric_by_kind ON metric (organisation, kind{nulls first}, id);
CREATE INDEX metric_by_scope ON metric (organisation, scope{nulls first}, id);
CREATE INDEX metric_by_measured_by_person ON metric (organisation, measured_by_person{nulls first}, id);
CREATE INDEX metric_by_measured_by_role ON metric (organisation, measured_by_role{nulls first}, id);
CREATE INDEX metric_by_analysed_by_person ON metric (organisation, analysed_by_person{nulls first}, id);
CREATE INDEX metric_by_analysed_by_role ON metric (organisation, analysed_by_role{nulls first}, id);

CREATE TABLE objective (
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
  level {text},
  policy {integer},
  clauses {text},
  controls {text},
  metric {integer},
  measured {text},
  unit {text},
  direction {text},
  baseline {number},
  baseline_note {text},
  target {number},
  target_note {text},
  frequency {text},
  interval {number},
  plan {text},
  resources {text},
  due {date},
  review_on {date},
  evaluation {text},
  communicated {text},
  result {text},
  concluded_on {date},
  concluded_by {integer},
  conclusion {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, policy) REFERENCES document (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, metric) REFERENCES metric (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, concluded_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX objective_by_owner_person ON objective (organisation, owner_person{nulls first}, id);
CREATE INDEX objective_by_owner_role ON objective (organisation, owner_role{nulls first}, id);
CREATE INDEX objective_by_scope ON objective (organisation, scope{nulls first}, id);
CREATE INDEX objective_by_metric ON objective (organisation, metric{nulls first}, id);
CREATE INDEX objective_by_due ON objective (organisation, due{nulls first}, id);
CREATE INDEX objective_by_review_on ON objective (organisation, review_on{nulls first}, id);
CREATE INDEX objective_by_result ON objective (organisation, result{nulls first}, id);

CREATE TABLE objective_risks (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_risk {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES objective (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_risk) REFERENCES risk (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX objective_risks_by_to_risk ON objective_risks (organisation, to_risk);

CREATE TABLE objective_requirements (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_party_requirement {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES objective (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_party_requirement) REFERENCES party_requirement (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX objective_requirements_by_to_party_requirement ON objective_requirements (organisation, to_party_requirement);

CREATE TABLE objective_actions (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_treatment_action {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES objective (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_treatment_action) REFERENCES treatment_action (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX objective_actions_by_to_treatment_action ON objective_actions (organisation, to_treatment_action);

CREATE TABLE objective_check_in (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  objective {integer},
  checked_on {date},
  value {number},
  said {text},
  progress {text},
  checked_by {integer},
  remark {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, objective) REFERENCES objective (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, checked_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX objective_check_in_by_objective ON objective_check_in (organisation, objective{nulls first}, id);
CREATE INDEX objective_check_in_by_checked_on ON objective_check_in (organisation, checked_on{nulls first}, id);
CREATE INDEX objective_check_in_by_progress ON objective_check_in (organisation, progress{nulls first}, id);

CREATE TABLE audit_programme (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  scope {integer},
  period_from {date},
  period_until {date},
  status {text},
  owner_person {integer},
  owner_role {integer},
  objectives {text},
  clauses {text},
  criteria {text},
  frequency {text},
  methods {text},
  responsibilities {text},
  reporting {text},
  rationale {text},
  risks {text},
  approved_by {integer},
  approved_on {date},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, approved_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX audit_programme_by_scope ON audit_programme (organisation, scope{nulls first}, id);
CREATE INDEX audit_programme_by_period_from ON audit_programme (organisation, period_from{nulls first}, id);
CREATE INDEX audit_programme_by_period_until ON audit_programme (organisation, period_until{nulls first}, id);
CREATE INDEX audit_programme_by_status ON audit_programme (organisation, status{nulls first}, id);
CREATE INDEX audit_programme_by_owner_person ON audit_programme (organisation, owner_person{nulls first}, id);
CREATE INDEX audit_programme_by_owner_role ON audit_programme (organisation, owner_role{nulls first}, id);

CREATE TABLE audit (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  programme {integer},
  scope {integer},
  status {text},
  planned_from {date},
  planned_until {date},
  extent {text},
  clauses {text},
  controls {text},
  criteria {text},
  methods {text},
  outside_auditors {text},
  impartiality {text},
  began_on {date},
  ended_on {date},
  summary {text},
  conclusion {text},
  reported_on {date},
  report {text},
  called_off {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, programme) REFERENCES audit_programme (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX audit_by_programme ON audit (organisation, programme{nulls first}, id);
CREATE INDEX audit_by_scope ON audit (organisation, scope{nulls first}, id);
CREATE INDEX audit_by_status ON audit (organisation, status{nulls first}, id);
CREATE INDEX audit_by_planned_from ON audit (organisation, planned_from{nulls first}, id);
CREATE INDEX audit_by_ended_on ON audit (organisation, ended_on{nulls first}, id);

CREATE TABLE audit_auditors (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_person {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES audit (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX audit_auditors_by_to_person ON audit_auditors (organisation, to_person);

CREATE TABLE audit_auditees (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_person {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES audit (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX audit_auditees_by_to_person ON audit_auditees (organisation, to_person);

CREATE TABLE audit_reported_to (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_person {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES audit (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX audit_reported_to_by_to_person ON audit_reported_to (organisation, to_person);

CREATE TABLE audit_finding (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  audit {integer},
  kind {text},
  found_on {date},
  clause {text},
  control {text},
  requirement {text},
  evidence {text},
  statement {text},
  owner_person {integer},
  owner_role {integer},
  answer {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, audit) REFERENCES audit (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX audit_finding_by_audit ON audit_finding (organisation, audit{nulls first}, id);
CREATE INDEX audit_finding_by_kind ON audit_finding (organisation, kind{nulls first}, id);
CREATE INDEX audit_finding_by_clause ON audit_finding (organisation, clause{nulls first}, id);
CREATE INDEX audit_finding_by_control ON audit_finding (organisation, control{nulls first}, id);
CREATE INDEX audit_finding_by_owner_person ON audit_finding (organisation, owner_person{nulls first}, id);
CREATE INDEX audit_finding_by_owner_role ON audit_finding (organisation, owner_role{nulls first}, id);

CREATE TABLE management_review (
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
  planned_for {date},
  held_on {date},
  period_from {date},
  period_until {date},
  chaired_by {integer},
  guests {text},
  inputs {text},
  suitability {text},
  adequacy {text},
  effectiveness {text},
  nothing_to_decide {text},
  next_on {date},
  approved_by {integer},
  approved_on {date},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, chaired_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, approved_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX management_review_by_scope ON management_review (organisation, scope{nulls first}, id);
CREATE INDEX management_review_by_status ON management_review (organisation, status{nulls first}, id);
CREATE INDEX management_review_by_planned_for ON management_review (organisation, planned_for{nulls first}, id);
CREATE INDEX management_review_by_held_on ON management_review (organisation, held_on{nulls first}, id);

CREATE TABLE management_review_participants (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_person {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES management_review (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX management_review_participants_by_to_person ON management_review_participants (organisation, to_person);

CREATE TABLE review_decision (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  review {integer},
  kind {text},
  details {text},
  owner_person {integer},
  owner_role {integer},
  due {date},
  status {text},
  done_on {date},
  done_by {integer},
  outcome {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, review) REFERENCES management_review (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, done_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX review_decision_by_review ON review_decision (organisation, review{nulls first}, id);
CREATE INDEX review_decision_by_kind ON review_decision (organisation, kind{nulls first}, id);
CREATE INDEX review_decision_by_owner_person ON review_decision (organisation, owner_person{nulls first}, id);
CREATE INDEX review_decision_by_owner_role ON review_decision (organisation, owner_role{nulls first}, id);
CREATE INDEX review_decision_by_due ON review_decision (organisation, due{nulls first}, id);
CREATE INDEX review_decision_by_status ON review_decision (organisation, status{nulls first}, id);

CREATE TABLE certification_audit (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  stage {text},
  planned_from {date},
  planned_until {date},
  body {text},
  scope {integer},
  standard {text},
  auditors {text},
  days {number},
  people {number},
  sites {text},
  began_on {date},
  ended_on {date},
  outcome {text},
  report_on {date},
  report {text},
  summary {text},
  findings {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX certification_audit_by_stage ON certification_audit (organisation, stage{nulls first}, id);
CREATE INDEX certification_audit_by_planned_from ON certification_audit (organisation, planned_from{nulls first}, id);
CREATE INDEX certification_audit_by_scope ON certification_audit (organisation, scope{nulls first}, id);
CREATE INDEX certification_audit_by_ended_on ON certification_audit (organisation, ended_on{nulls first}, id);
CREATE INDEX certification_audit_by_outcome ON certification_audit (organisation, outcome{nulls first}, id);

CREATE TABLE certificate (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  reference {text},
  status {text},
  standard {text},
  body {text},
  accreditation {text},
  scope {integer},
  scope_text {text},
  sites {text},
  soa_version {integer},
  audit {integer},
  first_issued_on {date},
  issued_on {date},
  expires_on {date},
  status_on {date},
  status_reason {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, soa_version) REFERENCES soa_version (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, audit) REFERENCES certification_audit (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX certificate_by_status ON certificate (organisation, status{nulls first}, id);
CREATE INDEX certificate_by_scope ON certificate (organisation, scope{nulls first}, id);
CREATE INDEX certificate_by_soa_version ON certificate (organisation, soa_version{nulls first}, id);
CREATE INDEX certificate_by_audit ON certificate (organisation, audit{nulls first}, id);
CREATE INDEX certificate_by_expires_on ON certificate (organisation, expires_on{nulls first}, id);

CREATE TABLE nonconformity (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  status {text},
  source {text},
  grade {text},
  raised_on {date},
  raised_by {integer},
  scope {integer},
  owner_person {integer},
  owner_role {integer},
  due {date},
  finding {integer},
  certification_audit {integer},
  review {integer},
  source_note {text},
  clause {text},
  control {text},
  requirement {text},
  description {text},
  evidence {text},
  correction {text},
  consequences {text},
  corrected_on {date},
  cause {text},
  similar_cases {text},
  no_action {text},
  isms_change {text},
  analysed_on {date},
  analysed_by {integer},
  effective {bool},
  effectiveness {text},
  verified_on {date},
  verified_by {integer},
  closed_on {date},
  closed_by {integer},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, raised_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, finding) REFERENCES audit_finding (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, certification_audit) REFERENCES certification_audit (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, review) REFERENCES management_review (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, analysed_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, verified_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, closed_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX nonconformity_by_status ON nonconformity (organisation, status{nulls first}, id);
CREATE INDEX nonconformity_by_source ON nonconformity (organisation, source{nulls first}, id);
CREATE INDEX nonconformity_by_grade ON nonconformity (organisation, grade{nulls first}, id);
CREATE INDEX nonconformity_by_raised_on ON nonconformity (organisation, raised_on{nulls first}, id);
CREATE INDEX nonconformity_by_scope ON nonconformity (organisation, scope{nulls first}, id);
CREATE INDEX nonconformity_by_owner_person ON nonconformity (organisation, owner_person{nulls first}, id);
CREATE INDEX nonconformity_by_owner_role ON nonconformity (organisation, owner_role{nulls first}, id);
CREATE INDEX nonconformity_by_due ON nonconformity (organisation, due{nulls first}, id);
CREATE INDEX nonconformity_by_finding ON nonconformity (organisation, finding{nulls first}, id);
CREATE INDEX nonconformity_by_certification_audit ON nonconformity (organisation, certification_audit{nulls first}, id);
CREATE INDEX nonconformity_by_clause ON nonconformity (organisation, clause{nulls first}, id);
CREATE INDEX nonconformity_by_control ON nonconformity (organisation, control{nulls first}, id);

CREATE TABLE measurement (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  metric {integer},
  measured_on {date},
  period_from {date},
  period_until {date},
  value {number},
  numerator {number},
  denominator {number},
  measured_by {integer},
  remark {text},
  analysis {text},
  analysed_on {date},
  analysed_by {integer},
  response {text},
  nonconformity {integer},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, metric) REFERENCES metric (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, measured_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, analysed_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, nonconformity) REFERENCES nonconformity (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX measurement_by_metric ON measurement (organisation, metric{nulls first}, id);
CREATE INDEX measurement_by_measured_on ON measurement (organisation, measured_on{nulls first}, id);

CREATE TABLE corrective_action (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  title {text},
  nonconformity {integer},
  owner_person {integer},
  owner_role {integer},
  due {date},
  resources {text},
  check_planned {text},
  status {text},
  done_on {date},
  done_by {integer},
  outcome {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, nonconformity) REFERENCES nonconformity (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, done_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX corrective_action_by_nonconformity ON corrective_action (organisation, nonconformity{nulls first}, id);
CREATE INDEX corrective_action_by_owner_person ON corrective_action (organisation, owner_person{nulls first}, id);
CREATE INDEX corrective_action_by_owner_role ON corrective_action (organisation, owner_role{nulls first}, id);
CREATE INDEX corrective_action_by_due ON corrective_action (organisation, due{nulls first}, id);
CREATE INDEX corrective_action_by_status ON corrective_action (organisation, status{nulls first}, id);

CREATE TABLE objective_corrective_actions (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_corrective_action {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES objective (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_corrective_action) REFERENCES corrective_action (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX objective_corrective_actions_by_to_corrective_action ON objective_corrective_actions (organisation, to_corrective_action);

CREATE TABLE retention_entry (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  category {text},
  description {text},
  owner_person {integer},
  owner_role {integer},
  scope {integer},
  location {text},
  format {text},
  period {text},
  months {number},
  basis {text},
  disposal {text},
  remark {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX retention_entry_by_owner_person ON retention_entry (organisation, owner_person{nulls first}, id);
CREATE INDEX retention_entry_by_owner_role ON retention_entry (organisation, owner_role{nulls first}, id);
CREATE INDEX retention_entry_by_scope ON retention_entry (organisation, scope{nulls first}, id);

CREATE TABLE retention_entry_obligations (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_obligation {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES retention_entry (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_obligation) REFERENCES obligation (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX retention_entry_obligations_by_to_obligation ON retention_entry_obligations (organisation, to_obligation);

CREATE TABLE deletion (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  subject {text},
  status {text},
  reason {text},
  retention {integer},
  planned_for {date},
  method {text},
  standard {text},
  performed_by_person {integer},
  performed_by_role {integer},
  performer {text},
  performed_on {date},
  evidence {text},
  verified_by {integer},
  verified_on {date},
  verification {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, retention) REFERENCES retention_entry (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, performed_by_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, performed_by_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, verified_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX deletion_by_status ON deletion (organisation, status{nulls first}, id);
CREATE INDEX deletion_by_retention ON deletion (organisation, retention{nulls first}, id);
CREATE INDEX deletion_by_planned_for ON deletion (organisation, planned_for{nulls first}, id);
CREATE INDEX deletion_by_performed_by_person ON deletion (organisation, performed_by_person{nulls first}, id);
CREATE INDEX deletion_by_performed_by_role ON deletion (organisation, performed_by_role{nulls first}, id);
CREATE INDEX deletion_by_performed_on ON deletion (organisation, performed_on{nulls first}, id);

CREATE TABLE crypto_key (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  key {text},
  purpose {text},
  status {text},
  owner_person {integer},
  owner_role {integer},
  system {text},
  scope {integer},
  algorithm {text},
  length {number},
  storage {text},
  backup {text},
  created_on {date},
  expires_on {date},
  rotation_months {number},
  rotation {text},
  rotated_on {date},
  revoked_on {date},
  revoked_because {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX crypto_key_by_status ON crypto_key (organisation, status{nulls first}, id);
CREATE INDEX crypto_key_by_owner_person ON crypto_key (organisation, owner_person{nulls first}, id);
CREATE INDEX crypto_key_by_owner_role ON crypto_key (organisation, owner_role{nulls first}, id);
CREATE INDEX crypto_key_by_scope ON crypto_key (organisation, scope{nulls first}, id);
CREATE INDEX crypto_key_by_expires_on ON crypto_key (organisation, expires_on{nulls first}, id);

CREATE TABLE continuity_plan (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  system {text},
  criticality {text},
  owner_person {integer},
  owner_role {integer},
  scope {integer},
  rto {number},
  rpo {number},
  runbook {text},
  document {integer},
  security {text},
  redundancy {text},
  backup_method {text},
  backup_frequency {text},
  backup_location {text},
  test_interval {number},
  next_test {date},
  postponed {number},
  last_test {date},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, owner_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, owner_role) REFERENCES role (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, scope) REFERENCES scope (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, document) REFERENCES document (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX continuity_plan_by_owner_person ON continuity_plan (organisation, owner_person{nulls first}, id);
CREATE INDEX continuity_plan_by_owner_role ON continuity_plan (organisation, owner_role{nulls first}, id);
CREATE INDEX continuity_plan_by_scope ON continuity_plan (organisation, scope{nulls first}, id);
CREATE INDEX continuity_plan_by_next_test ON continuity_plan (organisation, next_test{nulls first}, id);

CREATE TABLE continuity_test (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  plan {integer},
  tested_on {date},
  kind {text},
  scenario {text},
  result {text},
  rto {number},
  rpo {number},
  findings {text},
  evidence {text},
  recorded_by {integer},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, plan) REFERENCES continuity_plan (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, recorded_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX continuity_test_by_plan ON continuity_test (organisation, plan{nulls first}, id);
CREATE INDEX continuity_test_by_tested_on ON continuity_test (organisation, tested_on{nulls first}, id);
CREATE INDEX continuity_test_by_kind ON continuity_test (organisation, kind{nulls first}, id);
CREATE INDEX continuity_test_by_result ON continuity_test (organisation, result{nulls first}, id);

CREATE TABLE continuity_test_participants (
  organisation {integer} NOT NULL,
  record {integer} NOT NULL,
  position {integer} NOT NULL,
  to_person {integer},
  PRIMARY KEY (organisation, record, position),
  FOREIGN KEY (organisation, record) REFERENCES continuity_test (organisation, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organisation, to_person) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX continuity_test_participants_by_to_person ON continuity_test_participants (organisation, to_person);

ALTER TABLE document ADD COLUMN identifier {text};
ALTER TABLE document ADD COLUMN distribution {text};
ALTER TABLE document_version ADD COLUMN in_force_from {date};
ALTER TABLE document_version ADD COLUMN reviewed_on {date};
ALTER TABLE treatment_action ADD COLUMN starts_on {date};
ALTER TABLE treatment_action ADD COLUMN repeated {text};
ALTER TABLE treatment_action ADD COLUMN budget {number};
ALTER TABLE treatment_action ADD COLUMN verification {text};
