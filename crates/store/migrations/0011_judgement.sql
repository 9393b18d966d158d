-- What people judge where records cannot tell, and which role is top management.

ALTER TABLE role ADD COLUMN top_management {bool};

CREATE TABLE judgement (
  organisation {integer} NOT NULL,
  id {integer} NOT NULL,
  revision {integer} NOT NULL,
  retired {bool} NOT NULL,
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  erased {text},
  criterion {text},
  opinion {text},
  judged_by {integer},
  judged_on {date},
  until {date},
  evidence {text},
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation) REFERENCES tenant (id),
  FOREIGN KEY (organisation, judged_by) REFERENCES person (organisation, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX judgement_by_criterion ON judgement (organisation, criterion{nulls first}, id);
CREATE INDEX judgement_by_opinion ON judgement (organisation, opinion{nulls first}, id);
CREATE INDEX judgement_by_judged_by ON judgement (organisation, judged_by{nulls first}, id);
CREATE INDEX judgement_by_judged_on ON judgement (organisation, judged_on{nulls first}, id);
CREATE INDEX judgement_by_until ON judgement (organisation, until{nulls first}, id);
