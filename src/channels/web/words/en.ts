import { ordinal } from '../../../rules/print.ts';
import { countingIn } from './counting.ts';
import type { CardWords, DataWords, PageWords, PrivacyWords, SurveyWords, TermsWords, WelcomeWords } from './words.ts';

const count = countingIn<'one' | 'other'>('en-GB');

const points = (amount: bigint | number): string => count(amount, { one: 'point', other: 'points' });
const days = (amount: number): string => count(amount, { one: 'day', other: 'days' });
const months = (amount: number): string => count(amount, { one: 'month', other: 'months' });
const weekdays = { mon: 'Mondays', tue: 'Tuesdays', wed: 'Wednesdays', thu: 'Thursdays', fri: 'Fridays', sat: 'Saturdays', sun: 'Sundays' };

const welcome: WelcomeWords = {
  lead: 'Collect points with every purchase and pay with them next time.',
  back: (least, most) =>
    least === most ? `${least} of every purchase comes back as points` : `${least} to ${most} of every purchase comes back as points`,
  welcome: (points) => `${points} as a welcome`,
  worth: (points, money) => `${points} = ${money} at the till`,
  payable: (share) => `Up to ${share} of a purchase can be paid with points`,
  join: 'Join in half a minute',
  joinLead: 'It is free. No app, no form, no plastic card.',
  telegram: 'In Telegram',
  telegramButton: 'Open Telegram',
  scan: 'Or scan this code with your phone',
  sms: 'By SMS',
  smsText: (word, number) => `Text ${word} to ${number}`,
  smsButton: (word) => `Write ${word}`,
  atTheTill: (contact) => `Just ask at the till, or get in touch: ${contact}`,
  playground: 'Playground',
  playgroundLead: 'A shopper’s two phones, the till and your own, right in the browser: try everything before your shoppers do.',
  playgroundButton: 'Open the playground',
};

const terms: TermsWords = {
  title: 'Terms of the programme',
  lead: (shop, legalName) => `The loyalty programme of ${shop} in plain words. It is run by ${legalName}.`,
  joining: {
    heading: 'Joining',
    free: 'Joining is free. All you need is a mobile phone. One person has one card.',
    how: (ways) => `To join, send ${ways}.`,
    welcome: (points, worth) =>
      `As a welcome you get ${points}, worth ${worth}, as soon as we know that the phone number is yours. Once per number.`,
    accept: 'By joining you accept these terms. Offers and greetings are a separate question, and a no costs you nothing.',
  },
  earning: {
    heading: 'Earning points',
    how: 'Show your card or say your phone number at the till, and the purchase earns points.',
    everybody: (rate, money, points) => `${rate} of what you pay comes back as points: for ${money} you get ${points}.`,
    byTier: 'How much comes back depends on your tier:',
    columns: { tier: 'Tier', paid: 'Paid in 12 months', rate: 'Comes back', example: (money) => `For ${money}` },
    fromTheStart: 'from the start',
    from: (money) => `from ${money}`,
    tier: 'Your tier is made by the money you paid in the last 12 months, without points and without what you returned. A purchase counts towards your tier from the next purchase on.',
    earnOn: {
      'money-paid': 'The part of a purchase that you pay with points earns none.',
      'full-price': 'The part of a purchase that you pay with points earns points just as money does.',
    },
  },
  extra: {
    heading: 'Extra points',
    lead: 'On top of that you get:',
    together: 'If several of these apply, they add up. Of several multipliers only the highest counts.',
    always: 'with every purchase',
    atMost: (amount) => `at most ${points(amount)} for one purchase`,
    gives: {
      extraRate: (rate, { share }) => `${share(rate)} more comes back`,
      pointsPerAmount: (wanted, { money }) => `${points(wanted.points)} for every ${money(wanted.amount)}`,
      fixedPoints: points,
      multiplier: (times) => `${times} times your tier’s points`,
    },
    when: {
      category: (names, { any }) => `on ${any(names)}`,
      product: ({ skus, quantityFrom }, { any }) => `on ${any(skus)}${quantityFrom > 1 ? `, ${quantityFrom} or more` : ''}`,
      amount: ({ from, to }, { money }) =>
        [...(from === undefined ? [] : [`from ${money(from)}`]), ...(to === undefined ? [] : [`up to ${money(to)}`])].join(' '),
      daysAndHours: ({ days, from, to }, { all }) =>
        `${days.length === 7 ? 'every day' : `on ${all(days.map((day) => weekdays[day]))}`}${from === '00:00' && to === '24:00' ? '' : ` from ${from} to ${to}`}`,
      tier: (names, { any }) => `for the tier ${any(names)}`,
      dates: ({ from, to }, { day }) =>
        [...(from === undefined ? [] : [`from ${day(from)}`]), ...(to === undefined ? [] : [`until ${day(to)}`])].join(' '),
      firstPurchase: () => 'with your first purchase',
      nthVisit: ({ every, only }) =>
        only === undefined ? `with every ${ordinal(every ?? 1)} purchase` : `with your ${ordinal(only)} purchase`,
    },
  },
  worth: {
    heading: 'What points are worth',
    pays: (points, money) => `${points} = ${money} at the till.`,
    noCash: 'Points pay for purchases with us; they are not paid out in cash.',
  },
  time: {
    heading: 'When points come and go',
    activeAfter: (amount) =>
      amount === 0
        ? 'Points for a purchase can be spent at once.'
        : amount === 1
          ? 'Points for a purchase can be spent from the next day.'
          : `Points for a purchase can be spent ${days(amount)} later.`,
    welcomeAtOnce: 'The welcome points can be spent at once.',
    expireAfter: (amount) => `Points last ${months(amount)} from the day they can be spent, to the end of the last day.`,
    never: 'Points do not expire.',
    soonestFirst: 'When you pay, the points that would expire soonest are taken first.',
    clock: 'Days begin and end by the clock of the shop.',
  },
  paying: {
    heading: 'Paying with points',
    share: (share) => `You may pay up to ${share} of a purchase with points.`,
    example: (total, points, money) => `Of ${total}, for example, ${points} can pay ${money}.`,
    proof: {
      'card-or-code': 'So that nobody else spends your points, you show your card or read out the code we send you.',
      code: 'So that nobody else spends your points, you read out the code we send you.',
      none: 'To spend points it is enough to say your phone number.',
    },
  },
  excluded: {
    heading: 'What does not count',
    neverEarn: (categories) => `No points are earned on: ${categories}.`,
    notPayable: (categories) => `Points cannot pay for: ${categories}.`,
  },
  rounding: {
    heading: 'Rounding',
    carry:
      'Points are whole numbers. What is not yet a whole point is not lost: we keep it and add it to your next purchase, so two small purchases earn what one large one earns.',
    worthOfPoints: {
      down: 'What points are worth is rounded down to the smallest coin.',
      nearest: 'What points are worth is rounded to the nearest smallest coin, a half up.',
      up: 'What points are worth is rounded up to the smallest coin.',
    },
    payablePart: {
      down: 'The part that points may pay is rounded down to the smallest coin.',
      nearest: 'The part that points may pay is rounded to the nearest smallest coin, a half up.',
      up: 'The part that points may pay is rounded up to the smallest coin.',
    },
  },
  returns: {
    heading: 'When you return something',
    part: 'The points you earned with the returned goods are taken back: for part of a purchase, that part of its points.',
    policy: {
      within_balance: 'If you have spent them already, we take what other points you have, and forgive the rest. You never owe us points.',
      debt: 'If you have spent them already, you owe the missing points, and new points pay them first.',
      only_pending: 'That is only so while those points cannot be spent yet. After that they are yours to keep.',
    },
    spent: (amount) =>
      `Points with which you paid for the goods come back to you with the last day they had. If they have expired meanwhile, you get them for ${days(amount)} more.`,
    spentNever: 'Points with which you paid for the goods come back to you.',
  },
  offers: {
    heading: 'Offers and greetings',
    asked: 'We send them only if you have said yes. The programme works just the same without.',
    stop: (ways) => `To stop them, send ${ways}. It works at once, on every channel.`,
    resume: (ways) => `If you miss them: ${ways}.`,
  },
  leaving: {
    heading: 'Leaving',
    how: (ways) => `You can leave any time. Send ${ways}, confirm it, and we delete your data.`,
    lost: 'Your points are lost then, for good.',
  },
  changes: {
    heading: 'If the programme changes',
    kept: 'A purchase is counted by the terms of its day. A change takes no points away that you have and does not make them expire sooner.',
    shown: 'This page always shows the terms that are in force.',
  },
  contact: { heading: 'Questions', person: (legalName, contact) => `A person answers: ${legalName}, ${contact}.` },
};

const eu = { contract: ' (Article 6(1)(b) GDPR)', consent: ' (Article 6(1)(a) GDPR)', interest: ' (Article 6(1)(f) GDPR)' };

const privacy: PrivacyWords = {
  title: 'Your data',
  lead: (shop) => `What ${shop} knows about the members of its loyalty programme, why, and what you can do about it.`,
  who: { heading: 'Who is responsible', responsible: (legalName, contact) => `${legalName}. Write or call: ${contact}.` },
  what: {
    heading: 'What we keep',
    lead: 'Only what the programme needs:',
    name: 'your name, your phone number and your language',
    email: 'your email address, if you give it',
    birthday: 'your birthday, if you tell it: only to greet you',
    telegram: 'the number of your Telegram chat, if you write to us there',
    card: 'your card number, the day you joined, and where you heard of us, if you came by a poster or a link',
    purchases: 'your purchases: when, where, what and for how much, and the points they earned and paid',
    consents: 'what you agreed to and what you took back: when, and to which words',
    messages: 'the messages between us, for 30 days',
    needed: 'Without a name and a phone or a Telegram chat there is no card. The email address and the birthday are up to you.',
    cookies:
      'Our pages run no scripts and load nothing from anybody else. The page of a receipt keeps one cookie, so that only you see what you said about it; no other page keeps any.',
  },
  why: {
    heading: 'Why, and on what basis',
    contract: (law) =>
      `To run the programme you joined – to count points, answer you and let you pay: because we have agreed on it with you${law}.`,
    consent: (law) => `To send you offers and greetings: only if you have said yes${law}.`,
    interest: (law) =>
      `To keep points safe – to know that a phone is yours, to give the welcome once, to look into mistakes: because both of us need that${law}.`,
  },
  laws: {
    RU: {
      contract: ' (Article 6(1)(5) of the Russian Federal Law No. 152-FZ)',
      consent: ' (Article 6(1)(1) of the Russian Federal Law No. 152-FZ and Article 18(1) of No. 38-FZ)',
      interest: ' (Article 6(1)(7) of the Russian Federal Law No. 152-FZ)',
    },
    PL: { ...eu, consent: ' (Article 6(1)(a) GDPR and Article 398 of the Polish Electronic Communications Law)' },
    GB: { contract: ' (Article 6(1)(b) UK GDPR)', consent: ' (Article 6(1)(a) UK GDPR)', interest: ' (Article 6(1)(f) UK GDPR)' },
    EU: eu,
    other: { contract: '', consent: '', interest: '' },
  },
  carriers: {
    heading: 'Who carries it for us',
    lead: 'Your messages and data pass through:',
    telegram: 'Telegram, if you write to us there: it knows the messages of the chat, by its own rules',
    sms: 'the SMS gateway and your phone company, if we write by SMS: they know the number and the text',
    server: 'the company on whose server the programme runs, if the server is not our own',
    nobodyElse: 'We give your data to nobody else, unless a law obliges us, and we do not sell it.',
  },
  howLong: {
    heading: 'For how long',
    member: 'As long as you are a member.',
    messages: 'Messages: 30 days.',
    traces: 'One-time codes, unfinished conversations and the notes that a message has been dealt with: at most 60 days.',
  },
  rights: {
    heading: 'Your rights',
    lead: 'You need to give no reason, and it costs nothing:',
    see: (ways) => `See what we keep: send ${ways}.`,
    correct: (ways) => `Correct it: send ${ways}, each with the new one behind it.`,
    forget: (ways) => `Have it deleted: send ${ways}. It is done at once.`,
    others: (contact) => `Take your data with you, restrict its use or object to it: ${contact}.`,
    complain: 'If you think we do wrong, tell us, or complain to the authority:',
    authorities: {
      RU: 'Roskomnadzor, rkn.gov.ru',
      PL: 'the President of the Personal Data Protection Office (UODO), uodo.gov.pl',
      GB: 'the Information Commissioner’s Office (ICO), ico.org.uk',
      EU: 'the data protection authority of your country',
      other: 'the data protection authority of your country',
    },
  },
  offers: {
    heading: 'Offers are a separate yes',
    separate: 'Joining is not a yes to offers. We ask about them on their own, and silence is a no.',
    withdraw: (ways) => `You can take your yes back any time: send ${ways}. Points and card stay.`,
  },
  afterwards: {
    heading: 'What stays when you have left',
    lead: 'Your name, phone, email, birthday, chat and card are deleted at once. Without them there stay:',
    transfers: 'the points and purchases in the books, which say nothing any more about whose they were',
    consents: 'the proof of what was agreed and taken back, without a name',
    phoneHash:
      'a code made of the phone number with a secret key, if it had its welcome points. The number cannot be read from it; it only tells us that the welcome was given.',
  },
};

const card: CardWords = {
  title: 'Your card',
  picture: (number) => `Card ${number}, as a QR code and a bar code`,
  show: 'Show it at the till before you pay.',
  bright: 'Does the scanner not read it? Make the screen brighter, or read out the number.',
  keep: 'Add this page to your home screen, and the card is always at hand.',
  unknown: 'This card is not here',
  unknownLead: 'The link may have been cut short on its way, or the card is not in use any more.',
  unknownHow: (ways) => `For a new link send ${ways}.`,
};

const survey: SurveyWords = {
  title: 'How was it?',
  question: (shop) => `Would you recommend ${shop} to a friend?`,
  least: 'certainly not',
  most: 'gladly',
  ofTen: (rating) => `${rating} of 10`,
  rated: (rating) => `You gave us ${rating} out of 10.`,
  thanks: 'Thank you!',
  sorry: 'We are sorry.',
  good: 'What did you like?',
  bad: 'What went wrong?',
  wordsGood: 'Anything else? A few words, if you like',
  wordsBad: 'What happened? A few words help us put it right',
  send: 'Send',
  thanksGood: 'That is good to hear, and we pass it on to everybody in the shop.',
  thanksBad: 'A person of the shop reads every such answer, and does what can be done.',
  reward: (points) => `${points} for your answer are on your card.`,
  said: 'Your answer',
  others: 'Somebody has told us about this receipt already.',
  late: 'This receipt asks no more',
  lateLead: (contact) => `It was open for answers for a while, and the time is over. You can still tell us: ${contact}`,
  unknown: 'We do not know this receipt',
  unknownLead: 'The link may have been cut short on its way. Please scan the code on the receipt once more.',
  join: 'The points of this receipt are still free',
  joinLead: 'Join in half a minute, and they are yours.',
  mistakes: {
    hasty: 'That was very quick. Please tap once more.',
    stale: 'This page was open for a long time. Please tap once more.',
    machine: 'A field that people do not see was filled in. If you are a person, please tap once more.',
    rating: 'Please choose a number from 0 to 10.',
    long: 'That is a little too long: 3,000 characters fit. Everything you wrote is still here.',
  },
};

const data: DataWords = {
  title: 'Your data',
  once: 'Everything we keep about you is behind this button. It opens once, so that nobody else can look later.',
  show: 'Show it to me',
  gone: 'This link has been used',
  goneLead: 'Such a link opens once, and within an hour.',
  lead: 'This is everything we keep about you. Save the file if you want to take it along: the page cannot be opened again.',
  download: 'Save as a file',
  you: 'You',
  name: 'Name',
  email: 'Email',
  card: 'Card',
  joined: 'Member since',
  birthday: 'Birthday',
  clock: 'Your clock',
  coupons: 'Coupons',
  coupon: (gives, on, isUsed) => (isUsed ? `${gives}, used on ${on}` : `${gives}, until ${on}`),
  greetings: 'We greeted you',
  source: 'How you found us',
  addresses: 'How we reach you',
  address: 'Phone or chat',
  since: 'Since',
  consents: 'What you agreed to',
  when: 'When',
  answer: 'Answer',
  wording: 'To these words',
  yes: 'Yes',
  no: 'No',
  purchases: 'Purchases',
  store: 'Where',
  total: 'Sum',
  points: 'Points',
  answers: 'What you told us about receipts',
  rating: 'Rating',
  moves: 'Points, one by one',
  byHand: 'What we did by hand',
  deed: 'What',
  why: 'The reason',
  deeds: {
    points: 'Points put right',
    block: 'Points frozen',
    unblock: 'Points free again',
    link: 'Address added',
    clock: 'Clock set',
    resend: 'Message sent again',
  },
  messages: 'What we wrote to you in the last 30 days',
  text: 'Text',
  nothing: 'Nothing yet.',
  goneHow: (ways) => `For a new one send ${ways}.`,
};

export const en: PageWords = {
  name: 'English',
  languages: 'Language',
  points,
  keywords: {
    join: 'JOIN',
    card: 'CARD',
    stop: 'STOP',
    resume: 'RESUME',
    mydata: 'MYDATA',
    forget: 'FORGET',
    name: 'NAME',
    email: 'EMAIL',
  },
  inTelegram: (command) => `${command} in Telegram`,
  bySms: (word, number) => `${word} by SMS${number === undefined ? '' : ` to ${number}`}`,
  foot: { terms: 'Terms', privacy: 'Your data', contact: 'Contact' },
  welcome,
  terms,
  privacy,
  card,
  survey,
  data,
  posterScan: 'Point your phone’s camera here',
};
