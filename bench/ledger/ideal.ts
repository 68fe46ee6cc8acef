/**
 * The same rows as one of our postings, by one statement that a database could not do more cheaply: no lock before the update, no look
 * at earlier requests, no hash computed (but one written). `member` is SQL that gives the member's number.
 */
export const idealPosting = (member: string): string => `
with moved as (
  update account set points = points + 10, number = number + 1, hash = '${hash}'::bytea
  where member_id = ('00000000-0000-7000-8000-' || lpad(to_hex(${member}::bigint), 12, '0'))::uuid
  returning member_id, number),
asked as (
  insert into request (id, digest, answer, at)
  values ('test:' || nextval('bench_request'), '${digest}', '{"ok": true, "numbers": [1]}', now())
  returning id),
sent as (
  insert into transfer (member_id, number, request, kind, source, target, points, happened_at, recorded_at, hash)
  select member_id, number, id, 'earn', 'shop', 'points', 10, now(), now(), '${hash}'::bytea from moved, asked)
insert into lot (member_id, number, points, remaining, active_at, expires_at)
select member_id, number, 10, 10, now(), now() + interval '180 days' from moved`;

const hash = `\\x${'5a'.repeat(32)}`;
const digest = 'a'.repeat(43);
