import type { Place } from '../server.ts';

export const libraries = ['grammY', 'Telegraf'] as const;
export type Library = (typeof libraries)[number];

export const sides = ['mounted', 'bare'] as const;
export type Side = (typeof sides)[number];

export type MountingSettings = { readonly library: Library; readonly place: Place; readonly port: number };
export type MountingJob = { readonly port: number; readonly connections: number; readonly warmUpSeconds: number; readonly seconds: number };
/** `given`: how many updates were answered with 200. */
export type MountingResult = Readonly<Record<Side, { readonly perSecond: number; readonly given: number }>>;
/** How many of them the host's own handlers saw. */
export type Seen = Readonly<Record<Side, number>>;
