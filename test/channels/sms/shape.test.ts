import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { presetNames } from '../../../src/channels/sms/gateways/http/description.ts';
import { samples } from './samples.ts';

const folder = new URL('../../../src/channels/sms/gateways/', import.meta.url);
const gateways = readdirSync(folder);

/** "smsapi" is written Smsapi inside names. */
const capital = (name: string) => name.slice(0, 1).toUpperCase() + name.slice(1);

test('there is a gateway for every name the settings know', () => {
  expect(gateways.toSorted()).toEqual(['android', 'http', 'smsapi', 'smsc', 'twilio']);
});

test.each(gateways)('%s verifies, parses and sends, each in its file, under the same names as every other', async (name) => {
  const load = (file: string): Promise<Record<string, unknown>> => import(new URL(`${name}/${file}.ts`, folder).href);
  const [verify, parse, send, gateway] = await Promise.all([load('verify'), load('parse'), load('send'), load(name)]);
  expect(verify[`verify${capital(name)}`]).toBeTypeOf('function');
  expect(parse[`parse${capital(name)}Message`]).toBeTypeOf('function');
  expect(parse[`parse${capital(name)}Status`]).toBeTypeOf('function');
  expect(send[`create${capital(name)}Sender`]).toBeTypeOf('function');
  expect(gateway[`create${capital(name)}Gateway`]).toBeTypeOf('function');
});

test('every gateway and every preset that is called is in the table of attacks', () => {
  const tried = samples.map(({ name }) => name.replace('http: ', ''));
  for (const name of [...gateways.filter((other) => other !== 'http'), ...presetNames.filter((other) => other !== 'serwersms')])
    expect(tried).toContain(name);
});
