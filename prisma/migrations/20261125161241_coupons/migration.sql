-- AlterTable
ALTER TABLE "survey_case" ADD COLUMN     "apology_coupon" TEXT;

-- CreateTable
CREATE TABLE "coupon" (
    "code" TEXT NOT NULL,
    "member_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "gives" JSON NOT NULL,
    "about" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "purchase_id" UUID,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "coupon_pkey" PRIMARY KEY ("code")
);

-- CreateIndex
CREATE INDEX "coupon_member_id_idx" ON "coupon"("member_id");

-- CreateIndex
CREATE INDEX "coupon_purchase_id_idx" ON "coupon"("purchase_id");

-- AddForeignKey
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_purchase_id_fkey" FOREIGN KEY ("purchase_id") REFERENCES "purchase"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- From here on by hand.
ALTER TABLE coupon ADD CONSTRAINT coupon_used_check CHECK ((used_at IS NULL) = (purchase_id IS NULL));
