-- CreateTable
CREATE TABLE "inbox" (
    "number" BIGSERIAL NOT NULL,
    "id" TEXT NOT NULL,
    "incoming" JSON NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("number")
);

-- CreateIndex
CREATE UNIQUE INDEX "inbox_id_key" ON "inbox"("id");
