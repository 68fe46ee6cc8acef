import type { Bench, Finding } from './bench.ts';

export async function dialogue(_bench: Bench): Promise<Finding[]> {
  return [];
}
