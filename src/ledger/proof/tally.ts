const FIRST_ROOM = 1_024;

/** Whole numbers by transfer number, 8 bytes each: a member of ten million transfers fits. What was not set for the member at hand means nothing. */
export function createTally() {
  let room = new BigInt64Array(FIRST_ROOM);
  return {
    get: (number: number): bigint => room[number] as bigint,
    set(number: number, value: bigint): void {
      if (number >= room.length) {
        const larger = new BigInt64Array(number * 2);
        larger.set(room);
        room = larger;
      }
      room[number] = value;
    },
  };
}
