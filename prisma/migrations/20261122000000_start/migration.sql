-- CreateTable
CREATE TABLE "request" (
    "id" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "answer" JSON,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "language" TEXT NOT NULL,
    "card" TEXT NOT NULL,
    "source" TEXT,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "joined_by" TEXT NOT NULL,
    "forgotten_at" TIMESTAMPTZ(3),
    "merged_into" UUID,

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity" (
    "address" TEXT NOT NULL,
    "member_id" UUID NOT NULL,
    "proved_how" TEXT NOT NULL,
    "proved_by" TEXT NOT NULL,
    "proved_at" TIMESTAMPTZ(3) NOT NULL,
    "unreachable_since" TIMESTAMPTZ(3),

    CONSTRAINT "identity_pkey" PRIMARY KEY ("address")
);

-- CreateTable
CREATE TABLE "consent" (
    "id" BIGSERIAL NOT NULL,
    "member_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "given" BOOLEAN NOT NULL,
    "wording" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "request" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "welcomed_phone" (
    "phone_hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "welcomed_phone_pkey" PRIMARY KEY ("phone_hash")
);

-- CreateTable
CREATE TABLE "code" (
    "id" UUID NOT NULL,
    "phone" TEXT NOT NULL,
    "phone_hash" TEXT NOT NULL,
    "asked_by" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "tries_left" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "address" TEXT NOT NULL,
    "step" TEXT,
    "data" JSONB NOT NULL,
    "unclear" INTEGER NOT NULL,
    "language" TEXT,
    "heard_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("address")
);

-- CreateTable
CREATE TABLE "account" (
    "member_id" UUID NOT NULL,
    "points" BIGINT NOT NULL,
    "held" BIGINT NOT NULL,
    "debt" BIGINT NOT NULL,
    "carry" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("member_id")
);

-- CreateTable
CREATE TABLE "transfer" (
    "member_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "request" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "points" BIGINT NOT NULL,
    "reverses" INTEGER,
    "about" TEXT,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "transfer_pkey" PRIMARY KEY ("member_id","number")
);

-- CreateTable
CREATE TABLE "lot" (
    "member_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "points" BIGINT NOT NULL,
    "remaining" BIGINT NOT NULL,
    "active_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "lot_pkey" PRIMARY KEY ("member_id","number")
);

-- CreateTable
CREATE TABLE "draw" (
    "member_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "lot" INTEGER NOT NULL,
    "points" BIGINT NOT NULL,

    CONSTRAINT "draw_pkey" PRIMARY KEY ("member_id","number","lot")
);

-- CreateTable
CREATE TABLE "hold" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "points" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "program" (
    "hash" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "program_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "purchase" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "receipt_id" TEXT NOT NULL,
    "store" TEXT NOT NULL,
    "local_date" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "total" BIGINT NOT NULL,
    "paid" BIGINT NOT NULL,
    "lines" JSONB NOT NULL,
    "points_earned" BIGINT NOT NULL,
    "tier" TEXT NOT NULL,
    "reasons" JSONB NOT NULL,
    "program" TEXT NOT NULL,
    "request" TEXT NOT NULL,

    CONSTRAINT "purchase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "request" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "member_id" UUID,
    "address" TEXT,
    "recipient" TEXT NOT NULL,
    "message" JSON NOT NULL,
    "letter" JSON,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL,
    "leased_by" UUID,
    "leased_until" TIMESTAMPTZ(3),
    "channel" TEXT,
    "reference" TEXT,
    "report" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pause" (
    "name" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pause_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "schedule_run" (
    "job" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "schedule_run_pkey" PRIMARY KEY ("job","due_at")
);

-- CreateTable
CREATE TABLE "secret" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "secret_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "request_at_idx" ON "request" USING BRIN ("at");

-- CreateIndex
CREATE UNIQUE INDEX "member_card_key" ON "member"("card");

-- CreateIndex
CREATE INDEX "identity_member_id_idx" ON "identity"("member_id");

-- CreateIndex
CREATE INDEX "consent_member_id_id_idx" ON "consent"("member_id", "id");

-- CreateIndex
CREATE INDEX "code_phone_at_idx" ON "code"("phone", "at");

-- CreateIndex
CREATE INDEX "code_asked_by_at_idx" ON "code"("asked_by", "at");

-- CreateIndex
CREATE INDEX "code_at_idx" ON "code"("at");

-- CreateIndex
CREATE INDEX "purchase_member_id_at_idx" ON "purchase"("member_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "purchase_store_receipt_id_local_date_key" ON "purchase"("store", "receipt_id", "local_date");

-- AddForeignKey
ALTER TABLE "identity" ADD CONSTRAINT "identity_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "purchase" ADD CONSTRAINT "purchase_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- From here on by hand: what keeps the ledger true whoever writes to the database.

-- What happened is not rewritten. A mistake is undone by a new row that says so.
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: its rows stay as they were written, and a mistake is undone by a new row', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER transfer_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON transfer FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER draw_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON draw FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER consent_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON consent FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- Of a lot only what remains may change.
CREATE TRIGGER lot_stays BEFORE DELETE OR TRUNCATE ON lot FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER lot_keeps_its_terms BEFORE UPDATE ON lot FOR EACH ROW
  WHEN ((OLD.member_id, OLD.number, OLD.points, OLD.active_at, OLD.expires_at)
    IS DISTINCT FROM (NEW.member_id, NEW.number, NEW.points, NEW.active_at, NEW.expires_at))
  EXECUTE FUNCTION refuse_rewriting();

-- A hold is captured or released once.
CREATE TRIGGER hold_stays BEFORE DELETE OR TRUNCATE ON hold FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER hold_closes_once BEFORE UPDATE ON hold FOR EACH ROW
  WHEN (OLD.state <> 'open' OR (OLD.id, OLD.member_id, OLD.number, OLD.points, OLD.expires_at)
    IS DISTINCT FROM (NEW.id, NEW.member_id, NEW.number, NEW.points, NEW.expires_at))
  EXECUTE FUNCTION refuse_rewriting();

-- Sums stay on their side of zero, and below 2^53, so that JSON and JavaScript tell them exactly.
ALTER TABLE account
  ADD CONSTRAINT account_points_check CHECK (points BETWEEN 0 AND 9007199254740991),
  ADD CONSTRAINT account_held_check CHECK (held BETWEEN 0 AND 9007199254740991),
  ADD CONSTRAINT account_debt_check CHECK (debt BETWEEN -9007199254740991 AND 0),
  ADD CONSTRAINT account_carry_check CHECK (carry BETWEEN 0 AND 9007199254740991),
  ADD CONSTRAINT account_number_check CHECK (number >= 0);

-- The moves there are: earn, spend, set aside, capture, release, expire, repay, owe.
ALTER TABLE transfer
  ADD CONSTRAINT transfer_points_check CHECK (points BETWEEN 1 AND 9007199254740991),
  ADD CONSTRAINT transfer_number_check CHECK (number > 0),
  ADD CONSTRAINT transfer_reverses_check CHECK (reverses > 0 AND reverses < number),
  ADD CONSTRAINT transfer_move_check CHECK ((source, target) IN (
    ('shop', 'points'), ('points', 'shop'),
    ('points', 'held'), ('held', 'shop'), ('held', 'points'),
    ('points', 'expired'),
    ('shop', 'debt'), ('debt', 'shop')));

ALTER TABLE lot
  ADD CONSTRAINT lot_points_check CHECK (points BETWEEN 1 AND 9007199254740991),
  ADD CONSTRAINT lot_remaining_check CHECK (remaining BETWEEN 0 AND points),
  ADD CONSTRAINT lot_expires_at_check CHECK (expires_at > active_at);

ALTER TABLE draw
  ADD CONSTRAINT draw_points_check CHECK (points <> 0 AND points BETWEEN -9007199254740991 AND 9007199254740991);

ALTER TABLE hold
  ADD CONSTRAINT hold_points_check CHECK (points BETWEEN 1 AND 9007199254740991),
  ADD CONSTRAINT hold_state_check CHECK (state IN ('open', 'captured', 'released'));

ALTER TABLE code ADD CONSTRAINT code_tries_left_check CHECK (tries_left BETWEEN 0 AND 5);

ALTER TABLE outbox
  ADD CONSTRAINT outbox_class_check CHECK (class IN ('reply', 'service', 'marketing')),
  ADD CONSTRAINT outbox_state_check CHECK (state IN ('waiting', 'sending', 'sent', 'refused', 'unknown', 'dropped')),
  ADD CONSTRAINT outbox_attempts_check CHECK (attempts >= 0);

ALTER TABLE member ADD CONSTRAINT member_language_check CHECK (language IN ('en', 'pl', 'ru'));
ALTER TABLE consent ADD CONSTRAINT consent_language_check CHECK (language IN ('en', 'pl', 'ru'));
ALTER TABLE session ADD CONSTRAINT session_language_check CHECK (language IN ('en', 'pl', 'ru'));

-- Only what is still open is looked for, so only that is indexed.
CREATE INDEX lot_expiring_idx ON lot (expires_at) WHERE remaining > 0 AND expires_at IS NOT NULL;
CREATE INDEX transfer_reverses_idx ON transfer (member_id, reverses) WHERE reverses IS NOT NULL;
CREATE INDEX hold_open_idx ON hold (member_id) WHERE state = 'open';
CREATE INDEX outbox_recipient_idx ON outbox (recipient, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_due_idx ON outbox (due_at, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_reference_idx ON outbox (reference) WHERE channel = 'sms' AND reference IS NOT NULL;

-- Rows that change often keep room on their page for the next version.
ALTER TABLE session SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 500);
ALTER TABLE outbox SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 500);
ALTER TABLE account SET (fillfactor = 70);
ALTER TABLE lot SET (fillfactor = 70);
