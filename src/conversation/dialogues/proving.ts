import { welcomeBonus } from '../../members/enrolment.ts';
import type { MemberChange } from '../../members/keeper.ts';
import { type Identity, type Member, type Proof, smsAddress } from '../../members/member.ts';
import { whatPhoneProves } from '../../members/proving.ts';
import { mergeMembers } from '../../privacy/merging.ts';
import { points, say } from '../../texts/message.ts';
import { withProvedPhone } from '../proofs.ts';
import { balanceMessage } from '../replies/balance.ts';
import { bookOf, joined, type Reply, type Scene, type Step } from '../scene.ts';
import { stepOfCode } from './codes.ts';
import { enrollByPhone, welcomeOf } from './enrolling.ts';

/** A phone was proved by whoever wrote. The same person coming by a second channel becomes one member, not two. */
export const provePhone = (scene: Scene, phone: string, how: Proof): Reply =>
  withProvedPhone(scene, phone, how, (after) => linkPhone(after, phone, how));

function linkPhone(scene: Scene, phone: string, how: Proof): Reply {
  const proving = whatPhoneProves(scene.known.members, scene.incoming.address, phone);
  switch (proving.kind) {
    case 'nobody':
      return enrollByPhone(scene, phone, how);
    case 'same':
      return { messages: [joined(say('phone-already-yours'), { ...balanceMessage(scene, proving.member), keyboard: 'menu' })], next: null };
    case 'someone-else':
      return { messages: [say('phone-of-another-member')], next: null };
    case 'known-by-phone':
      return linkHere(scene, proving.member);
    case 'first-phone':
      return addPhone(scene, proving.member, phone, how, []);
    case 'new-phone':
      return addPhone(scene, proving.member, phone, how, [{ kind: 'identity-gone', address: proving.old }]);
    case 'two-members':
      return becomeOne(scene, proving.from, proving.into);
  }
}

/** The chat joins the member whose phone it is: same card, same points. */
function linkHere(scene: Scene, member: Member): Reply {
  const { address, id } = scene.incoming;
  const identity: Identity = { address, memberId: member.id, provedHow: 'chat', provedBy: id, provedAt: scene.now };
  return {
    members: [{ kind: 'identity', identity }],
    messages: [
      {
        ...joined(say('linked', { name: member.name }), balanceMessage(scene, member)),
        keyboard: 'menu',
        card: { number: member.card, name: member.name },
      },
    ],
    next: null,
  };
}

function addPhone(scene: Scene, member: Member, phone: string, how: Proof, gone: readonly MemberChange[]): Reply {
  const identity: Identity = {
    address: smsAddress(phone),
    memberId: member.id,
    provedHow: how,
    provedBy: scene.incoming.id,
    provedAt: scene.now,
  };
  const bonus = welcomeBonus(scene.known.members, bookOf(scene, member), phone, welcomeOf(scene), scene.now);
  const key = bonus.points === 0n ? 'phone-added' : 'phone-added-bonus';
  return {
    members: [...gone, { kind: 'identity', identity }, ...bonus.changes],
    ...(bonus.points === 0n ? {} : { ledger: [bonus.book] }),
    messages: [{ ...say(key, { points: points(bonus.points) }), keyboard: 'menu' }],
    next: null,
  };
}

function becomeOne(scene: Scene, from: Member, into: Member): Reply {
  const merged = mergeMembers(scene.known.members, from, into, { from: bookOf(scene, from), into: bookOf(scene, into) }, scene.now);
  const after = balanceMessage(scene, into, merged.ledger[1]);
  return {
    ...merged,
    messages: [
      { ...joined(say('became-one', { card: into.card }), after), keyboard: 'menu', card: { number: into.card, name: into.name } },
    ],
    next: null,
  };
}

/** Waits for the six digits that went to the phone that was typed. */
export const codeStep: Step = {
  back: 'join.phone',
  ...stepOfCode('prove-phone', (scene, code) => provePhone(scene, code.phone, 'one-time-code')),
};
