const waitMsDefault = 5000;

/** A queue read one by one: what came is waited for, what was not yet read is kept. */
export function nextOf<Item>(): { put(item: Item): void; next(timeoutMs?: number): Promise<Item> } {
  /** Unread items kept; the oldest go first. */
  const unreadMax = 1000;
  const unread: Item[] = [];
  const waiting: ((item: Item) => void)[] = [];

  return {
    put(item) {
      const reader = waiting.shift();
      if (reader) return reader(item);
      unread.push(item);
      if (unread.length > unreadMax) unread.shift();
    },
    next(timeoutMs = waitMsDefault) {
      const item = unread.shift();
      if (item !== undefined) return Promise.resolve(item);
      return new Promise((resolve, reject) => {
        const read = (arrived: Item) => {
          clearTimeout(timer);
          resolve(arrived);
        };
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(read), 1);
          reject(new Error(`Nothing came within ${timeoutMs} ms`));
        }, timeoutMs);
        waiting.push(read);
      });
    },
  };
}
