-- Indexes for what is asked of very many risks: the register by title, and what a person assessed.

CREATE INDEX risk_by_title ON risk (organisation, title{nulls first}, id);
CREATE INDEX risk_result_by_assessed_by ON risk_result (organisation, assessed_by{nulls first}, id);
