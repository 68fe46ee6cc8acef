-- The clock of a member is set by hand where their phone does not tell it.
ALTER TABLE intervention
  DROP CONSTRAINT intervention_kind_check,
  ADD CONSTRAINT intervention_kind_check CHECK (kind IN ('points', 'block', 'unblock', 'link', 'clock', 'resend'));
