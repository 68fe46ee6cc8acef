import { Command, InvalidArgumentError } from 'commander';
import { type Audience, askPoll, type PollResult, pollResults } from '../surveys/polls.ts';
import { asGuest, type Place } from './guest.ts';

const CHOICES_MAX = 8;
const QUESTION_CHARACTERS_MAX = 300;
const CHOICE_CHARACTERS_MAX = 40;

type Asking = { readonly choice: readonly string[]; readonly audience: Audience; readonly playground?: boolean };

export const pollCommand = (place: () => Place): Command =>
  new Command('poll')
    .description('ask members a question, and count the answers')
    .addCommand(
      new Command('ask')
        .description('ask those who agreed to offers; each gets it once, by the channel they agreed to')
        .argument('<question>', 'the question, in the words members read', readQuestion)
        .requiredOption('--choice <words>', 'an answer to choose; name 2 to 8', gatherChoices, [])
        .option('--audience <whom>', 'all, language:ru, or source:poster', readAudience, 'all')
        .option('--playground', "the playground's members instead of the shop's")
        .action(async (question: string, { choice, audience, playground = false }: Asking, command: Command) => {
          if (choice.length < 2) command.error('Name at least two answers: --choice yes --choice no');
          const begun = await asGuest({ ...place(), playground }, ({ pool }) =>
            askPoll(pool, { question, choices: choice, audience }, Date.now()),
          );
          console.log(`Poll ${begun.poll}: ${begun.asked} members, of whom ${begun.agreed} agreed to offers and are asked.`);
        }),
    )
    .addCommand(
      new Command('results')
        .description('what was answered')
        .option('--playground', "the playground's members instead of the shop's")
        .action(async ({ playground = false }: { readonly playground?: boolean }) => {
          const results = await asGuest({ ...place(), playground }, ({ pool }) => pollResults(pool));
          console.log(results.length === 0 ? 'No poll yet.' : results.map(inWords).join('\n\n'));
        }),
    );

function readQuestion(text: string): string {
  if (text.trim() === '' || text.length > QUESTION_CHARACTERS_MAX)
    throw new InvalidArgumentError(`A question has 1 to ${QUESTION_CHARACTERS_MAX} characters.`);
  return text.trim();
}

function gatherChoices(text: string, before: readonly string[]): readonly string[] {
  if (before.length === CHOICES_MAX) throw new InvalidArgumentError(`At most ${CHOICES_MAX} answers.`);
  if (text.trim() === '' || text.length > CHOICE_CHARACTERS_MAX)
    throw new InvalidArgumentError(`An answer has 1 to ${CHOICE_CHARACTERS_MAX} characters.`);
  return [...before, text.trim()];
}

function readAudience(text: string): Audience {
  if (text !== 'all' && !/^(language|source):[\w-]{1,32}$/.test(text))
    throw new InvalidArgumentError('Write all, language:ru or source:poster.');
  return text as Audience;
}

function inWords({ poll, question, at, asked, answers }: PollResult): string {
  const count = answers.reduce((sum, one) => sum + one.count, 0);
  const lines = answers.map(({ choice, count: taken }) => `  ${String(taken).padStart(5)}  ${choice}`);
  return [`Poll ${poll}, ${at.toISOString().slice(0, 10)}: ${question}`, ...lines, `  ${count} of ${asked} answered.`].join('\n');
}
