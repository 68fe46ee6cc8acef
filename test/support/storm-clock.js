// Loaded before the product where a test moves its clock: everything it does happens so many milliseconds later.

const later = Number(process.env['STORM_CLOCK_LATER_MS'] ?? 0);
const now = Date.now.bind(Date);

globalThis.Date = class extends Date {
  constructor(...parts) {
    if (parts.length === 0) super(now() + later);
    else super(...parts);
  }

  static now() {
    return now() + later;
  }
};
