import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectData } from '../../src/privacy/collecting.ts';
import { deskOf, type ManagersDesk, managerChat } from '../support/desk.ts';
import { join, type Person, smsPerson, type TelegramPerson, telegramPerson } from '../support/said.ts';
import { tillAt } from '../support/till.ts';
import { openWorld, type World } from '../support/world.ts';
import { browsing, formIn, tokenOf } from './browsing.ts';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

let world: World;
let desk: ManagersDesk;
let phones = 0;
beforeAll(async () => {
  world = await openWorld({
    managerChatId: String(managerChat),
    program: (text) =>
      text.replace('budgetPerMonth: 5000, coupon: tea, couponsPerMonth: 20', 'budgetPerMonth: 500, coupon: tea, couponsPerMonth: 2'),
  });
  desk = deskOf(world);
  await world.quiet();
});
afterAll(() => world.close());

const newPhone = (): string => {
  phones += 1;
  return `+7917222${String(phones).padStart(4, '0')}`;
};

async function memberBySms(): Promise<Person> {
  const person = smsPerson(world, newPhone());
  await person.says('JOIN Anna');
  await person.says('2');
  return person;
}

async function memberInChat(): Promise<TelegramPerson> {
  const person = telegramPerson(world, { language: 'en', phone: newPhone() });
  await join(person);
  return person;
}

/** A receipt of the member with this phone, or nobody's: its short code and its link's token. */
async function receiptOf(phone?: string): Promise<{ code: string; token: string; id: string; receiptId: string }> {
  const sold = await tillAt(world).sells(phone === undefined ? {} : { phone });
  await world.quiet();
  const { rows } = await world.database.pool.query('select code, receipt_id from purchase where id = $1', [sold.body.id]);
  return { code: rows[0].code, receiptId: rows[0].receipt_id, token: tokenOf(sold.body.receiptUrl), id: String(sold.body.id) };
}

const points = async (phone: string): Promise<number> =>
  Number((await tillAt(world).get(`/members?phone=${encodeURIComponent(phone)}`)).body.available);

const caseOf = async (purchase: string) =>
  (await world.database.pool.query('select * from survey_case where purchase_id = $1', [purchase])).rows[0];

const historyOf = async (number: number): Promise<readonly { kind: string; who: string | null; words: string | null }[]> =>
  (await world.database.pool.query('select kind, who, words from case_event where case_number = $1 order by id', [number])).rows;

describe('a survey by SMS', () => {
  test('asks a rating, then by answer what was good or bad, then for words; "0" and "9" are ratings', async () => {
    const anna = await memberBySms();
    const receipt = await receiptOf(anna.phone);
    expect((await anna.says(receipt.code)).keys).toEqual(['survey-rating']);
    expect((await anna.says('eleven')).keys).toEqual(['survey-rating-unclear']);
    expect((await anna.says('9')).keys).toEqual(['survey-good']);
    expect((await anna.says('1,3')).keys).toEqual(['survey-words']);
    const before = await points(anna.phone);
    expect((await anna.says('-')).keys).toEqual(['survey-thanks', 'survey-reward']);
    expect(await points(anna.phone)).toBe(before);
    const { rows } = await world.database.pool.query('select rating, choices, words from survey_answer where purchase_id = $1', [
      receipt.id,
    ]);
    expect(rows).toEqual([{ rating: 9, choices: ['tea', 'kindness'], words: '' }]);
    expect((await anna.says(receipt.code)).keys).toEqual(['survey-said', 'survey-said-choices', 'survey-thanks-again']);
  });

  test('keywords still win, and words instead of numbers are words', async () => {
    const anna = await memberBySms();
    const receipt = await receiptOf(anna.phone);
    await anna.says(receipt.code);
    expect((await anna.says('BALANCE')).keys.slice(0, 1)).toEqual(['balance']);
    expect((await anna.says('8')).keys).toEqual(['survey-good']);
    expect((await anna.says('BALANCE')).keys.at(-1)).toBe('survey-good');
    expect((await anna.says('The lady at the till was kind')).keys).toContain('survey-thanks');
  });

  test('a stranger is thanked, and joins for the points of the receipt', async () => {
    const stranger = smsPerson(world, newPhone());
    const receipt = await receiptOf();
    expect((await stranger.says(receipt.code)).keys).toEqual(['survey-rating']);
    await stranger.says('10');
    await stranger.says('2');
    expect((await stranger.says('Good tea')).keys).toEqual(['survey-thanks', 'claim-join']);
    const joined = await stranger.says('Anna');
    expect(joined.keys).toEqual(['join-welcome', 'ask-offers', 'claim-thanks', 'survey-reward']);
    const { rows } = await world.database.pool.query(
      'select member_id, reward_points::int as reward from survey_answer where purchase_id = $1',
      [receipt.id],
    );
    expect(rows[0]).toMatchObject({ member_id: expect.any(String), reward: 20 });
  });
});

describe('a survey in the chat', () => {
  test('has buttons, takes a picture by its id and passes it on', async () => {
    const anna = await memberInChat();
    const receipt = await receiptOf(anna.phone);
    desk.reads();
    expect((await anna.says(`/start r_${receipt.token}`)).choices).toContain('survey.rating:10');
    await anna.does(() => anna.shopper.taps('3'));
    await anna.does(() => anna.shopper.taps('The queue'));
    const done = await anna.does(() => anna.shopper.does((user) => user.sendPhoto(onePixel, 'Look <b>here</b>')));
    expect(done.keys).toContain('survey-thanks-bad');
    expect(desk.reads()).toContain('Look <b>here</b>');
    expect(desk.messages().at(-1)?.message.photo).toHaveLength(1);
  });

  test('a picture of 20 MB, sent as a file, is passed on without being fetched', async () => {
    const anna = await memberInChat();
    const receipt = await receiptOf(anna.phone);
    await anna.says(`/start r_${receipt.token}`);
    await anna.does(() => anna.shopper.taps('0'));
    await anna.does(() => anna.shopper.does((user) => user.sendFile({ mimeType: 'image/jpeg', bytes: 20 * 1024 * 1024 })));
    expect(desk.messages().at(-1)?.message.document?.file_size).toBe(20 * 1024 * 1024);
  });

  test('three thousand characters are kept whole and reach the manager; more are asked to be shorter', async () => {
    const anna = await memberInChat();
    const receipt = await receiptOf(anna.phone);
    await anna.says(`/start r_${receipt.token}`);
    await anna.does(() => anna.shopper.taps('1'));
    await anna.does(() => anna.shopper.taps('Skip'));
    expect((await anna.says('ё'.repeat(3001))).keys).toEqual(['survey-words-long']);
    desk.reads();
    expect((await anna.says('ё'.repeat(3000))).keys).toContain('survey-thanks-bad');
    expect(desk.reads()).toContain('ё'.repeat(3000));
  });

  test('two people with one receipt: the second is thanked and does not see the words', async () => {
    const [anna, ben] = [await memberInChat(), await memberInChat()];
    const receipt = await receiptOf(anna.phone);
    await anna.says(`/start r_${receipt.token}`);
    await anna.does(() => anna.shopper.taps('10'));
    await anna.does(() => anna.shopper.taps('Skip'));
    await anna.says('A secret of mine');
    const seen = await ben.says(`/start r_${receipt.token}`);
    expect(seen.keys).toEqual(['claim-already', 'survey-others']);
    expect(seen.text).not.toContain('secret');
    expect((await anna.says(`/start r_${receipt.token}`)).text).toContain('A secret of mine');
  });

  test('guessing codes ends after twenty: then even a right one is unknown', async () => {
    const guesser = await memberInChat();
    for (let tries = 0; tries < 20; tries += 1) await guesser.says(`/start r_${String(tries).padStart(22, 'A')}`);
    const receipt = await receiptOf();
    expect((await guesser.says(receipt.code)).keys).toEqual(['way-out']);
    expect((await smsPerson(world, newPhone()).says(receipt.code)).keys).toEqual(['survey-rating']);
  });
});

describe('an unhappy shopper', () => {
  test('reaches the manager with the receipt and the words, is answered, answers back, gets points, and the case is closed', async () => {
    const anna = await memberBySms();
    const receipt = await receiptOf(anna.phone);
    desk.reads();
    await anna.says(receipt.code);
    await anna.says('2');
    const { number } = await caseOf(receipt.id);
    const opened = desk.reads();
    expect(opened).toContain(`#${number}: 2 из 10`);
    expect(opened).toContain(receipt.receiptId);
    expect(opened).toContain('pavilion-1, anna');
    await anna.says('2');
    await anna.says('<b>Cold</b> tea & =SUM(A1) #99');
    expect(desk.reads()).toContain('«<b>Cold</b> tea & =SUM(A1) #99»');

    expect(await desk.presses('💬 Ответить')).toContain('напишите ответ');
    expect(await desk.says('I am talking to my colleague')).toBe('');
    const sent = await desk.replies(/напишите ответ/, 'We are so sorry, come by for a fresh one.');
    expect(sent).toContain(`#${number}: ответ отправлен (Olga (901))`);
    expect(anna.phone).toBeDefined();
    const heard = world.smsGateway.phone(anna.phone).messages().at(-1)?.body ?? '';
    expect(heard).toContain('We are so sorry, come by for a fresh one.');

    expect((await anna.says('Thank you, I will come!')).keys).toEqual(['person-passed-on']);
    expect(desk.reads()).toContain('Thank you, I will come!');

    const before = await points(anna.phone);
    expect(await desk.presses('🎁 200 баллов')).toContain('+200 баллов подарены (Olga (901))');
    expect(await points(anna.phone)).toBe(before + 200);
    expect(await desk.presses('🎁 200 баллов')).toContain('извинение уже подарено');
    expect(await points(anna.phone)).toBe(before + 200);

    expect(await desk.presses('✓ Закрыть')).toContain('чем закончилось?');
    expect(await desk.presses('Исправили', { id: 902, firstName: 'Ivan', languageCode: 'ru' })).toContain('закрыто (Ivan (902))');
    expect(await desk.presses('Исправили')).toContain('уже закрыто');
    expect((await historyOf(number)).map(({ kind, who }) => [kind, who])).toEqual([
      ['opened', null],
      ['words', null],
      ['answered', 'Olga (901)'],
      ['replied', null],
      ['apology', 'Olga (901)'],
      ['closed-mended', 'Ivan (902)'],
    ]);
    expect((await caseOf(receipt.id)).state).toBe('closed');

    expect((await anna.says('One more thing, about the cup')).keys).toEqual(['person-passed-on']);
    expect((await caseOf(receipt.id)).state).toBe('open');
    expect((await historyOf(number)).map(({ kind }) => kind).slice(-2)).toEqual(['reopened', 'replied']);
  });

  test('an anonymous answer has no button to answer, nor points to give', async () => {
    const receipt = await receiptOf();
    const browser = browsing(world.url);
    const page = await browser.opens(`/r/${receipt.token}`);
    world.pass(5000);
    await browser.sends(`/r/${receipt.token}`, { ...formIn(page.body), rating: '0' });
    await world.quiet();
    const opened = desk.messages().at(-1);
    expect(opened?.message.text).toContain('ответить нельзя');
    expect(opened?.message.reply_markup?.inline_keyboard.flat().map(({ text }) => text)).toEqual(['✓ Закрыть']);
    for (const { callback_data } of opened?.message.reply_markup?.inline_keyboard.flat() ?? [])
      expect(Buffer.byteLength(callback_data ?? '')).toBeLessThanOrEqual(64);
    expect(await desk.replies(/ответить нельзя/, 'Hello?')).toContain('отправить некому');
  });

  test('who answers as a stranger and joins can be answered from then on', async () => {
    const stranger = smsPerson(world, newPhone());
    const receipt = await receiptOf();
    for (const words of [receipt.code, '3', '1', 'Bitter']) await stranger.says(words);
    desk.reads();
    await stranger.says('Anna');
    expect(desk.reads()).toContain('Участник: Anna');
    expect(await desk.replies(/Участник: Anna/, 'Hello Anna')).toContain('ответ отправлен');
    expect((await caseOf(receipt.id)).member_id).toEqual(expect.any(String));
  });

  test('apologies end with the month’s budget', async () => {
    const rated = async () => {
      const anna = await memberBySms();
      const receipt = await receiptOf(anna.phone);
      await anna.says(receipt.code);
      await anna.says('1');
    };
    world.pass(32 * dayMs);
    for (const answer of ['подарены', 'подарены', 'не хватает, осталось 100']) {
      await rated();
      expect(await desk.presses('🎁 200 баллов')).toContain(answer);
    }
  });

  test('coupons for apologies end with the month, and a case has one apology', async () => {
    world.pass(32 * dayMs);
    for (const answer of ['подарен купон: чашка чая', 'подарен купон: чашка чая', 'закончились']) {
      const anna = await memberBySms();
      const receipt = await receiptOf(anna.phone);
      await anna.says(receipt.code);
      await anna.says('1');
      expect(await desk.presses('🎟 чашка чая')).toContain(answer);
      const { number, apology_coupon: code } = await caseOf(receipt.id);
      const { rows } = await world.database.pool.query(`select code from coupon where about = $1`, [`case ${number}`]);
      expect(rows.map((row) => row.code)).toEqual(code === null ? [] : [code]);
      expect(await desk.presses('🎟 чашка чая')).toContain(code === null ? 'закончились' : 'извинение уже подарено');
    }
  });

  test('is asked about again while the case is open', async () => {
    const anna = await memberBySms();
    const receipt = await receiptOf(anna.phone);
    await anna.says(receipt.code);
    await anna.says('1');
    desk.reads();
    const { number } = await caseOf(receipt.id);
    await world.remind();
    expect(desk.reads()).not.toContain(`#${number} `);
    world.pass(4 * hourMs + 60_000);
    await Promise.all([world.remind(), world.remind()]);
    const reminded = desk.reads();
    expect(reminded.split(`#${number} всё ещё без решения, прошло 4 часа`)).toHaveLength(2);
    await world.remind();
    expect(desk.reads()).toBe('');
  });
});

describe('a person', () => {
  test('is asked for by a button after help, and the answer comes back to the chat', async () => {
    const anna = await memberInChat();
    await anna.says('/help');
    expect((await anna.does(() => anna.shopper.taps('👤 Ask a person'))).keys).toEqual(['person-ask']);
    desk.reads();
    expect((await anna.says('Do you have white tea?')).keys).toEqual(['person-thanks']);
    const asked = desk.reads();
    expect(asked).toContain('зовёт человека');
    expect(asked).toContain('Do you have white tea?');
    anna.shopper.heard();
    await desk.replies(/зовёт человека/, 'Yes, from Fuding.');
    expect(anna.shopper.heard()).toContain('Yes, from Fuding.');
    expect((await anna.says('Great!')).keys).toEqual(['person-passed-on']);
    expect(desk.reads()).toContain('Great!');
  });

  test('by SMS the word PERSON, named by HELP; asked twice it is one case', async () => {
    const anna = await memberBySms();
    expect((await anna.says('HELP')).keys).toEqual(['help', 'help-person']);
    await anna.says('PERSON');
    await anna.says('My card is lost');
    await anna.says('ЧЕЛОВЕК');
    await anna.says('Found it');
    const { rows } = await world.database.pool.query(
      `select c.number from survey_case c join identity i on i.member_id = c.member_id where i.address = $1`,
      [anna.address],
    );
    expect(rows).toHaveLength(1);
  });

  test('where nobody listens the shop’s contact is told', async () => {
    const quiet = await openWorld();
    const anna = smsPerson(quiet, newPhone());
    await anna.says('JOIN Anna');
    await anna.says('2');
    expect((await anna.says('HELP')).keys).toEqual(['help']);
    expect((await anna.says('PERSON')).keys).toEqual(['person-contact']);
    await quiet.close();
  });
});

test('the manager’s own chat is a shopper’s too, as long as nothing there is about a case', async () => {
  const boss = await openWorld({ managerChatId: '4711' });
  const user = boss.botApi.user({ id: 4711, firstName: 'Olga', languageCode: 'en' });
  user.start();
  await boss.quiet();
  expect(user.messages().at(-1)?.message.text).toContain('Share your number');
  await boss.close();
});

test('forgotten: the words of answers and cases go, the rating and the history stay', async () => {
  const anna = await memberInChat();
  const receipt = await receiptOf(anna.phone);
  await anna.says(`/start r_${receipt.token}`);
  await anna.does(() => anna.shopper.taps('2'));
  await anna.does(() => anna.shopper.taps('Skip'));
  await anna.says('My name is Zerafina Quux');
  const { member_id } = await caseOf(receipt.id);
  const kept = await collectData(world.database.pool, member_id);
  expect(kept?.answers).toMatchObject([{ rating: 2, words: 'My name is Zerafina Quux' }]);
  expect(kept?.cases).toMatchObject([{ kind: 'words', words: 'My name is Zerafina Quux' }]);
  await anna.says('/forget');
  await anna.does(() => anna.shopper.taps('Yes, delete everything'));
  const { rows } = await world.database.pool.query(
    `select a.rating, a.words, a.answerer, (select count(*)::int from case_event where words like '%Quux%') as told from survey_answer a where purchase_id = $1`,
    [receipt.id],
  );
  expect(rows).toEqual([{ rating: 2, words: null, answerer: null, told: 0 }]);
});
