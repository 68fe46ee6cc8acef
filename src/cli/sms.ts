import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import type { Gateway } from '../channels/sms/gateway.ts';
import type { Description } from '../channels/sms/gateways/http/description.ts';
import { createGateway, type GatewaySettings } from '../channels/sms/gateways.ts';
import { phoneOf } from '../channels/sms/heard.ts';
import { StartRefused } from '../database/refused.ts';
import type { SendOutcome } from '../delivery/channel.ts';
import { openProbe, type Probe } from '../delivery/probe.ts';
import type { ReportState } from '../delivery/reports.ts';
import { asGuest, type Place } from './guest.ts';

const WAIT_SECONDS = 60;
const WAIT_SECONDS_MAX = 3600;
const LOOK_EVERY_MS = 250;
const words = 'Kopilka: this is a test text. Sending works.';

type Settings = Place & { readonly publicUrl: string; readonly sms?: GatewaySettings };

export const smsCommand = (settings: () => Settings): Command =>
  new Command('sms').description("the shop's SMS gateway").addCommand(
    new Command('test')
      .description('send one text, and say what became of it')
      .argument('<phone>', 'who gets it, as +48601234567', readPhone)
      .option('--wait <seconds>', 'how long to wait for its report', readSeconds, WAIT_SECONDS)
      .action((phone: string, { wait: seconds }: { readonly wait: number }) => test(settings(), phone, seconds)),
  );

async function test(settings: Settings, phone: string, seconds: number): Promise<void> {
  if (settings.sms === undefined) throw new StartRefused('SMS_GATEWAY is missing: there is no gateway to send by.');
  const webhookUrl = `${settings.publicUrl}/webhooks/sms/${settings.sms.gateway}`;
  const gateway = createGateway(settings.sms, webhookUrl);
  if (settings.sms.gateway === 'http') sayHowSure(settings.sms.description);
  console.log(`Sending a text by ${gateway.name}.`);

  let begun = false;
  try {
    await asGuest(settings, async ({ pool }) => {
      begun = true;
      const probe = await openProbe(pool, `sms:${phone}`, Date.now());
      await sendAndWait(gateway, phone, probe, seconds).finally(() => probe.remove());
    });
  } catch (error) {
    if (begun || !(error instanceof StartRefused)) throw error;
    if (tell(await send(gateway, phone)) !== undefined) console.log('No report is waited for: there is no shop yet that could receive it.');
  }
}

async function sendAndWait(gateway: Gateway, phone: string, probe: Probe, seconds: number): Promise<void> {
  const reference = tell(await send(gateway, phone));
  if (reference === undefined) return;
  if (gateway.inbox !== undefined) return console.log('No report is waited for: this gateway is asked for texts, and brings no reports.');

  await probe.sentAs(reference);
  console.log(`Waiting up to ${seconds} s for its report.`);
  const report = await reportOf(probe, seconds);
  console.log(reportInWords[report ?? 'none']);
  if (report === 'undelivered' || report === 'failed') process.exitCode = 1;
}

const send = (gateway: Gateway, phone: string): Promise<SendOutcome> => gateway.send(phone, words, `test-${randomUUID()}`);

/** Says what the gateway answered; gives its id of the text when it took it. */
function tell(outcome: SendOutcome): string | undefined {
  if (outcome.outcome === 'sent') {
    console.log(`The gateway took it; its id there is ${outcome.reference}.`);
    return outcome.reference;
  }
  process.exitCode = 1;
  console.error(outcomeInWords(outcome));
  return undefined;
}

function outcomeInWords(outcome: Exclude<SendOutcome, { outcome: 'sent' }>): string {
  switch (outcome.outcome) {
    case 'wait':
      return `Nothing was sent: the gateway cannot be reached or asks to wait (${outcome.seconds} s).`;
    case 'unknown':
      return `It may have been sent, or not: ${outcome.reason}.`;
    case 'unreachable':
      return 'Nothing was sent: this phone has told the gateway to stop.';
    case 'refused':
      return outcome.reason === 'gateway-credentials'
        ? 'Nothing was sent: the gateway does not accept our name and password or token.'
        : `Nothing was sent: the gateway refused it (${outcome.reason}).`;
  }
}

/** The last word, or what was said until the time was up. */
async function reportOf(probe: Probe, seconds: number): Promise<ReportState | undefined> {
  for (const until = Date.now() + seconds * 1000; ; await wait(LOOK_EVERY_MS)) {
    const report = await probe.report();
    if ((report !== undefined && report !== 'sent') || Date.now() >= until) return report;
  }
}

const reportInWords = {
  delivered: 'The report came: the text was delivered.',
  undelivered: 'The report came: the text could not be delivered.',
  failed: 'The report came: sending failed.',
  sent: 'A report came: the text is on its way. That it was delivered was not reported in time.',
  none: 'No report came in time. Is the shop running, can the gateway reach it at PUBLIC_URL, and does it send reports?',
} satisfies Record<ReportState | 'none', string>;

function sayHowSure({ name, confirmed, by = '' }: Description): void {
  if (confirmed === false) console.log(`The description ${name} is not confirmed. ${by}`.trim());
}

function readPhone(written: string): string {
  const phone = written.startsWith('+') ? phoneOf(written) : undefined;
  if (phone === undefined) throw new InvalidArgumentError('It must be a number with its country, as +48601234567.');
  return phone;
}

function readSeconds(written: string): number {
  const seconds = Number(written);
  if (!/^\d{1,4}$/.test(written) || seconds > WAIT_SECONDS_MAX)
    throw new InvalidArgumentError(`It must be a number from 0 to ${WAIT_SECONDS_MAX}.`);
  return seconds;
}
