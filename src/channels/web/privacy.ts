import type { Program } from '../../rules/program.ts';
import type { Section } from './article.ts';
import { lawOf } from './law.ts';
import type { Doors, Voice } from './voice.ts';

/**
 * What is kept about members and why, made from what the software really keeps. A note for the shop's owner: it does not know your other
 * systems, your backups or your landlord's server; have it read by a lawyer of your country, and where you need other words, set
 * `privacyUrl` in program.yaml.
 */
export function privacySections(program: Program, doors: Doors, voice: Voice): Section[] {
  const { privacy } = voice.words;
  const { who, offers, howLong } = privacy;
  return [
    { id: 'who', heading: who.heading, blocks: [who.responsible(program.shop.legalName, program.shop.contact)] },
    whatSection(doors, voice),
    whySection(program, voice),
    carriersSection(doors, voice),
    { id: 'how-long', heading: howLong.heading, blocks: [{ list: [howLong.member, howLong.messages, howLong.traces] }] },
    { id: 'offers', heading: offers.heading, blocks: [offers.separate, offers.withdraw(voice.ways('/stop', 'stop'))] },
    rightsSection(program, voice),
    afterwardsSection(program, voice),
  ];
}

function whatSection({ telegram }: Doors, { words }: Voice): Section {
  const { what } = words.privacy;
  const list = [
    what.name,
    what.email,
    what.birthday,
    ...(telegram ? [what.telegram] : []),
    what.card,
    what.purchases,
    what.consents,
    what.messages,
  ];
  return { id: 'what', heading: what.heading, blocks: [what.lead, { list }, what.needed, what.cookies] };
}

function whySection({ shop }: Program, { words }: Voice): Section {
  const { why, laws } = words.privacy;
  const law = laws[lawOf(shop.country)];
  return {
    id: 'why',
    heading: why.heading,
    blocks: [{ list: [why.contract(law.contract), why.consent(law.consent), why.interest(law.interest)] }],
  };
}

function carriersSection({ telegram, sendsSms }: Doors, { words }: Voice): Section {
  const { carriers } = words.privacy;
  const list = [...(telegram ? [carriers.telegram] : []), ...(sendsSms ? [carriers.sms] : []), carriers.server];
  return { id: 'carriers', heading: carriers.heading, blocks: [carriers.lead, { list }, carriers.nobodyElse] };
}

function rightsSection({ shop }: Program, { words, ways, any }: Voice): Section {
  const { rights } = words.privacy;
  const { name, email } = words.keywords;
  const list = [
    rights.see(ways('/mydata', 'mydata')),
    rights.correct(any([name, email])),
    rights.forget(ways('/forget', 'forget')),
    rights.others(shop.contact),
  ];
  return {
    id: 'rights',
    heading: rights.heading,
    blocks: [rights.lead, { list }, `${rights.complain} ${rights.authorities[lawOf(shop.country)]}.`],
  };
}

function afterwardsSection({ points }: Program, { words }: Voice): Section {
  const { afterwards } = words.privacy;
  const list = [afterwards.transfers, afterwards.consents, ...(points.welcome === 0 ? [] : [afterwards.phoneHash])];
  return { id: 'afterwards', heading: afterwards.heading, blocks: [afterwards.lead, { list }] };
}
