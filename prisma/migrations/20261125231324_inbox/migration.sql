-- CreateTable
CREATE TABLE "inbox" (
    "address" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "number" BIGSERIAL NOT NULL,
    "incoming" JSON NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("address","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "inbox_number_key" ON "inbox"("number");
