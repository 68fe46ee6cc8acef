/** The parser's own types are not found by its package's map of entries; it is what `date-holidays` extends. */
declare module 'date-holidays-parser' {
  import type Holidays from 'date-holidays';
  export default class HolidaysParser extends Holidays {
    constructor(rules: unknown, country: string);
  }
}
