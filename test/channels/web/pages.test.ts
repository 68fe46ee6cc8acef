import { expect, test } from 'vitest';
import { programWith } from '../../rules/sample.ts';
import { member, openShop, wordsOf } from './visit.ts';

const pages = ['/', '/terms', '/privacy', '/c/known', '/c/unknown'];
const hostile = '"><script>alert(1)</script>\'&';

test.each(pages)('a hostile shop name, contact and member stay words at %s', async (path) => {
  const program = programWith({ shop: { name: hostile, legalName: hostile, contact: hostile } });
  const { visit } = openShop({ program, findCard: async () => ({ ...member, name: hostile }) });
  const { body } = await visit(path);
  expect(body).not.toContain('<script');
  expect(body).not.toContain('"">');
  expect(body).toContain('&lt;script&gt;');
});

test.each(pages)('nothing is loaded from elsewhere and no script runs at %s', async (path) => {
  const { body, headers, contentType } = await openShop({ telegramUrl: 'https://t.me/tea_bot' }).visit(path);
  expect(contentType).toBe('text/html; charset=utf-8');
  expect(headers?.['content-security-policy']).toContain("default-src 'none'; style-src 'self'; img-src 'self' data:;");
  expect(body).not.toMatch(/<script|<style|\sstyle=|\son\w+=|<iframe/);
  expect(body.match(/(?:src|href)="[^"]*"/g)?.filter((link) => /https?:/.test(link))).toEqual(
    path === '/' ? ['href="https://t.me/tea_bot"'] : [],
  );
});

test("the shop's own terms and privacy are where it says", async () => {
  const { visit } = openShop({
    program: programWith({ shop: { termsUrl: 'https://tea.example/t', privacyUrl: 'https://tea.example/p' } }),
  });
  expect(await visit('/terms')).toMatchObject({ status: 302, headers: { location: 'https://tea.example/t' } });
  expect(await visit('/privacy')).toMatchObject({ status: 302, headers: { location: 'https://tea.example/p' } });
});

test('a card is shown with its codes and number, and nobody keeps it', async () => {
  const { status, body, headers } = await openShop().visit('/c/known');
  expect(status).toBe(200);
  expect(body).toContain('2 912345 678906');
  expect(body).toContain('Anna');
  expect(body).toContain('<meta name="robots" content="noindex">');
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex', 'referrer-policy': 'no-referrer' });
});

test('a link that leads to no card says what to do', async () => {
  const answer = await openShop().visit('/c/unknown?lang=en');
  expect(answer).toMatchObject({ status: 404, headers: { 'cache-control': 'no-store' } });
  expect(wordsOf(answer)).toContain('For a new link send /card in Telegram or CARD by SMS.');
});

test('the link to one’s data shows a button first, and all of it once that is pressed', async () => {
  const hostileText = '<script>alert(1)</script>';
  const { visit } = openShop({
    data: { isOpenable: async (token) => token === 'open', open: async (token) => (token === 'open' ? kept(hostileText) : undefined) },
  });
  const door = await visit('/d/open?lang=en');
  expect(door.body).toContain('<form method="post">');
  expect(door.body).not.toContain('anna@example.com');
  expect(door.headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
  expect(door.headers?.['content-security-policy']).toContain("form-action 'self'");
  const shown = await visit('/d/open?lang=en', {}, 'POST');
  expect(wordsOf(shown)).toContain('anna@example.com');
  expect(wordsOf(shown)).toContain('Points put right: +100 a wrong price');
  expect(shown.body).not.toContain('<script');
  const file = /href="data:application\/json;base64,([^"]+)"/.exec(shown.body)?.[1] ?? '';
  expect(JSON.parse(Buffer.from(file, 'base64').toString())).toEqual(kept(hostileText));
  for (const method of ['GET', 'POST'] as const) expect((await visit('/d/used', {}, method)).status).toBe(404);
});

const kept = (text: string) => ({
  member: { name: 'Anna', email: 'anna@example.com', language: 'en', card: '2912345678906' },
  joinedAt: '2026-11-20T10:00:00Z',
  source: null,
  birthday: null,
  timeZone: null,
  coupons: [],
  greetings: [],
  identities: [{ address: 'sms:+48601234567', provedHow: 'text-received', provedAt: '2026-11-20T10:00:00Z' }],
  consents: [{ purpose: 'program', channel: 'sms', given: true, wording: 'By answering you accept the terms', at: '2026-11-20T10:00:00Z' }],
  purchases: [],
  answers: [],
  cases: [],
  polls: [],
  transfers: [{ at: '2026-11-20T10:00:00Z', kind: 'welcome', source: 'shop', target: 'points', points: 200 }],
  byHand: [{ at: '2026-11-21T10:00:00Z', kind: 'points' as const, why: 'a wrong price', facts: { points: '+100' } }],
  blockedAt: null,
  messages: [{ at: '2026-11-20T10:00:00Z', channel: 'sms', text }],
});

test('a token too long to be ours is not looked up', async () => {
  const { visit } = openShop({ findCard: () => Promise.reject(new Error('looked up')) });
  expect((await visit(`/c/${'a'.repeat(201)}`)).status).toBe(404);
});

test.each([
  ['/terms?lang=ru', { 'accept-language': 'en' }, 'ru'],
  ['/terms?lang=de', { 'accept-language': 'en' }, 'en'],
  ['/terms', { 'accept-language': 'de, en;q=0.5, ru-RU;q=0.7' }, 'ru'],
  ['/terms', { 'accept-language': 'en;q=0, *' }, 'pl'],
  ['/terms', {}, 'pl'],
])('%s with %o speaks %s', async (path, headers, language) => {
  const answer = await openShop().visit(path, headers as Record<string, string>);
  expect(answer.body).toContain(`<html lang="${language}">`);
  expect(answer.headers).toMatchObject({ 'content-language': language, vary: 'accept-language' });
});

test('every language is offered, and the one that is spoken is no link', async () => {
  const { body } = await openShop().visit('/terms?lang=pl');
  expect(body).toContain('href="?lang=en"');
  expect(body).toContain('href="?lang=ru"');
  expect(body).not.toContain('href="?lang=pl"');
});

test('who comes may join by the doors there are', async () => {
  const { body } = await openShop({ telegramUrl: 'https://t.me/tea_bot?start=s_site&x=1', smsNumber: '+48512345678' }).visit('/?lang=pl');
  expect(body).toContain('href="https://t.me/tea_bot?start=s_site&amp;x=1"');
  expect(body).toContain('<svg');
  expect(body).toContain('href="sms:+48512345678?body=DO%C5%81%C4%84CZ"');
  expect(body).not.toContain('playground');
});

test('nobody is told to write to a name, or by a channel that is not there', async () => {
  const answer = await openShop({ smsNumber: 'TeaShop' }).visit('/?lang=en');
  expect(answer.body).not.toContain('sms:');
  expect(wordsOf(answer)).toContain('Just ask at the till');
  expect(wordsOf(await openShop({ telegramUrl: 'https://t.me/tea_bot', smsNumber: 'TeaShop' }).visit('/privacy?lang=en'))).toContain(
    'the SMS gateway',
  );
  const terms = wordsOf(await openShop({ telegramUrl: 'https://t.me/tea_bot' }).visit('/terms?lang=en'));
  expect(terms).toContain('/forget in Telegram');
  expect(terms).not.toContain('by SMS');
});

test('the playground has a link while it is on', async () => {
  expect((await openShop({ playground: true }).visit('/')).body).toContain('href="/playground"');
});

test('links hold where PUBLIC_URL has a path of its own', async () => {
  const { visit } = openShop({}, 'https://example.com/club');
  for (const path of ['/', '/terms', '/c/known']) {
    const { body } = await visit(path);
    expect(body).toContain('href="/club/page.css"');
    expect(body).toContain('href="/club/privacy?lang=pl"');
  }
});

test('the stylesheet is a stylesheet', async () => {
  expect(await openShop().visit('/page.css')).toMatchObject({ status: 200, contentType: 'text/css; charset=utf-8' });
});
