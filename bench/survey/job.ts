/** `key`: of the shop's forms, which the shoppers seal themselves instead of opening each page first. */
export type SurveyJob = {
  readonly port: number;
  readonly kind: 'show' | 'answer';
  readonly key: string;
  readonly connections: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
};

export type SurveyResult = {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** All that were answered with 200, warming up included. */
  readonly accepted: number;
  readonly refused: number;
  /** Of the last page. */
  readonly bytes: number;
};
