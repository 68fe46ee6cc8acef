import { describe, expect, test } from 'vitest';
import type { Gateway, Report } from '../../../src/channels/sms/gateway.ts';
import { createTwilioGateway } from '../../../src/channels/sms/gateways/twilio/twilio.ts';
import { createSmsChannel, handleSmsWebhook } from '../../../src/channels/sms/sms.ts';
import type { Incoming } from '../../../src/conversation/incoming.ts';
import type { Letter } from '../../../src/texts/message.ts';
import { authToken, callOf, callSignedByTwilio, inbound, status } from './twilio/calls.ts';

const twilio = createTwilioGateway({ accountSid: 'AC1', authToken, from: '+447700900123' });

function listening() {
  const heard: Incoming[] = [];
  const reports: Report[] = [];
  const handle = handleSmsWebhook({
    gateway: twilio,
    keep: async (incoming) => heard.push(incoming),
    report: async (report) => reports.push(report),
  });
  return { heard, reports, handle };
}

describe('the webhook', () => {
  test('hears a text and answers with TwiML that says nothing', async () => {
    const { heard, reports, handle } = listening();
    expect(await handle(callSignedByTwilio(inbound))).toEqual({
      status: 200,
      contentType: 'text/xml',
      body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
    });
    expect(heard.map(({ id }) => id)).toEqual([`twilio:${inbound.MessageSid}`]);
    expect(reports).toEqual([]);
  });

  test('hands on a delivery report', async () => {
    const { heard, reports, handle } = listening();
    expect(await handle(callSignedByTwilio(status))).toMatchObject({ status: 200 });
    expect(heard).toEqual([]);
    expect(reports).toEqual([{ reference: status.MessageSid, state: 'delivered', optedOut: false }]);
  });

  test('answers 401 to a forged call and hears nothing', async () => {
    const { heard, handle } = listening();
    const answer = await handle(callOf('Body=JOIN&From=%2B79161234567&MessageSid=SM1', 'x'.repeat(28)));
    expect(answer).toMatchObject({ status: 401, contentType: 'application/problem+json' });
    expect(JSON.parse(answer.body)).toMatchObject({ status: 401, detail: 'bad-signature' });
    expect(heard).toEqual([]);
  });

  test('answers 400 to a form that cannot be read', async () => {
    const { handle } = listening();
    expect(await handle(callSignedByTwilio({ Body: 'JOIN' }))).toMatchObject({ status: 400, contentType: 'application/problem+json' });
  });

  test('answers only when what was said is kept', async () => {
    const { promise: kept, resolve: keep } = Promise.withResolvers<void>();
    let answered = false;
    const handling = handleSmsWebhook({ gateway: twilio, keep: () => kept, report: async () => {} })(callSignedByTwilio(inbound));
    void handling.then(() => {
      answered = true;
    });
    await new Promise((later) => setTimeout(later, 20));
    expect(answered).toBe(false);
    keep();
    expect(await handling).toMatchObject({ status: 200 });
  });

  test('fails when what was said could not be kept, so that the gateway calls again', async () => {
    const keep = async () => Promise.reject(new Error('database away'));
    const handle = handleSmsWebhook({ gateway: twilio, keep, report: async () => {} });
    await expect(handle(callSignedByTwilio(inbound))).rejects.toThrow('database away');
  });
});

describe('the channel', () => {
  const letter = (text: string, choices: Letter['choices'] = []): Letter => ({ language: 'pl', text, html: text, choices });

  function channelTo(sent: unknown[], maxSegments = 1) {
    const gateway: Gateway = {
      ...twilio,
      send: async (...what) => {
        sent.push(what);
        return { outcome: 'sent', reference: 'SM1' };
      },
    };
    return createSmsChannel({ gateway, diacritics: 'drop', maxSegments });
  }

  test('sends a text fitted to SMS, and says what became of it', async () => {
    const sent: unknown[] = [];
    expect(await channelTo(sent).send('+48601234567', letter('Dziękujemy – „Ania”'), 'row-1')).toEqual({
      outcome: 'sent',
      reference: 'SM1',
    });
    expect(sent).toEqual([['+48601234567', 'Dziekujemy - "Ania"', 'row-1']]);
  });

  test('keeps the choices when it has to cut', async () => {
    const sent: string[][] = [];
    const choices = [
      { label: 'tak', value: 'yes' },
      { label: 'nie', value: 'no' },
    ];
    await channelTo(sent).send('+48601234567', letter(`${'Czy smakowało? '.repeat(90)}\n1 tak, 2 nie`, choices), 'row-1');
    expect(sent[0]?.[1]).toMatch(/\.\.\.\n1 tak, 2 nie$/);
  });

  test('refuses to send nothing', async () => {
    const sent: unknown[] = [];
    expect(await channelTo(sent).send('+48601234567', letter(' \u200b\n'), 'row-1')).toEqual({ outcome: 'refused', reason: 'empty-text' });
    expect(sent).toEqual([]);
  });
});
