/** Tills write "Tea", "TEA" and "tea " for one category: names are compared without case and outer spaces. */
export const folded = (name: string): string => name.trim().toLowerCase();
