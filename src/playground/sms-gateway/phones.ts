import { randomBytes } from 'node:crypto';
import { segmentsOf } from '../../channels/sms/segments.ts';
import { nextOf } from '../next.ts';

/** Texts kept per phone; the oldest go first. */
const textsMax = 500;

/** One text between a phone and the shop. `own`: the shopper wrote it. `state`: whether the shop took it; texts of the shop have arrived. */
export type Sms = {
  readonly sid: string;
  readonly phone: string;
  readonly own: boolean;
  readonly body: string;
  readonly at: number;
  readonly segments: number;
  readonly encoding: 'gsm-7' | 'ucs-2';
  readonly state: 'sending' | 'taken' | 'refused' | 'arrived';
};

/** Somebody's phone: what they do and see. */
export type Phone = {
  readonly number: string;
  /** Texts the shop, by a signed call of its webhook; the same `sid` again is the gateway repeating itself. */
  text(body: string, sid?: string): Promise<Sms>;
  /** Out of reach, texts are reported undelivered. */
  switch(on: boolean): void;
  messages(): readonly Sms[];
  /** The shop's next text that was not yet taken by this function; fails after `timeoutMs` (default 5 s). */
  nextMessage(timeoutMs?: number): Promise<Sms>;
};

type Deps = { readonly now: () => number; readonly carry: (sms: Sms) => Promise<boolean> };

type Kept = {
  readonly texts: Map<string, Sms>;
  readonly inbox: ReturnType<typeof nextOf<Sms>>;
  on: boolean;
  stopped: boolean;
  phone: Phone;
};

export function createPhones({ now, carry }: Deps) {
  const phones = new Map<string, Kept>();
  const listeners = new Set<(sms: Sms) => void>();

  function keep(sms: Sms): Sms {
    const { texts } = kept(sms.phone);
    texts.set(sms.sid, sms);
    if (texts.size > textsMax) texts.delete(texts.keys().next().value ?? '');
    for (const listener of [...listeners]) listener(sms);
    return sms;
  }

  function kept(number: string): Kept {
    const known = phones.get(number);
    if (known) return known;
    const made: Kept = { texts: new Map(), inbox: nextOf(), on: true, stopped: false, phone: phoneOf(number) };
    phones.set(number, made);
    return made;
  }

  const phoneOf = (number: string): Phone => ({
    number,
    async text(body, sid = `SM${randomBytes(16).toString('hex')}`) {
      const sms = keep({ sid, phone: number, own: true, body, at: now(), ...costOf(body), state: 'sending' });
      const taken = await carry(sms);
      return keep({ ...sms, state: taken ? 'taken' : 'refused' });
    },
    switch(on) {
      kept(number).on = on;
    },
    messages: () => [...kept(number).texts.values()],
    nextMessage: (timeoutMs) => kept(number).inbox.next(timeoutMs),
  });

  return {
    phone: (number: string): Phone => kept(number).phone,
    isOn: (number: string): boolean => kept(number).on,
    hasStopped: (number: string): boolean => kept(number).stopped,

    /** A text of the shop reaches the phone. */
    receive(number: string, body: string, sid: string): Sms {
      const sms = keep({ sid, phone: number, own: false, body, at: now(), ...costOf(body), state: 'arrived' });
      kept(number).inbox.put(sms);
      return sms;
    },

    /** Twilio's own handling of stop and start words: exactly the word, nothing around it. */
    optOut({ phone, body }: Sms): 'STOP' | 'START' | undefined {
      const word = body.trim().toUpperCase();
      if (!stopWords.includes(word) && !startWords.includes(word)) return;
      kept(phone).stopped = stopWords.includes(word);
      return kept(phone).stopped ? 'STOP' : 'START';
    },

    listen(listener: (sms: Sms) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function costOf(body: string): Pick<Sms, 'segments' | 'encoding'> {
  const { segments, encoding } = segmentsOf(body);
  return { segments, encoding };
}

/** twilio.com/docs/messaging/tutorials/advanced-opt-out */
const stopWords = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'CANCEL', 'REVOKE', 'OPTOUT'];
const startWords = ['START', 'UNSTOP'];
