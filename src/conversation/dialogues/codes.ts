import { issueCode, readCode, tryCode } from '../../members/codes.ts';
import { type Code, type CodePurpose, smsAddress } from '../../members/member.ts';
import { say } from '../../texts/message.ts';
import { askAgain, type Reply, type Scene, type Step } from '../scene.ts';

export type CodeSending = { readonly ok: true; readonly reply: Pick<Reply, 'members' | 'others'> } | { readonly ok: false };

/** Sends a one-time code to a phone; the limits against SMS pumping may refuse. */
export function sendCode(scene: Scene, phone: string, purpose: CodePurpose): CodeSending {
  const issued = issueCode(scene.known.members.codes, { phone, askedBy: scene.incoming.address, purpose }, scene.now);
  if (!issued.ok) return { ok: false };
  const { code, digits } = issued;
  return {
    ok: true,
    reply: {
      members: [{ kind: 'code', code }],
      others: [
        {
          class: 'reply',
          to: { address: smsAddress(phone) },
          language: scene.language,
          message: say(`code-${purpose}`, { code: digits }),
          notAfter: code.expiresAt,
          secret: true,
        },
      ],
    },
  };
}

/** A question that only whoever holds the phone can answer: the six digits that went there. Five wrong tries end the code. */
export const stepOfCode = (purpose: CodePurpose, then: (scene: Scene, code: Code) => Reply): Step => ({
  ask: () => say('code-ask'),
  hear(scene, answer) {
    const digits = answer.kind === 'text' ? readCode(answer.text) : undefined;
    if (digits === undefined) return askAgain('code-unclear');
    const tried = tryCode(scene.known.members.codes, { askedBy: scene.incoming.address, purpose, digits }, scene.now);
    if (tried.ok) {
      const done = then(scene, tried.code);
      return { ...done, members: [{ kind: 'code', code: tried.code }, ...(done.members ?? [])] };
    }
    if (tried.reason === 'no-code') return { messages: [say('code-late')], next: null };
    const usedUp = tried.code.triesLeft === 0;
    return {
      members: [{ kind: 'code', code: tried.code }],
      messages: [usedUp ? say('code-used-up') : say('code-wrong', { left: tried.code.triesLeft })],
      ...(usedUp ? { next: null } : {}),
    };
  },
});
