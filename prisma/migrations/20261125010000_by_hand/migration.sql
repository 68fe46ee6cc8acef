-- AlterTable
ALTER TABLE "member" ADD COLUMN     "blocked_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "intervention" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "request" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "intervention_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "intervention_member_id_at_idx" ON "intervention"("member_id", "at");

-- AddForeignKey
ALTER TABLE "intervention" ADD CONSTRAINT "intervention_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- From here on by hand.
-- What was done by hand is not rewritten. It follows its member into another record, and loses its words when the member is forgotten.
CREATE TRIGGER intervention_stays BEFORE DELETE OR TRUNCATE ON intervention FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER intervention_keeps_what_was_done BEFORE UPDATE ON intervention FOR EACH ROW
  WHEN ((OLD.id, OLD.kind, OLD.who, OLD.facts, OLD.request, OLD.at) IS DISTINCT FROM (NEW.id, NEW.kind, NEW.who, NEW.facts, NEW.request, NEW.at)
    OR (NEW.why <> OLD.why AND NEW.why <> ''))
  EXECUTE FUNCTION refuse_rewriting();

ALTER TABLE intervention
  ADD CONSTRAINT intervention_kind_check CHECK (kind IN ('points', 'block', 'unblock', 'link', 'resend')),
  ADD CONSTRAINT intervention_who_check CHECK (who <> '');
