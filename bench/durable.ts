import type { Bench, Finding } from './bench.ts';

export async function durable(_bench: Bench): Promise<Finding[]> {
  return [];
}
