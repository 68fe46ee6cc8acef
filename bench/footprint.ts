import type { Bench, Finding } from './bench.ts';

export async function footprint(_bench: Bench): Promise<Finding[]> {
  return [];
}
