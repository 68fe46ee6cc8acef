import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Language } from '../../src/texts/message.ts';
import { isOutOfReach, join, lastCode, type Person, smsPerson, type TelegramPerson, telegramPerson } from '../support/said.ts';
import type { World } from '../support/world.ts';

const channels = ['telegram', 'sms'] as const;
type ChannelName = (typeof channels)[number];

const phones: Readonly<Record<Language, string>> = { ru: '+7918', en: '+447911', pl: '+48601' };

type Words = Readonly<Record<Language, readonly string[]>>;
type Row = { readonly asks: string; readonly words: Words; readonly answer: readonly string[] | ((keys: readonly string[]) => boolean) };

const startsWith =
  (first: string) =>
  (keys: readonly string[]): boolean =>
    keys[0] === first;

const talk: readonly string[] = ['not-understood'];

/** One table for both channels and three languages: what a member says, and which texts answer. */
const table: readonly Row[] = [
  {
    asks: 'balance',
    words: { en: ['BALANCE', 'bal', '/balance', '💰 Balance'], pl: ['SALDO', 'saldo, proszę'], ru: ['БАЛАНС', 'баланс пожалуйста'] },
    answer: ['balance', 'balance-expires', 'balance-tier'],
  },
  { asks: 'card', words: { en: ['CARD', '/card', 'My card, please'], pl: ['KARTA'], ru: ['КАРТА', 'карта!'] }, answer: ['card'] },
  { asks: 'history', words: { en: ['HISTORY', '/history'], pl: ['HISTORIA'], ru: ['ИСТОРИЯ'] }, answer: ['history', 'history-welcome'] },
  {
    asks: 'why',
    words: { en: ['WHY', '/why', 'why?'], pl: ['DLACZEGO', 'dlaczego?'], ru: ['ПОЧЕМУ', 'Почему?!'] },
    answer: ['why-nothing-yet'],
  },
  { asks: 'help', words: { en: ['HELP', 'INFO', '/help'], pl: ['POMOC'], ru: ['ПОМОЩЬ'] }, answer: ['help'] },
  {
    asks: 'join again',
    words: { en: ['JOIN', 'START', '/start'], pl: ['DOŁĄCZ', 'dolacz'], ru: ['СТАРТ'] },
    answer: startsWith('already-member'),
  },
  {
    asks: 'a new name',
    words: { en: ['NAME Jean-Luc', 'name Anna'], pl: ['IMIĘ Łucja', 'imie Zofia'], ru: ['ИМЯ Анна'] },
    answer: ['name-kept'],
  },
  {
    asks: 'a new email',
    words: { en: ['EMAIL anna@example.com'], pl: ['EMAIL a@b.pl'], ru: ['ПОЧТА anna@example.ru'] },
    answer: ['email-kept'],
  },
  { asks: 'a wrong email', words: { en: ['EMAIL anna@'], pl: ['EMAIL anna'], ru: ['ПОЧТА anna@@'] }, answer: ['email-unclear'] },
  {
    asks: 'to be congratulated',
    words: {
      en: ['BIRTHDAY 3.12', 'my birthday 3 December'],
      pl: ['URODZINY 3.12', 'Urodziny 3 grudnia'],
      ru: ['День рождения 3.12', 'ДР 3 декабря'],
    },
    answer: ['birthday-kept'],
  },
  { asks: 'an impossible day', words: { en: ['BIRTHDAY 31.2'], pl: ['URODZINY 31.2'], ru: ['ДР 31.2'] }, answer: ['birthday-no-such-day'] },
  {
    asks: 'something else',
    words: { en: ['Please stop putting sugar in my tea'], pl: ['Czy macie herbatę?'], ru: ['А чай есть?'] },
    answer: talk,
  },
  { asks: 'an emoji', words: { en: ['👍👍👍'], pl: ['🍵'], ru: ['🙂'] }, answer: talk },
  { asks: 'markup', words: { en: ['<b>bold</b> & <script>'], pl: ['</b><a href="x">'], ru: ['&lt;'] }, answer: talk },
  { asks: 'right to left', words: { en: ['مرحبا'], pl: ['שלום'], ru: ['سلام'] }, answer: talk },
  {
    asks: 'a very long text',
    words: { en: ['x'.repeat(1500)], pl: ['ż'.repeat(1500)], ru: ['ы'.repeat(1500)] },
    answer: talk,
  },
];

/** Where the dialogues are held. `leavesTalk`: in somebody else's bot, where what no question of ours waits for is left to the host. */
type Door = { open(): Promise<World>; readonly leavesTalk: boolean };

/** Holds every dialogue of the programme at a door. */
export function holdDialogues(door: Door): void {
  let world: World;
  beforeAll(async () => {
    world = await door.open();
  });
  afterAll(() => world.close());

  let next = 100_000;

  /** A stranger of a language: by Telegram it is told by the app, by SMS by the country of the phone. */
  function stranger(channel: ChannelName, language: Language): Person | TelegramPerson {
    next += 1;
    const phone = `${phones[language]}${String(next)
      .padStart(language === 'ru' ? 7 : 6, '0')
      .slice(language === 'ru' ? -7 : -6)}`;
    return channel === 'telegram' ? telegramPerson(world, { language, phone }) : smsPerson(world, phone);
  }

  async function member(channel: ChannelName, language: Language): Promise<Person | TelegramPerson> {
    const who = stranger(channel, language);
    await join(who);
    await who.says(`LANG ${language}`);
    return who;
  }

  describe.each(channels)('a member by %s', (channel) => {
    describe.each(['en', 'pl', 'ru'] as const)('who speaks %s', (language) => {
      let who: Person | TelegramPerson;
      beforeAll(async () => {
        who = await member(channel, language);
      });
      for (const { asks, words, answer } of table)
        test(`asks for ${asks}`, async () => {
          for (const said of words[language]) {
            if (answer === talk) await who.says('HELP'); // a word that is understood: three in a row that are not end in another answer
            const heard = await who.says(said);
            if (channel === 'telegram' && door.leavesTalk && answer === talk) {
              expect(heard.keys, said).toEqual([]);
              continue;
            }
            if (typeof answer === 'function') expect(answer(heard.keys), `${said} → ${heard.keys.join(', ')}`).toBe(true);
            else expect(heard.keys, said).toEqual(answer);
            expect(heard.language).toBe(language);
          }
        });

      test('stops and resumes: silence is no, only a yes is consent', async () => {
        const stopWords = {
          en: ['Stop. Thanks', 'opt out'],
          pl: ['REZYGNUJĘ', 'Stop, dziękuję'],
          ru: ['Стоп, спасибо', 'CTOП', 'ОТПИСАТЬСЯ'],
        }[language];
        for (const word of stopWords) expect((await who.says(word)).keys).toEqual([channel === 'sms' ? 'stop-sms' : 'stop-chat']);
        expect(await consents(who)).toMatchObject({ 'marketing telegram': false, 'marketing sms': false });
        expect((await who.says(channel === 'sms' ? 'START' : '/resume')).keys).toEqual(['resume-ask']);
        expect(await consents(who)).toMatchObject({ 'marketing telegram': false, 'marketing sms': false });
        expect((await who.says({ en: 'yes', pl: 'tak', ru: 'да' }[language])).keys).toEqual(['resume-yes']);
        expect(await consents(who)).toMatchObject({ 'marketing telegram': true, 'marketing sms': true });
        expect((await who.says('STOP')).keys).toHaveLength(1);
        expect(await consents(who)).toMatchObject({ 'marketing telegram': false, 'marketing sms': false });
      });

      test('sees what is kept, and is forgotten', async () => {
        const mydata = { en: 'MYDATA', pl: 'moje dane', ru: 'МОИ ДАННЫЕ' }[language];
        const forget = { en: 'FORGET', pl: 'USUŃ', ru: 'УДАЛИТЬ' }[language];
        let shown = await who.says(mydata);
        if (channel === 'sms') {
          const code = await lastCode(world, who.phone);
          expect((await who.says(code === '000000' ? '111111' : '000000')).keys).toEqual(['code-wrong']);
          shown = await who.says(code);
        }
        expect(shown.keys).toEqual([]); // it holds a link that opens once, and is kept nowhere
        const read =
          'shopper' in who ? who.shopper.user.messages().at(-1)?.message.text : world.smsGateway.phone(who.phone).messages().at(-1)?.body;
        expect(read).toMatch(/\b29\d\d \d{4} \d{4} \d\b/);
        world.pass(61_000);
        const asked = await who.says(forget);
        if (channel === 'telegram') expect(asked.keys).toEqual(['forget-ask']);
        const done = await who.says(channel === 'sms' ? await lastCode(world, who.phone) : '1');
        expect(done.keys).toEqual(['forgotten']);
        expect((await who.says(channel === 'telegram' ? '/balance' : 'BALANCE')).keys).toEqual(['stranger']);
        const { rows } = await world.database.pool.query(`select * from identity where address in ($1, $2)`, [
          who.address,
          `sms:${who.phone}`,
        ]);
        expect(rows).toEqual([]);
      });
    });
  });

  async function consents(who: Person): Promise<Record<string, boolean>> {
    const { rows } = await world.database.pool.query(
      `select distinct on (purpose, channel) purpose || ' ' || channel as what, given from consent
       where member_id = (select member_id from identity where address = $1) order by purpose, channel, id desc`,
      [who.address],
    );
    return Object.fromEntries(rows.map((row) => [row.what, row.given]));
  }

  describe('joining by Telegram', () => {
    const start = async (about: Parameters<typeof telegramPerson>[1] = {}) => {
      const who = telegramPerson(world, { language: 'en', ...about });
      expect((await who.says('/start')).keys).toEqual(['join-telegram']);
      return who;
    };

    test('takes two taps; the rest may be ignored', async () => {
      const anna = await start();
      expect((await anna.does(() => anna.shopper.shares())).keys).toEqual(['join-welcome', 'ask-email']);
      expect((await anna.says('/balance')).keys).toEqual(['balance', 'balance-expires', 'balance-tier', 'ask-email']);
    });

    test('keeps the consent word for word, with its language and message', async () => {
      const anna = await start();
      await anna.does(() => anna.shopper.shares());
      await anna.says('-');
      const asked = (await anna.does(() => anna.shopper.taps('Yes'))).keys;
      expect(asked).toEqual(['offers-yes']);
      const { rows } = await world.database.pool.query(
        `select purpose, channel, given, wording, language, request from consent where member_id = (select member_id from identity where address = $1) order by id`,
        [anna.address],
      );
      expect(rows.map((row) => `${row.purpose} ${row.channel} ${row.given} ${row.language}`)).toEqual([
        'program telegram true en',
        'marketing telegram true en',
        'marketing sms true en',
      ]);
      expect(rows[0].wording).toContain('terms');
      expect(rows[1].wording).toContain('offers');
      for (const row of rows) expect(row.request).toMatch(/^telegram:7700000001:\d+$/);
    });

    test('a forwarded contact, somebody else’s contact and a sticker make nobody a member', async () => {
      const eve = await start();
      expect(
        (await eve.does(() => eve.shopper.does((user) => void user.shareContact(eve.phone, { own: true, forwarded: true })))).keys,
      ).toEqual(['contact-not-yours']);
      expect((await eve.does(() => eve.shopper.does((user) => void user.shareContact('+79160000001', { own: false })))).keys).toEqual([
        'contact-not-yours',
      ]);
      expect((await eve.does(() => eve.shopper.does((user) => void user.sendSticker()))).keys).toEqual(['way-out']);
      expect((await world.database.pool.query('select 1 from identity where address = $1', [eve.address])).rowCount).toBe(0);
    });

    test('a number that was only typed is proved by a code, and answered the same for members and strangers', async () => {
      const known = smsPerson(world, '+79175550101');
      await known.says('JOIN Petr');
      const eve = await start();
      const toMember = await eve.says('+7 917 555-01-01');
      world.pass(61_000);
      await eve.says('0');
      await eve.says('/start');
      const toStranger = await eve.says('+7 917 555-01-02');
      expect(toMember.keys).toEqual(['code-sent-if']);
      expect(toStranger.keys).toEqual(toMember.keys);
      expect(toStranger.text).toBe(toMember.text);
      expect((await eve.says('BALANCE')).keys).toEqual(['stranger', 'code-ask']);
    });

    test('five wrong codes end the code', async () => {
      const eve = await start();
      await eve.says('+7 917 555-01-03');
      const code = await lastCode(world, '+79175550103');
      const wrong = code === '123456' ? '654321' : '123456';
      for (let tries = 1; tries <= 4; tries += 1) expect((await eve.says(wrong)).keys).toEqual(['code-wrong']);
      expect((await eve.says(wrong)).keys).toEqual(['code-used-up']);
      await eve.says('/start');
      expect((await world.database.pool.query('select 1 from identity where address = $1', [eve.address])).rowCount).toBe(0);
    });

    test('a code is too late after ten minutes', async () => {
      const eve = await start();
      await eve.says('+7 917 555-01-04');
      world.pass(10 * 60_000 + 1);
      expect((await eve.says(await lastCode(world, '+79175550104'))).keys).toEqual(['code-late']);
    });

    test('codes cannot be had without end: per chat, and per phone from many chats', async () => {
      const eve = await start();
      const asked: string[] = [];
      for (let tries = 0; tries < 7; tries += 1) {
        await eve.says('/start');
        asked.push(...(await eve.says(`+7 917 556-00-0${tries}`)).keys);
        world.pass(61_000);
      }
      expect(asked.filter((key) => key === 'code-sent-if')).toHaveLength(5);
      expect(asked.at(-1)).toBe('code-too-many');
      const texts = async () => world.smsGateway.phone('+79175570000').messages().length;
      for (let chat = 0; chat < 6; chat += 1) {
        const another = await start();
        await another.says('+7 917 557-00-00');
        world.pass(61_000);
      }
      expect(await texts()).toBe(4);
    });

    test.each([
      ['12345', 'phone-too-short'],
      ['+7 495 123-45-67', 'phone-landline'],
      ['+888 0123 4567', 'phone-anonymous'],
      ['+99 99 99 99 99', 'phone-not-a-phone'],
      ['+1 212 555 2368', 'code-sent-if'],
    ])('the number %s is answered by %s', async (number, key) => {
      const who = await start();
      expect((await who.says(number)).keys).toEqual([key]);
    });

    test('without a number one earns by card, and has the welcome bonus once a number is proved', async () => {
      const anna = await start();
      expect((await anna.does(() => anna.shopper.taps('Without my number'))).keys).toEqual(['join-welcome-no-bonus', 'ask-email']);
      expect((await anna.does(() => anna.shopper.shares())).keys).toEqual(['phone-added-bonus']);
      expect((await anna.says('/balance')).text).toContain('200');
    });

    test('back, skip and leave work at each question', async () => {
      const anna = await start();
      await anna.does(() => anna.shopper.shares());
      expect((await anna.says('skip')).keys).toEqual(['ask-offers']);
      expect((await anna.says('back')).keys).toEqual(['ask-email']);
      expect((await anna.says('9')).keys).toEqual(['ask-email']);
      expect((await anna.says('0')).keys).toEqual(['left']);
      expect((await anna.says('hm')).keys).toEqual(door.leavesTalk ? [] : talk);
    });

    test('a button from last week is known as one', async () => {
      const anna = await start();
      await anna.does(() => anna.shopper.shares());
      const button = anna.shopper.user.messages().findLast((shown) => shown.message.reply_markup !== undefined);
      world.pass(8 * 24 * 3_600_000);
      const data = button?.message.reply_markup?.inline_keyboard[0]?.[0]?.callback_data ?? '';
      expect((await anna.does(() => anna.shopper.does((user) => void user.tap(button?.message.message_id ?? 0, data)))).keys).toEqual([
        'old-button',
      ]);
    });

    test('a profile without letters is asked for a name', async () => {
      const anna = await start({ firstName: '🦊🦊' });
      expect((await anna.does(() => anna.shopper.shares())).keys).toEqual(['join-welcome-nameless', 'ask-name']);
      expect((await anna.says('Анна')).keys).toEqual(['name-kept', 'ask-email']);
    });

    test('a name with markup is shown as it is', async () => {
      const anna = await start({ firstName: 'Anna <b>&amp;' });
      await anna.does(() => anna.shopper.shares());
      expect(anna.shopper.user.messages().at(-2)?.message.text).toContain('Welcome, Anna b amp!');
    });

    test('the source of a deep link is remembered', async () => {
      const anna = telegramPerson(world);
      await anna.says('/start s_poster');
      await anna.does(() => anna.shopper.shares());
      const { rows } = await world.database.pool.query(
        `select source from member where id = (select member_id from identity where address = $1)`,
        [anna.address],
      );
      expect(rows[0].source).toBe('poster');
    });
  });

  describe('joining by SMS', () => {
    test('takes two texts', async () => {
      const bob = stranger('sms', 'en');
      expect((await bob.says('join')).keys).toEqual(['join-sms']);
      expect((await bob.says('Bob bob@example.com')).keys).toEqual(['join-welcome', 'ask-offers']);
      expect((await bob.says('1')).keys).toEqual(['offers-yes']);
    });

    test('or one', async () => {
      const bob = stranger('sms', 'pl');
      const heard = await bob.says('DOŁĄCZ Łucja lucja@example.com');
      expect(heard.keys).toEqual(['join-welcome', 'ask-offers']);
      expect(heard.language).toBe('pl');
    });

    test('a source may stand before the name', async () => {
      const bob = stranger('sms', 'ru');
      expect((await bob.says('СТАРТ ПЛАКАТ Борис')).keys).toEqual(['join-welcome', 'ask-offers']);
    });

    test('an email with spaces is understood, a broken one is asked for again', async () => {
      const bob = stranger('sms', 'en');
      await bob.says('JOIN');
      expect((await bob.says('Bob bob@example')).keys).toEqual(['email-unclear']);
      expect((await bob.says('Bob bob @ example.com')).keys).toEqual(['join-welcome', 'ask-offers']);
    });

    test('two people with one phone are told that it is one member’s', async () => {
      const bob = stranger('sms', 'en');
      await bob.says('JOIN Bob');
      expect((await bob.says('JOIN Alice alice@example.com')).keys[0]).toBe('already-member');
    });

    test('after three answers nobody understood we stop asking, and then fall silent', async () => {
      const bob = stranger('sms', 'en');
      await bob.says('JOIN');
      expect((await bob.says('12345')).keys).toEqual(['join-sms-unclear']);
      expect((await bob.says('???')).keys).toEqual(['join-sms-unclear']);
      expect((await bob.says('!!!')).keys).toEqual(['way-out']);
      expect((await bob.says('auto reply: I am away')).keys).toEqual([]);
      expect((await bob.says('JOIN Bob')).keys).toEqual(['join-welcome', 'ask-offers']);
    });

    test('STOP inside the form leaves it', async () => {
      const bob = stranger('sms', 'en');
      await bob.says('JOIN');
      expect((await bob.says('Stop, please')).keys).toEqual(['stop-stranger']);
      expect((await bob.says('Bob')).keys).toEqual(['stranger']);
    });

    test('a day of silence ends the form', async () => {
      const bob = stranger('sms', 'en');
      await bob.says('JOIN');
      world.pass(25 * 3_600_000);
      expect((await bob.says('Bob')).keys).toEqual(['stranger']);
    });
  });

  describe('one person in two channels', () => {
    test('a member by SMS who shares the number in Telegram stays one member, with one bonus', async () => {
      const phone = '+79175560201';
      const bySms = smsPerson(world, phone);
      await bySms.says('JOIN Anna');
      const byChat = telegramPerson(world, { phone, language: 'ru' });
      await byChat.says('/start');
      expect((await byChat.does(() => byChat.shopper.shares())).keys.slice(0, 2)).toEqual(['linked', 'balance']);
      const { rows } = await world.database.pool.query('select distinct member_id from identity where address in ($1, $2)', [
        bySms.address,
        byChat.address,
      ]);
      expect(rows).toHaveLength(1);
      expect((await byChat.says('БАЛАНС')).text).toContain('200');
    });

    test('a member by Telegram who texts is known by the number', async () => {
      const byChat = telegramPerson(world, { phone: '+79175560202', language: 'en' });
      await join(byChat);
      const bySms = smsPerson(world, '+79175560202');
      expect((await bySms.says('BALANCE')).keys[0]).toBe('balance');
    });

    test('two records of one person become one when the number is proved', async () => {
      const phone = '+79175560203';
      const bySms = smsPerson(world, phone);
      await bySms.says('JOIN Anna');
      const byChat = telegramPerson(world, { phone, language: 'en' });
      await byChat.says('/start');
      await byChat.does(() => byChat.shopper.taps('Without my number'));
      await byChat.says('-');
      await byChat.says('no');
      expect((await byChat.does(() => byChat.shopper.shares())).keys[0]).toBe('became-one');
      const { rows } = await world.database.pool.query(
        `select count(distinct member_id)::int as members, (select count(*)::int from member where merged_into is not null and id in
         (select id from member where merged_into = (select member_id from identity where address = $1))) as merged from identity where address in ($1, $2)`,
        [bySms.address, byChat.address],
      );
      expect(rows[0]).toEqual({ members: 1, merged: 1 });
    });

    test(`a member with a number of their own who shares another member’s is ${door.leavesTalk ? 'left to the host' : 'sent to the till'}`, async () => {
      const first = smsPerson(world, '+79175560204');
      await first.says('JOIN Anna');
      const second = telegramPerson(world, { phone: '+79175560205', language: 'en' });
      await join(second);
      const shared = await second.does(() => second.shopper.does((user) => void user.shareContact('+79175560204', { own: true })));
      expect(shared.keys).toEqual(door.leavesTalk ? [] : ['phone-of-another-member']);
    });

    test('whoever is forgotten and joins again has no second bonus', async () => {
      const bob = smsPerson(world, '+79175560206');
      await bob.says('JOIN Bob');
      await bob.says('FORGET');
      expect((await bob.says(await lastCode(world, bob.phone))).keys).toEqual(['forgotten']);
      expect((await bob.says('JOIN Bob')).keys).toEqual(['join-welcome-no-bonus', 'ask-offers']);
    });
  });

  test(`a group is ${door.leavesTalk ? 'left to the host' : 'refused once, politely'}, and nobody in it is enrolled`, async () => {
    const group = world.botApi.group({ id: -100_500, title: 'Tea lovers' });
    const anna = telegramPerson(world);
    await anna.says('/start');
    const by = { id: anna.shopper.id, firstName: 'Anna' };
    group.addBot(by);
    await world.quiet();
    group.send(by, '/balance');
    await world.quiet();
    const { rows } = await world.database.pool.query(`select message from outbox where address = 'telegram:-100500'`);
    expect(rows.map((row) => row.message.message.parts[0].key)).toEqual(door.leavesTalk ? [] : ['group-refused']);
  });

  test('blocking the bot is noted, and speaking again lifts it', async () => {
    const anna = telegramPerson(world, { language: 'en' });
    await join(anna);
    await anna.does(() => anna.shopper.does((user) => user.block()));
    expect(await isOutOfReach(world, anna.address)).toBe(true);
    await anna.does(() => anna.shopper.does((user) => user.unblock()));
    expect(await isOutOfReach(world, anna.address)).toBe(false);
  });
}
