export const libraries = ['grammY', 'Telegraf'] as const;
export type Library = (typeof libraries)[number];

export type MountingSettings = { readonly library: Library; readonly mounted: boolean; readonly place: import('../server.ts').Place };
export type MountingJob = { readonly warmUpSeconds: number; readonly seconds: number };
export type MountingResult = {
  readonly perSecond: number;
  readonly given: number;
  /** How many of them the host's own handlers saw. */
  readonly seen: number;
};
