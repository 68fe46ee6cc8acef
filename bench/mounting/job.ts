import type { Place } from '../server.ts';

export const libraries = ['grammY', 'Telegraf'] as const;
export type Library = (typeof libraries)[number];

export const sides = ['mounted', 'bare'] as const;
export type Side = (typeof sides)[number];

export type MountingSettings = { readonly library: Library; readonly place: Place };
export type MountingJob = { readonly warmUpSeconds: number; readonly seconds: number };
/** `seen`: how many of the updates that were given the host's own handlers saw. */
export type MountingResult = Readonly<Record<Side, { readonly perSecond: number; readonly given: number; readonly seen: number }>>;
