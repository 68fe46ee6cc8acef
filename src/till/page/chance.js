const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `count` random signs that cannot be taken for each other when read aloud. */
const randomSigns = (count) => [...crypto.getRandomValues(new Uint8Array(count))].map((byte) => letters[byte % letters.length]).join('');

export const newKey = () => randomSigns(26);

/** A receipt's number: its day and time by this shop's clock, and four signs of chance: `T261125-140359-K7Q4`. */
export function newReceiptId(ms, timeZone) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: '2-digit',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(ms);
  const of = (type) => parts.find((part) => part.type === type).value;
  return `T${of('year')}${of('month')}${of('day')}-${of('hour')}${of('minute')}${of('second')}-${randomSigns(4)}`;
}

/** The day in a receipt's number, as YYYY-MM-DD. */
export function dayOfReceipt(id) {
  const [, year, month, day] = /^T(\d\d)(\d\d)(\d\d)-\d{6}-/i.exec(id) ?? [];
  return year && `20${year}-${month}-${day}`;
}
