-- CreateTable
CREATE TABLE "survey_answer" (
    "purchase_id" UUID NOT NULL,
    "member_id" UUID,
    "answerer" TEXT,
    "channel" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "rating" SMALLINT NOT NULL,
    "choices" JSON NOT NULL DEFAULT '[]',
    "words" TEXT,
    "picture" TEXT,
    "reward_points" BIGINT NOT NULL DEFAULT 0,
    "rated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "survey_answer_pkey" PRIMARY KEY ("purchase_id")
);

-- CreateTable
CREATE TABLE "survey_case" (
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "purchase_id" UUID,
    "member_id" UUID,
    "state" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "said_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "remind_at" TIMESTAMPTZ(3),
    "apology_points" BIGINT NOT NULL DEFAULT 0,
    "apologised_at" TIMESTAMPTZ(3),

    CONSTRAINT "survey_case_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "case_event" (
    "id" BIGSERIAL NOT NULL,
    "case_number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "who" TEXT,
    "words" TEXT,

    CONSTRAINT "case_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "poll" (
    "id" SERIAL NOT NULL,
    "question" TEXT NOT NULL,
    "choices" JSON NOT NULL,
    "audience" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "poll_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "poll_asked" (
    "poll_id" INTEGER NOT NULL,
    "member_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "choice" INTEGER,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "poll_asked_pkey" PRIMARY KEY ("poll_id","member_id")
);

-- CreateIndex
CREATE INDEX "survey_answer_member_id_rated_at_idx" ON "survey_answer"("member_id", "rated_at");

-- CreateIndex
CREATE INDEX "survey_answer_rated_at_idx" ON "survey_answer" USING BRIN ("rated_at");

-- CreateIndex
CREATE UNIQUE INDEX "survey_case_purchase_id_key" ON "survey_case"("purchase_id");

-- CreateIndex
CREATE INDEX "case_event_case_number_id_idx" ON "case_event"("case_number", "id");

-- CreateIndex
CREATE INDEX "poll_asked_member_id_idx" ON "poll_asked"("member_id");

-- AddForeignKey
ALTER TABLE "survey_answer" ADD CONSTRAINT "survey_answer_purchase_id_fkey" FOREIGN KEY ("purchase_id") REFERENCES "purchase"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_case_number_fkey" FOREIGN KEY ("case_number") REFERENCES "survey_case"("number") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "poll_asked" ADD CONSTRAINT "poll_asked_poll_id_fkey" FOREIGN KEY ("poll_id") REFERENCES "poll"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- From here on by hand.
ALTER TABLE survey_answer
  ADD CONSTRAINT survey_answer_rating_check CHECK (rating BETWEEN 0 AND 10),
  ADD CONSTRAINT survey_answer_channel_check CHECK (channel IN ('web', 'telegram', 'sms')),
  ADD CONSTRAINT survey_answer_language_check CHECK (language IN ('en', 'pl', 'ru')),
  ADD CONSTRAINT survey_answer_reward_points_check CHECK (reward_points >= 0);
ALTER TABLE survey_case
  ADD CONSTRAINT survey_case_kind_check CHECK (kind IN ('answer', 'person')),
  ADD CONSTRAINT survey_case_state_check CHECK (state IN ('open', 'closed')),
  ADD CONSTRAINT survey_case_apology_points_check CHECK (apology_points >= 0);

-- A rating is said once and stays, and so does what was given for it; words may follow, and go when their member is forgotten.
CREATE FUNCTION refuse_other_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a rating stays as it was given: %', OLD.purchase_id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER survey_answer_keeps_its_rating BEFORE UPDATE ON survey_answer FOR EACH ROW
  WHEN ((OLD.purchase_id, OLD.rating, OLD.rated_at, OLD.channel) IS DISTINCT FROM (NEW.purchase_id, NEW.rating, NEW.rated_at, NEW.channel)
    OR (OLD.reward_points > 0 AND NEW.reward_points <> OLD.reward_points))
  EXECUTE FUNCTION refuse_other_answer();

-- The history of a case is added to, and only its words may go.
CREATE TRIGGER case_event_stays BEFORE DELETE OR TRUNCATE ON case_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER case_event_keeps_its_facts BEFORE UPDATE ON case_event FOR EACH ROW
  WHEN ((OLD.id, OLD.case_number, OLD.at, OLD.kind, OLD.who) IS DISTINCT FROM (NEW.id, NEW.case_number, NEW.at, NEW.kind, NEW.who)
    OR NEW.words IS NOT NULL AND NEW.words IS DISTINCT FROM OLD.words)
  EXECUTE FUNCTION refuse_rewriting();

-- Looked for are only open cases that are due, conversations that go on, and apologies of a month.
CREATE INDEX survey_case_remind_idx ON survey_case (remind_at) WHERE state = 'open';
CREATE INDEX survey_case_talk_idx ON survey_case (member_id, said_at) WHERE member_id IS NOT NULL;
CREATE INDEX survey_case_apologised_idx ON survey_case (apologised_at) WHERE apologised_at IS NOT NULL;
ALTER TABLE survey_answer SET (fillfactor = 80);
