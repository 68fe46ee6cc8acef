-- CreateTable
CREATE TABLE "data_link" (
    "digest" TEXT NOT NULL,
    "member_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),

    CONSTRAINT "data_link_pkey" PRIMARY KEY ("digest")
);
