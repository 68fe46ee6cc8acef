-- Purchases that were recorded before there was a till: a code nobody was given, and nothing that a return could reverse.
ALTER TABLE "purchase" ADD COLUMN     "cashier" TEXT,
ADD COLUMN     "claimed_at" TIMESTAMPTZ(3),
ADD COLUMN     "code" TEXT,
ADD COLUMN     "denominator" BIGINT NOT NULL DEFAULT 1,
ADD COLUMN     "digest" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "line_returns" JSON NOT NULL DEFAULT '[]',
ADD COLUMN     "phone_hash" TEXT,
ADD COLUMN     "points_spent" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "refunded" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "returned" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "till" TEXT NOT NULL DEFAULT 'playground',
ADD COLUMN     "token" TEXT,
ADD COLUMN     "transfers" JSON,
ALTER COLUMN "member_id" DROP NOT NULL,
ALTER COLUMN "lines" SET DATA TYPE JSON,
ALTER COLUMN "reasons" SET DATA TYPE JSON;
UPDATE "purchase" SET "code" = 'before ' || "id"::text, "token" = md5("id"::text);
ALTER TABLE "purchase" ALTER COLUMN "code" SET NOT NULL, ALTER COLUMN "token" SET NOT NULL,
  ALTER COLUMN "denominator" DROP DEFAULT, ALTER COLUMN "digest" DROP DEFAULT, ALTER COLUMN "till" DROP DEFAULT;

-- CreateTable
CREATE TABLE "purchase_return" (
    "purchase_id" UUID NOT NULL,
    "return_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "till" TEXT NOT NULL,
    "cashier" TEXT,
    "lines" JSON NOT NULL,
    "refund" BIGINT NOT NULL,
    "points_returned" BIGINT NOT NULL,
    "points_taken" BIGINT NOT NULL,
    "points_forgiven" BIGINT NOT NULL,
    "points_owed" BIGINT NOT NULL,
    "request" TEXT NOT NULL,
    "digest" TEXT NOT NULL,

    CONSTRAINT "purchase_return_pkey" PRIMARY KEY ("purchase_id","return_id")
);

-- CreateTable
CREATE TABLE "hold_request" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "points" BIGINT NOT NULL,
    "till" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "digest" TEXT,
    "tries_left" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hold_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "hold_request_member_id_at_idx" ON "hold_request"("member_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "purchase_code_key" ON "purchase"("code");

-- AddForeignKey
ALTER TABLE "purchase_return" ADD CONSTRAINT "purchase_return_purchase_id_fkey" FOREIGN KEY ("purchase_id") REFERENCES "purchase"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- From here on by hand.
-- Looked for are only those that nobody has claimed, and those of the last days.
CREATE INDEX purchase_unclaimed_idx ON purchase (phone_hash) WHERE member_id IS NULL AND phone_hash IS NOT NULL;
CREATE INDEX purchase_recorded_at_idx ON purchase USING brin (recorded_at);

ALTER TABLE purchase
  ADD CONSTRAINT purchase_money_check CHECK (total >= 0 AND paid BETWEEN 0 AND total AND returned BETWEEN 0 AND total AND refunded BETWEEN 0 AND paid),
  ADD CONSTRAINT purchase_points_check CHECK (points_earned >= 0 AND points_spent >= 0);
ALTER TABLE hold_request ADD CONSTRAINT hold_request_tries_left_check CHECK (tries_left BETWEEN 0 AND 5);

-- Money that went back is not rewritten.
CREATE TRIGGER purchase_return_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON purchase_return FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- Of a purchase only what was returned, its owner and its claim may change; what was earned changes once, when it is claimed.
CREATE FUNCTION refuse_other_purchase() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a purchase stays as it was recorded: %', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER purchase_keeps_its_facts BEFORE UPDATE ON purchase FOR EACH ROW
  WHEN ((OLD.id, OLD.receipt_id, OLD.store, OLD.local_date, OLD.at, OLD.total, OLD.currency, OLD.digest, OLD.token, OLD.code)
    IS DISTINCT FROM (NEW.id, NEW.receipt_id, NEW.store, NEW.local_date, NEW.at, NEW.total, NEW.currency, NEW.digest, NEW.token, NEW.code)
    OR NEW.returned < OLD.returned OR NEW.refunded < OLD.refunded)
  EXECUTE FUNCTION refuse_other_purchase();

-- Rows that a claim or a return changes keep room on their page.
ALTER TABLE purchase SET (fillfactor = 90);
