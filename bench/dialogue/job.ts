/** Shoppers enrol, `chats` at once, each saying the next thing once the webhook is answered and all replies have arrived. */
export type LoadJob = {
  readonly origin: string;
  readonly chats: number;
  /** How many replies each of the four messages gets. */
  readonly replies: readonly number[];
  /** How many times every update is posted, at once. */
  readonly copies: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** At most so many enrolments. */
  readonly stories: number;
};

export type LoadResult = {
  /** Whole enrolments in the measured time. */
  readonly perSecond: number;
  /** From posting the update to the last reply to it. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly begun: number;
  readonly finished: number;
  /** Shoppers who waited ten seconds for a reply, and left. */
  readonly stuck: number;
  /** Webhooks answered with anything but 200. */
  readonly refused: number;
  readonly extraReplies: number;
};
