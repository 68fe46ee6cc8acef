-- A remainder stands beside what it counts in: processes of two programs may be at work at once, and each reads the other's right.
ALTER TABLE "account" ADD COLUMN "denominator" BIGINT;
ALTER TABLE account ADD CONSTRAINT account_denominator_check CHECK (denominator BETWEEN 1 AND 9007199254740991);
