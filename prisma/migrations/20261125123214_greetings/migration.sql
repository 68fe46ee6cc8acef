-- AlterTable
ALTER TABLE "member" ADD COLUMN     "birth_asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "birth_day" SMALLINT,
ADD COLUMN     "birth_told_at" TIMESTAMPTZ(3),
ADD COLUMN     "birth_year" SMALLINT,
ADD COLUMN     "time_zone" TEXT;

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "broadcast_id" INTEGER,
ADD COLUMN     "cost" BIGINT,
ADD COLUMN     "segments" INTEGER;

-- CreateTable
CREATE TABLE "pace" (
    "name" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pace_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "spending" (
    "name" TEXT NOT NULL,
    "spent" BIGINT NOT NULL,

    CONSTRAINT "spending_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "greeting" (
    "occasion" TEXT NOT NULL,
    "cycle" TEXT NOT NULL,
    "member_id" UUID NOT NULL,
    "facts" JSON NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "told" BOOLEAN NOT NULL,
    "points" BIGINT,

    CONSTRAINT "greeting_pkey" PRIMARY KEY ("occasion","cycle","member_id")
);

-- CreateTable
CREATE TABLE "greeting_run" (
    "occasion" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "greeting_run_pkey" PRIMARY KEY ("occasion","day","time_zone")
);

-- CreateTable
CREATE TABLE "broadcast" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "plan" JSON NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "who" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "start_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "broadcast_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "broadcast_recipient" (
    "broadcast_id" INTEGER NOT NULL,
    "member_id" UUID NOT NULL,
    "held_out" BOOLEAN NOT NULL,

    CONSTRAINT "broadcast_recipient_pkey" PRIMARY KEY ("broadcast_id","member_id")
);

-- CreateIndex
CREATE INDEX "greeting_member_id_at_idx" ON "greeting"("member_id", "at");

-- CreateIndex
CREATE INDEX "broadcast_recipient_member_id_idx" ON "broadcast_recipient"("member_id");

-- From here on by hand.
ALTER TABLE member
  ADD CONSTRAINT member_birth_day_check CHECK (birth_day BETWEEN 101 AND 1231 AND birth_day % 100 BETWEEN 1 AND 31),
  ADD CONSTRAINT member_birth_year_check CHECK (birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100 AND birth_day IS NOT NULL);
CREATE INDEX member_birth_day_idx ON member (birth_day) WHERE birth_day IS NOT NULL;
-- The time zones there are, one step each.
CREATE INDEX member_time_zone_idx ON member (time_zone) WHERE time_zone IS NOT NULL;

ALTER TABLE outbox ADD CONSTRAINT outbox_cost_check CHECK (segments > 0 AND cost >= 0);
ALTER TABLE spending ADD CONSTRAINT spending_spent_check CHECK (spent >= 0);
ALTER TABLE greeting ADD CONSTRAINT greeting_points_check CHECK (points > 0);
ALTER TABLE broadcast
  ADD CONSTRAINT broadcast_state_check CHECK (state IN ('planned', 'running', 'paused', 'done', 'cancelled')),
  ADD CONSTRAINT broadcast_who_check CHECK (who <> '');
ALTER TABLE broadcast_recipient
  ADD CONSTRAINT broadcast_recipient_broadcast_id_fkey FOREIGN KEY (broadcast_id) REFERENCES broadcast (id) ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Offers by the hundred thousand must not stand in the way of whoever looks for what is due besides.
DROP INDEX outbox_due_idx;
CREATE INDEX outbox_due_idx ON outbox (due_at, id) WHERE class <> 'marketing' AND state IN ('waiting', 'sending');
CREATE INDEX outbox_offers_due_idx ON outbox (due_at, id) WHERE class = 'marketing' AND state = 'waiting';
CREATE INDEX outbox_sending_idx ON outbox (leased_until) WHERE state = 'sending';
CREATE INDEX outbox_broadcast_idx ON outbox (broadcast_id) WHERE broadcast_id IS NOT NULL;
CREATE INDEX greeting_untold_idx ON greeting (occasion) WHERE NOT told;
