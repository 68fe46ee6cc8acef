/** What the double of Telegram is to see through: so many recipients told, who begin with these words. */
export type DoubleJob = {
  readonly words: string;
  readonly recipients: number;
  readonly withinSeconds: number;
  /** Beyond these it answers 429; absent: it takes all there is. */
  readonly limits?: { readonly perSecond: number; readonly perChat: boolean } | undefined;
  /** Where a member asks for their balance meanwhile. */
  readonly origin?: string;
  /** It makes so many calls itself, in a loop of bare fetch. */
  readonly fetches?: number;
};

export type DoubleResult = {
  readonly told: number;
  readonly doubled: number;
  readonly tooMany: number;
  readonly perSecond: number;
  readonly worstWaitMs: number;
  readonly p50WaitMs: number;
  readonly asked: number;
};
