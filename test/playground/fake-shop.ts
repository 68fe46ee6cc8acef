import { Bot, InlineKeyboard, InputFile, Keyboard } from 'grammy';
import qrcode from 'qrcode';
import twilio from 'twilio';
import { createPlayground } from '../../src/playground/playground.ts';
import { mount } from './mount.ts';

const token = '7700000001:test-token';
/** The group of the shop's own people. */
export const managerChat = -7_700_000_002;
const sms = { accountSid: 'AC00000000000000000000000000000000', authToken: 'test-auth-token', shopNumber: '+79000000001' };

/** A shop of a few lines that does what the real one does with the playground: a polling bot, a signed webhook, the gateway's REST API. */
export async function startFakeShop() {
  const reports: string[] = [];
  const { root, server, playground } = await mountShop(reports);
  const bot = tellingBot(`${root}${playground.telegramRoot}`);
  await greet(bot);
  const { promise: polling, resolve: onStart } = Promise.withResolvers<unknown>();
  const running = bot.start({ onStart });
  await polling;

  return {
    root,
    reports,
    playground,
    async stop() {
      const stopped = bot.stop();
      playground.close();
      await stopped.catch(() => {});
      await running;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function mountShop(reports: string[]) {
  let playground!: ReturnType<typeof createPlayground>;
  const { root, server } = await mount((at) => {
    const webhookUrl = `${at}/webhooks/sms/twilio`;
    playground = createPlayground({
      token,
      sms,
      webhookUrl,
      shop: { name: 'Leaf & Steam', currency: 'RUB' },
      manager: { chat: managerChat, title: 'Leaf & Steam', language: 'en' },
      now: Date.now,
      till: { url: '/playground/till', key: 'a-key', store: 'playground' },
      queue: { shoppersIn: () => [{ name: 'Vera', phone: veraPhone, find: veraPhone, wish: 'A regular.' }] },
    });
    return { playground, other: (path, call) => webhook(at, playground.smsRoot, path, call, reports) };
  });
  return { root, server, playground };
}

type Call = { readonly rawBody: Buffer; readonly headers: Readonly<Record<string, unknown>>; readonly publicUrl: string };

const veraPhone = '+79010000001';

/** Stands where the shop's till would, and shows what it was handed. */
const till = `<!doctype html><html lang="en"><title>till</title><body><script src="/playground/till.js"></script>`;
const tillScript = `const show = () => { document.body.textContent = decodeURIComponent(location.hash); };
addEventListener('hashchange', show); show();`;

async function webhook(root: string, smsRoot: string, path: string, call: Call, reports: string[]) {
  if (path === '/playground/till') return { status: 200, contentType: 'text/html; charset=utf-8', body: till };
  if (path === '/playground/till.js') return { status: 200, contentType: 'text/javascript', body: tillScript };
  if (!path.startsWith('/webhooks/sms/twilio')) return;
  const form = Object.fromEntries(new URLSearchParams(call.rawBody.toString()));
  const genuine = twilio.validateRequest(sms.authToken, String(call.headers['x-twilio-signature']), call.publicUrl, form);
  if (!genuine) return { status: 401, contentType: 'text/plain', body: '' };
  if (path.endsWith('/status')) reports.push(form['MessageStatus'] ?? '');
  else void reply(`${root}${smsRoot}`, `${root}/webhooks/sms/twilio/status`, form);
  return { status: 200, contentType: 'text/xml', body: '<Response/>' };
}

function reply(apiRoot: string, status: string, { From = '', Body = '' }: Record<string, string>) {
  const russian = /[а-я]/iu.test(Body);
  const text = russian
    ? 'Здравствуйте! Как вас зовут? Отвечая, вы принимаете условия: http://localhost/terms'
    : `Welcome to Leaf & Steam! What is your name? Answering, you accept http://localhost/terms (you wrote: ${Body})`;
  return fetch(`${apiRoot}/2010-04-01/Accounts/${sms.accountSid}/Messages.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${sms.accountSid}:${sms.authToken}`)}` },
    body: new URLSearchParams({ To: From, From: sms.shopNumber, Body: text, StatusCallback: status }),
  });
}

async function greet(bot: Bot) {
  await bot.api.setMyCommands([
    { command: 'card', description: 'My card for the till' },
    { command: 'balance', description: 'How many points I have' },
    { command: 'help', description: 'Help, a person' },
  ]);
  await bot.api.setMyCommands([{ command: 'card', description: 'Моя карта' }], { language_code: 'ru' });
  await bot.api.setMyDescription('Points for tea and biscuits. Join in one tap, show your card at the till.');
}

function tellingBot(apiRoot: string): Bot {
  const bot = new Bot(token, { client: { apiRoot } });
  bot.command('start', (context) =>
    context.reply(
      'Hello! For every 20 ₽ you get <b>1 point</b>. By joining you accept the <a href="https://example.com/terms">terms</a>.',
      {
        parse_mode: 'HTML',
        reply_markup: new Keyboard().requestContact('Share my number and join').resized().oneTime(),
      },
    ),
  );
  bot.on('message:contact', async (context) => {
    if (context.message.contact.user_id !== context.from.id)
      return void context.reply('That is somebody else’s number. Please share your own.');
    await context.reply('Welcome! You have <b>100 points</b>.', { parse_mode: 'HTML', reply_markup: { remove_keyboard: true } });
    await sendCard((photo, caption) =>
      context.replyWithPhoto(photo, {
        caption,
        parse_mode: 'HTML',
        reply_markup: new InlineKeyboard().text('My balance', 'balance').text('Why?', 'why'),
      }),
    );
  });
  bot.command('card', (context) => sendCard((photo, caption) => context.replyWithPhoto(photo, { caption, parse_mode: 'HTML' })));
  bot.on('callback_query:data', async (context) => {
    await context.answerCallbackQuery({ text: context.callbackQuery.data === 'why' ? 'No purchases yet' : '' });
    await context.reply(`You have 100 points. See /card`);
  });
  bot.on('message:text', (context) => context.reply(`You said: ${context.message.text}`));
  bot.on('message:sticker', (context) => context.reply('What a lovely teapot!'));
  return bot;
}

async function sendCard(send: (photo: InputFile, caption: string) => Promise<unknown>) {
  const png = await qrcode.toBuffer('2912345678901', { width: 480, margin: 3 });
  await send(new InputFile(png, 'card.png'), 'Your card: <code>2 912345 678901</code>');
}
