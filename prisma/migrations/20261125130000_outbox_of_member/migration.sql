-- What was sent to a member is asked for when they are forgotten, merged or ask for their data. Replies go to an address and are left out, so that a
-- dialogue does not pay; and the state is no part of it, so that settling touches it no more than it must.
CREATE INDEX outbox_member_idx ON outbox (member_id) WHERE member_id IS NOT NULL;
