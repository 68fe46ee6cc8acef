import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textOf } from '../../src/texts/render.ts';
import { deskOf, managerChat } from '../support/desk.ts';
import { hosts } from '../support/hosts.ts';
import { type TelegramPerson, telegramPerson } from '../support/said.ts';
import { openWorld, type World } from '../support/world.ts';

/** As it is without a word from the host: /start and /help are its own. */
const commands = { start: false, help: false };

describe.each(['grammY', 'Telegraf'] as const)('in a bot made with %s', (name) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ host: { open: hosts[name], commands }, managerChatId: String(managerChat) });
  });
  afterAll(() => world.close());

  const someone = () => telegramPerson(world, { language: 'en' });

  async function member(): Promise<TelegramPerson> {
    const who = someone();
    expect((await who.says('/join')).keys).toEqual(['join-telegram']);
    await who.does(() => who.shopper.shares());
    await who.says('-');
    await who.says('no');
    return who;
  }

  /** What the host answered, where we said nothing. */
  async function hostAnswers(who: TelegramPerson, does: () => Promise<unknown>): Promise<string> {
    const { keys } = await who.does(does);
    expect(keys).toEqual([]);
    return who.shopper.user.messages().at(-1)?.message.text ?? '';
  }
  const hostHears = (who: TelegramPerson, text: string): Promise<string> => hostAnswers(who, () => who.shopper.says(text));

  test('the host’s commands, texts, buttons and scenes are the host’s, for strangers and for members', async () => {
    for (const who of [someone(), await member()]) {
      expect(await hostAnswers(who, () => who.shopper.does((user) => void user.start()))).toMatch(/^The tea room: /);
      expect(await hostAnswers(who, () => who.shopper.does((user) => void user.start('r_table-7')))).toMatch(/^The tea room: /);
      expect(await hostHears(who, '/help')).toBe('The tea room: /order, /menu');
      expect(await hostHears(who, '/cancel')).toBe('The tea room does not know that word.');
      expect(await hostHears(who, 'What do you have?')).toBe('The tea room does not know that word.');
      await hostHears(who, '/menu');
      expect(await hostAnswers(who, () => who.shopper.taps('Oolong'))).toBe('A good choice. /order');
      expect(await hostHears(who, '/order')).toBe('What would you like?');
      expect(await hostHears(who, 'card')).toBe('How many?');
      expect(await hostHears(who, '2')).toBe('Ordered: 2 × card');
      expect(await hostHears(who, '/orders')).toBe('Orders so far: 1');
      expect(await hostHears(who, '/order')).toBe('What would you like?');
      expect(await hostHears(who, '/cancel')).toBe('No order, then.');
    }
  });

  test('our words are ours from a member, and the host’s from a stranger', async () => {
    expect(await hostHears(someone(), 'Balance')).toBe('The tea room does not know that word.');
    const anna = await member();
    expect((await anna.says('Balance, please')).keys[0]).toBe('balance');
    expect((await anna.says('Stop. Thanks!')).keys).toEqual(['stop-chat']);
    expect(await hostHears(anna, 'help')).toBe('The tea room does not know that word.');
  });

  test('our commands are ours from anybody, and /loyalty is help', async () => {
    const stranger = someone();
    const told = await stranger.says('/balance');
    expect(told.keys).toEqual(['stranger']);
    expect(told.text).toContain('/join');
    expect((await stranger.says('/loyalty')).keys).toEqual(['help-stranger']);
    expect((await (await member()).says('/loyalty')).keys).toEqual(['help']);
  });

  test('while a question of ours is open, /help and texts are about it, and the host’s commands and buttons go on', async () => {
    const anna = someone();
    await anna.says('/join');
    expect((await anna.says('/help')).keys).toEqual(['help-form', 'join-telegram']);
    expect(await hostHears(anna, '/menu')).toBe('Oolong, green tea');
    expect(await hostAnswers(anna, () => anna.shopper.taps('Oolong'))).toBe('A good choice. /order');
    expect((await anna.does(() => anna.shopper.shares())).keys).toEqual(['join-welcome', 'ask-email']);
    expect((await anna.says('anna@example.com')).keys).toEqual(['email-kept', 'ask-offers']);
  });

  test('after an hour of silence texts are the host’s again; buttons and commands still answer', async () => {
    const anna = someone();
    await anna.says('/join');
    await anna.does(() => anna.shopper.shares());
    world.pass(61 * 60_000);
    expect(await hostHears(anna, 'anna@example.com')).toBe('The tea room does not know that word.');
    expect((await anna.does(() => anna.shopper.taps('Skip'))).keys).toEqual(['ask-offers']);
  });

  test('what the host’s handler throws is the host’s to catch, and the next update is heard as ever', async () => {
    const anna = await member();
    expect(await hostHears(anna, '/fail')).toBe('The tea room is sorry: the kitchen is on fire.');
    expect((await anna.says('/balance')).keys[0]).toBe('balance');
  });

  test('the host’s keyboard stays: our menu is not put over it', async () => {
    const anna = await member();
    await anna.says('/balance');
    expect(anna.shopper.user.messages().at(-1)?.markup).toBeUndefined();
  });

  test('a stranger who blocks the bot leaves no trace with us; a member is noted, and the host hears of both', async () => {
    const stranger = someone();
    await hostHears(stranger, '/menu');
    await stranger.does(() => stranger.shopper.does((user) => user.block()));
    expect((await world.database.pool.query('select 1 from session where address = $1', [stranger.address])).rowCount).toBe(0);
  });

  test('a broadcast is planned from the manager’s chat, and its buttons are ours', async () => {
    const desk = deskOf(world);
    expect(await desk.says('/broadcast New tea since today')).toContain('New tea since today');
    expect(await desk.says('Shall we?')).toBe('The tea room does not know that word.');
  });

  test('the manager’s desk works, and only a reply to a message of ours is ours', async () => {
    const desk = deskOf(world);
    const anna = await member();
    await anna.says('/person');
    expect((await anna.says('Where is my tea?')).keys).toEqual(['person-thanks']);
    await desk.replies(/Where is my tea/, 'On its way');
    expect(anna.shopper.user.messages().at(-1)?.message.text).toContain('On its way');
    const answer = anna.shopper.user.messages().at(-1)?.message.message_id ?? 0;
    expect(await hostHears(anna, 'Nice weather')).toBe('The tea room does not know that word.');
    expect((await anna.does(() => anna.shopper.does((user) => void user.reply(answer, 'Thank you so much')))).keys).toEqual([
      'person-passed-on',
    ]);
    expect(desk.reads()).toContain('Thank you so much');

    await world.botApi.handle({ method: 'sendMessage', body: { chat_id: managerChat, text: 'Order #1 is ready' } });
    expect(await desk.replies(/^Order #1/, 'Send it')).toContain('The tea room does not know that word.');
    expect(anna.shopper.heard()).not.toContain('Send it');
    expect(await desk.presses(textOf('case-button-close', world.program.shop.defaultLanguage))).not.toBe('');
  });

  test('an update that is not what Telegram says updates are throws nothing into the host', async () => {
    const heard = [
      {},
      { message: null },
      { message: {} },
      { callback_query: { data: 7 } },
      { message: { chat: { id: 1, type: 'private' }, from: { id: 1 }, text: 7 } },
    ];
    for (const update of heard) expect(await world.shop.mounted?.hear(update as never)).toBe(false);
  });
});
