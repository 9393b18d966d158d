-- Registers of other people name a role or a board where Attesta names a person.

ALTER TABLE document_version ADD COLUMN approved_by_words {text};
ALTER TABLE exception ADD COLUMN decided_by_words {text};
