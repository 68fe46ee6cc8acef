// What should be said to whom, worked out the slow way: hour by hour, member by member, with the calendar of `Intl` and nothing of the product's.

const DAY_MS = 86_400_000;

export type Life = {
  readonly zone: string;
  readonly joinedAt: number;
  readonly birthday?: number;
  agrees: boolean;
  gifts: number;
  readonly bought: number[];
  /** The last days of points. */
  readonly lots: string[];
  readonly done: Set<string>;
  readonly looked: Set<string>;
  readonly waiting: { readonly text: string; readonly until: string; readonly isOffer: boolean; from: number }[];
  /** The days on which offers were said. */
  readonly offered: string[];
  readonly said: string[];
};

type Due = { text: string; cycle: string; until: string; isOffer: boolean; gift?: true };
type Terms = { start: number; caps: { day: number; week: number; month: number }; quiet: { from: number; to: number } };

const formats = new Map<string, Intl.DateTimeFormat>();
function wall(zone: string, at: number): { day: string; hour: number } {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(zone, format);
  const [day = '', time = ''] = format.format(at).split(' ');
  return { day, hour: Number(time.slice(0, 2)) };
}

const plus = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** A month later, or the month's last day. */
function monthLater(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(date, last))).toISOString().slice(0, 10);
}

export function createOracle({ caps, quiet }: Terms) {
  const lives: Life[] = [];

  function dueOn(life: Life, today: string): Due[] {
    const found: Due[] = [];
    const party = plus(today, 3);
    const number = Number(party.slice(5, 7)) * 100 + Number(party.slice(8));
    const isShort = plus(party, 1).endsWith('03-01') && party.endsWith('02-28');
    if (life.birthday !== undefined && (life.birthday === number || (isShort && life.birthday === 229)))
      found.push({ text: 'birthday', cycle: party.slice(0, 4), until: today, isOffer: true, gift: true });
    const joined = wall(life.zone, life.joinedAt).day;
    if (joined.slice(5) === today.slice(5) && joined.slice(0, 4) < today.slice(0, 4))
      found.push({ text: 'joined', cycle: today.slice(0, 4), until: today, isOffer: true });
    if (today === '2027-03-20') found.push({ text: 'spring', cycle: '2027', until: today, isOffer: true });
    return found;
  }

  /** What stands for some days after it came about. */
  function lasting(life: Life, day: string): Due[] {
    const found: Due[] = [];
    const last = life.bought.at(-1);
    if (last !== undefined && plus(wall(life.zone, last).day, 9) === day)
      found.push({ text: 'visit', cycle: wall(life.zone, last).day, until: plus(day, 3), isOffer: true });
    const end = plus(day, 5);
    if (life.lots.includes(end))
      found.push({ text: `expire ${end.slice(8)}.${end.slice(5, 7)}.${end.slice(0, 4)}`, cycle: end, until: plus(day, 3), isOffer: false });
    return found;
  }

  /** Each day is looked at once, when its hour has come: the first time also those just before the beginning. */
  function cameAbout(life: Life, today: string, hour: number): Due[] {
    const days = [0, 1, 2, 3].map((back) => plus(today, -back)).filter((day) => day < today || hour >= 11);
    return days.flatMap((day) => {
      if (life.looked.has(day)) return [];
      life.looked.add(day);
      return [...(day === today ? dueOn(life, day) : []), ...lasting(life, day)];
    });
  }

  const isQuiet = (hour: number): boolean => hour >= quiet.from || hour < quiet.to;
  const within = (life: Life, today: string, days: number): number =>
    life.offered.filter((day) => day > plus(today, -days) && day <= today).length;
  const isCapped = (life: Life, today: string): boolean =>
    within(life, today, 1) >= caps.day || within(life, today, 7) >= caps.week || within(life, today, 30) >= caps.month;

  return {
    born(about: { zone: string; joinedAt: number; birthday?: number; welcomedAt: number }): Life {
      const life: Life = {
        ...about,
        agrees: true,
        gifts: 0,
        bought: [],
        lots: [monthLater(wall('Europe/Moscow', about.welcomedAt).day)],
        done: new Set(),
        looked: new Set(),
        waiting: [],
        offered: [],
        said: [],
      };
      lives.push(life);
      return life;
    },
    bought(life: Life, at: number): void {
      life.bought.push(at);
      life.lots.push(monthLater(plus(wall('Europe/Moscow', at).day, 1)));
    },
    changedMind(life: Life): void {
      life.agrees = !life.agrees;
    },
    tick(now: number): void {
      for (const life of lives) {
        const { day: today, hour } = wall(life.zone, now);
        const asked = cameAbout(life, today, hour);
        for (const { text, cycle, gift, ...about } of asked) {
          const key = `${text.split(' ')[0]} ${cycle}`;
          if (life.done.has(key) || (about.isOffer && !life.agrees)) continue;
          life.done.add(key);
          if (gift) {
            life.gifts += 1;
            life.lots.push(plus(wall('Europe/Moscow', now).day, 8));
          }
          life.waiting.push({ text, ...about, from: now });
        }
        for (const message of life.waiting.splice(0)) {
          if (message.until < today) continue;
          if (!life.agrees) continue; // STOP by SMS ends what is only useful to know as well
          if (isQuiet(hour) || (message.isOffer && isCapped(life, today))) {
            life.waiting.push(message);
            continue;
          }
          if (message.isOffer) life.offered.push(today);
          life.said.push(`${new Date(now).toISOString()} ${message.text}`);
        }
      }
    },
  };
}
