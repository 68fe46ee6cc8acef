import { z } from 'zod';

/**
 * A copy is a file of JSON lines, gzipped: a header; for each table a line with its name and then its rows, each a list of what PostgreSQL
 * writes for its columns (or null); and a last line, without which a copy is not whole.
 */
export const FORMAT = 1;

/** Lines that no copy has: what is longer is not read into memory. */
export const LINE_CHARACTERS_MAX = 16 * 1024 * 1024;

/** What every copy begins with, whatever its format. */
export const markSchema = z.object({ kopilka: z.literal('copy'), format: z.int().min(1) });

export const headerSchema = z.object({
  kopilka: z.literal('copy'),
  format: z.literal(FORMAT),
  /** When the copy was made. */
  at: z.iso.datetime(),
  /** The last migration of the database it was made of. */
  migration: z.string(),
  /** The programme that was in force, for whoever looks for a file. */
  program: z.object({ hash: z.string(), beganAt: z.string() }).nullable(),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});
export type Header = z.output<typeof headerSchema>;

export const endSchema = z.object({
  rows: z.record(z.string(), z.int().min(0)),
  sequences: z.record(z.string(), z.string().regex(/^\d{1,19}$/)),
  root: z.string(),
});
export type End = z.output<typeof endSchema>;

/** Values are written as these settings have them, so that a copy is the same whatever the server's own are. */
export const writing = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601';
  set local bytea_output = 'hex'; set local extra_float_digits = 1`;
