import { Command } from 'commander';
import { holidaysOf } from '../greetings/calendar.ts';
import type { Program } from '../rules/program.ts';

/** What an occasion may be about: the shop's own days, and the country's by every name they are known by. */
export const holidaysCommand = (program: () => Promise<Program>): Command =>
  new Command('holidays')
    .description('the holidays that an occasion may name')
    .argument('[country]', "two letters, such as PL; left out: the shop's")
    .argument('[year]', 'left out: this year')
    .action(async (country: string | undefined, year: string | undefined, _: object, command: Command) => {
      const terms = await program();
      const found = holidaysOf(terms, country?.toUpperCase() ?? terms.shop.country, Number(year ?? new Date().getFullYear()));
      if (found.length === 0) command.error(`No holidays are known of "${country}": write two letters of a country, such as PL.`);
      const byDay = Map.groupBy(
        found.toSorted((a, b) => a.date.localeCompare(b.date)),
        ({ date }) => date,
      );
      for (const [date, days] of byDay) console.log(`${date}  ${days.map(({ name }) => name).join(' · ')}`);
    });
