import { describe, expect, test } from 'vitest';
import { androidKey, samples } from '../channels/sms/samples.ts';
import { carriers } from '../support/carriers.ts';
import { freshDatabase } from '../support/database.ts';
import { openGatewayWorld, publicUrl } from '../support/gateway-world.ts';
import { kopilka, urlOf } from '../support/kopilka.ts';
import { answering, nobody, standIn } from '../support/stand-in.ts';

const phone = '+48601234567';
const android = {
  SMS_GATEWAY: 'android',
  SMS_FROM: '+48221112233',
  ANDROID_SMS_LOGIN: 'SHOP',
  ANDROID_SMS_PASSWORD: 'hunter2',
  ANDROID_SMS_WEBHOOK_KEY: androidKey,
  DATA_DIR: '/nonexistent/kopilka',
};
const sample = samples.find(({ name }) => name === 'android')!;

/** A running shop, and a gateway that takes a text and reports to that shop what became of it. */
async function shopWhoseGatewayReports(...states: ('sent' | 'delivered' | 'undelivered')[]) {
  const world = await openGatewayWorld(carriers.android);
  const root = await standIn(async (request, response) => {
    const { id } = JSON.parse(Buffer.concat(await request.toArray()).toString());
    response.writeHead(202).end(JSON.stringify({ id }));
    for (const state of states) {
      await new Promise((later) => setTimeout(later, 400));
      await world.bring(await sample.report!({ reference: id, state }, Date.now(), `${publicUrl}/webhooks/sms/android`));
    }
  });
  return { database: world.database, settings: { ...android, SMS_API_ROOT: root, DATABASE_URL: await urlOf(world.database) } };
}

describe('sms test', () => {
  test('sends one text, waits for the report that the running shop receives, and leaves no trace', async () => {
    const { database, settings } = await shopWhoseGatewayReports('sent', 'delivered');
    const { code, out, err } = await kopilka(settings, 'sms', 'test', phone, '--wait', '20');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^Sending a text by android\.\nThe gateway took it; its id there is [0-9a-f]{32}\.\nWaiting up to 20 s for its report\.\nThe report came: the text was delivered\.\n$/,
    );
    expect((await database.pool.query('select 1 from outbox')).rowCount).toBe(0);
  });

  test('fails when the report says that it did not arrive', async () => {
    const { settings } = await shopWhoseGatewayReports('undelivered');
    expect(await kopilka(settings, 'sms', 'test', phone)).toMatchObject({
      code: 1,
      out: expect.stringContaining('The report came: sending failed.'),
    });
  });

  test('says what is known when the time is up', async () => {
    const onTheWay = await shopWhoseGatewayReports('sent');
    expect((await kopilka(onTheWay.settings, 'sms', 'test', phone, '--wait', '5')).out).toContain('A report came: the text is on its way.');
    const silent = await shopWhoseGatewayReports();
    expect((await kopilka(silent.settings, 'sms', 'test', phone, '--wait', '0')).out).toContain(
      'No report came in time. Is the shop running',
    );
  });

  test('says in one sentence why nothing was sent, or that nobody knows', async () => {
    const cases: readonly (readonly [string, string])[] = [
      [await answering(401, {}), 'Nothing was sent: the gateway does not accept our name and password or token.\n'],
      [await answering(400, { message: phone }), 'Nothing was sent: the gateway refused it (http-400).\n'],
      [await answering(500, ''), 'It may have been sent, or not: http-500.\n'],
      [await nobody(), 'Nothing was sent: the gateway cannot be reached or asks to wait (5 s).\n'],
    ];
    const DATABASE_URL = await urlOf(await freshDatabase());
    const said = await Promise.all(
      cases.map(([SMS_API_ROOT]) => kopilka({ ...android, SMS_API_ROOT, DATABASE_URL }, 'sms', 'test', phone)),
    );
    expect(said).toEqual(cases.map(([, err]) => ({ code: 1, out: 'Sending a text by android.\n', err })));
  });

  test('sends without a shop too, and waits for nothing', async () => {
    const settings = { ...android, SMS_API_ROOT: await answering(202, { id: 'x' }) };
    const { code, out } = await kopilka(settings, 'sms', 'test', phone);
    expect(code).toBe(0);
    expect(out).toContain('No report is waited for: there is no shop yet that could receive it.');
  });

  test('does not wait for reports of a gateway that is asked', async () => {
    const { ANDROID_SMS_WEBHOOK_KEY: _, ...asked } = android;
    const settings = { ...asked, SMS_API_ROOT: await answering(202, { id: 'x' }), DATABASE_URL: await urlOf(await freshDatabase()) };
    expect((await kopilka(settings, 'sms', 'test', phone)).out).toContain('this gateway is asked for texts, and brings no reports');
  });

  test('says of a description how sure it is', async () => {
    const settings = {
      SMS_GATEWAY: 'http',
      SMS_FROM: '+79000000000',
      SMS_HTTP_PRESET: 'exolve',
      SMS_HTTP_PASSWORD: 'hunter2',
      SMS_WEBHOOK_SECRET: 'a-path-nobody-guesses-0123456789',
      SMS_API_ROOT: await answering(200, { message_id: '7' }),
      DATA_DIR: '/nonexistent/kopilka',
    };
    const { out } = await kopilka(settings, 'sms', 'test', '+79161234567');
    expect(out).toMatch(/^The description exolve is not confirmed\. .*Not confirmed: message_id in calls/);
    expect(out).not.toContain('hunter2');
  });

  test('without a gateway, or to no phone, sends nothing', async () => {
    const [none, nobodys, endless] = await Promise.all([
      kopilka({ DATA_DIR: '/nonexistent/kopilka' }, 'sms', 'test', phone),
      kopilka(android, 'sms', 'test', '601234567'),
      kopilka(android, 'sms', 'test', phone, '--wait', 'long'),
    ]);
    expect(none).toEqual({ code: 1, out: '', err: 'SMS_GATEWAY is missing: there is no gateway to send by.\n' });
    expect(nobodys).toMatchObject({ code: 1, err: expect.stringContaining('a number with its country') });
    expect(endless).toMatchObject({ code: 1, err: expect.stringContaining('a number from 0 to') });
  });
});
