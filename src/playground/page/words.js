/** The page's own words. What the shop says comes from the shop. */
const words = {
  en: {
    title: 'Kopilka playground',
    whatWide: 'Press Start on the left phone, or text JOIN on the right one.',
    whatNarrow: 'Press Start in Telegram, or text JOIN by SMS.',
    offline: 'Connection lost. Trying again…',
    pageLanguage: 'Language of this page',
    views: 'Phones and counter',
    telegram: 'Telegram',
    sms: 'SMS',
    counter: 'Counter',
    bot: 'bot',
    tryThings: 'Try what people do',
    block: 'Block the bot',
    unblock: 'Unblock the bot',
    sendSticker: 'Send a sticker',
    shareFriend: "Share a friend's number",
    phoneLanguage: 'Language of this phone',
    telegramLog: 'Chat with the shop’s bot',
    smsLog: 'Texts with the shop',
    emptyTelegram: 'This is your Telegram. The shop’s bot waits for your first word.',
    emptySms: 'This is your SMS. Text {word} to {number}.',
    blocked: 'You have blocked this bot. It cannot write to you.',
    start: 'Start',
    message: 'Message',
    text: 'Text message',
    send: 'Send',
    commands: 'Menu of commands',
    keyboard: 'Answers to choose from',
    quickWords: 'Words to send',
    you: 'You',
    shop: 'The shop',
    edited: 'edited',
    contact: 'Phone number',
    sticker: 'Sticker: a smiling teapot',
    picture: 'Picture',
    enlarge: 'Enlarge the picture',
    close: 'Close',
    shareTitle: 'Share your phone number?',
    shareText: 'The bot will learn your name and the number {phone}.',
    share: 'Share',
    cancel: 'Cancel',
    ok: 'OK',
    ownNumber: 'your number {phone}',
    part: { one: '{count} SMS', other: '{count} SMS' },
    unicode: 'not plain letters: 70 a part',
    sending: 'sending…',
    refused: 'not delivered',
    atTheCounter: 'The shop’s counter',
    counterHint: 'Put something in the basket. The points go to whoever you are on the two phones.',
    add: 'Add {name}, {price}',
    more: 'One more: {name}',
    fewer: 'One fewer: {name}',
    basketEmpty: 'The basket is empty.',
    total: 'Total',
    buy: 'Buy',
    receipt: 'Receipt {id}',
    points: { one: '+{count} point', other: '+{count} points' },
    available: { one: 'You have {count} point.', other: 'You have {count} points.' },
    rate: 'How was it? Open the receipt’s link',
    failed: 'That did not work. Please try again.',
    unread: 'new message',
    chips: ['JOIN', 'BALANCE', 'CARD', 'WHY', 'STOP'],
  },
  pl: {
    title: 'Kopilka: wypróbuj',
    whatWide: 'Naciśnij Start na lewym telefonie albo wyślij SMS DOŁĄCZ z prawego.',
    whatNarrow: 'Naciśnij Start w Telegramie albo wyślij SMS o treści DOŁĄCZ.',
    offline: 'Brak połączenia. Próbuję ponownie…',
    pageLanguage: 'Język tej strony',
    views: 'Telefony i lada',
    telegram: 'Telegram',
    sms: 'SMS',
    counter: 'Lada',
    bot: 'bot',
    tryThings: 'Zrób to, co robią ludzie',
    block: 'Zablokuj bota',
    unblock: 'Odblokuj bota',
    sendSticker: 'Wyślij naklejkę',
    shareFriend: 'Udostępnij numer znajomego',
    phoneLanguage: 'Język tego telefonu',
    telegramLog: 'Rozmowa z botem sklepu',
    smsLog: 'SMS-y ze sklepem',
    emptyTelegram: 'To Twój Telegram. Bot sklepu czeka na pierwsze słowo.',
    emptySms: 'To Twoje SMS-y. Wyślij {word} na numer {number}.',
    blocked: 'Ten bot jest zablokowany. Nie może do Ciebie pisać.',
    start: 'Start',
    message: 'Wiadomość',
    text: 'Treść SMS-a',
    send: 'Wyślij',
    commands: 'Menu poleceń',
    keyboard: 'Odpowiedzi do wyboru',
    quickWords: 'Gotowe słowa',
    you: 'Ty',
    shop: 'Sklep',
    edited: 'zmieniono',
    contact: 'Numer telefonu',
    sticker: 'Naklejka: uśmiechnięty czajniczek',
    picture: 'Obraz',
    enlarge: 'Powiększ obraz',
    close: 'Zamknij',
    shareTitle: 'Udostępnić numer telefonu?',
    shareText: 'Bot pozna Twoje imię i numer {phone}.',
    share: 'Udostępnij',
    cancel: 'Anuluj',
    ok: 'OK',
    ownNumber: 'Twój numer {phone}',
    part: { one: '{count} SMS', few: '{count} SMS-y', many: '{count} SMS-ów', other: '{count} SMS-a' },
    unicode: 'ze znakami spoza alfabetu SMS: 70 w części',
    sending: 'wysyłanie…',
    refused: 'nie dostarczono',
    atTheCounter: 'Lada sklepu',
    counterHint: 'Włóż coś do koszyka. Punkty dostanie osoba z obu telefonów, czyli Ty.',
    add: 'Dodaj: {name}, {price}',
    more: 'Jeszcze jedno: {name}',
    fewer: 'Jedno mniej: {name}',
    basketEmpty: 'Koszyk jest pusty.',
    total: 'Razem',
    buy: 'Kup',
    receipt: 'Paragon {id}',
    points: { one: '+{count} punkt', few: '+{count} punkty', many: '+{count} punktów', other: '+{count} punktu' },
    available: {
      one: 'Masz {count} punkt.',
      few: 'Masz {count} punkty.',
      many: 'Masz {count} punktów.',
      other: 'Masz {count} punktu.',
    },
    rate: 'Jak było? Otwórz link z paragonu',
    failed: 'Nie udało się. Spróbuj jeszcze raz.',
    unread: 'nowa wiadomość',
    chips: ['DOŁĄCZ', 'SALDO', 'KARTA', 'DLACZEGO', 'STOP'],
  },
  ru: {
    title: 'Копилка: попробуйте',
    whatWide: 'Нажмите «Начать» на левом телефоне или отправьте СТАРТ с правого.',
    whatNarrow: 'Нажмите «Начать» в Telegram или отправьте СТАРТ по SMS.',
    offline: 'Связь прервалась. Пробуем снова…',
    pageLanguage: 'Язык этой страницы',
    views: 'Телефоны и прилавок',
    telegram: 'Telegram',
    sms: 'SMS',
    counter: 'Прилавок',
    bot: 'бот',
    tryThings: 'Попробуйте то, что делают люди',
    block: 'Заблокировать бота',
    unblock: 'Разблокировать бота',
    sendSticker: 'Отправить стикер',
    shareFriend: 'Отправить номер друга',
    phoneLanguage: 'Язык этого телефона',
    telegramLog: 'Переписка с ботом магазина',
    smsLog: 'SMS-переписка с магазином',
    emptyTelegram: 'Это ваш Telegram. Бот магазина ждёт вашего первого слова.',
    emptySms: 'Это ваши SMS. Отправьте {word} на номер {number}.',
    blocked: 'Вы заблокировали этого бота. Он не может вам писать.',
    start: 'Начать',
    message: 'Сообщение',
    text: 'Текст SMS',
    send: 'Отправить',
    commands: 'Меню команд',
    keyboard: 'Варианты ответа',
    quickWords: 'Готовые слова',
    you: 'Вы',
    shop: 'Магазин',
    edited: 'изменено',
    contact: 'Номер телефона',
    sticker: 'Стикер: улыбающийся чайник',
    picture: 'Картинка',
    enlarge: 'Увеличить картинку',
    close: 'Закрыть',
    shareTitle: 'Поделиться номером телефона?',
    shareText: 'Бот узнает ваше имя и номер {phone}.',
    share: 'Поделиться',
    cancel: 'Отмена',
    ok: 'Хорошо',
    ownNumber: 'ваш номер {phone}',
    part: { one: '{count} SMS', few: '{count} SMS', many: '{count} SMS', other: '{count} SMS' },
    unicode: 'не латиница: по 70 знаков в части',
    sending: 'отправляется…',
    refused: 'не доставлено',
    atTheCounter: 'Прилавок магазина',
    counterHint: 'Положите что-нибудь в корзину. Баллы получит владелец обоих телефонов, то есть вы.',
    add: 'Добавить: {name}, {price}',
    more: 'Ещё одно: {name}',
    fewer: 'На одно меньше: {name}',
    basketEmpty: 'Корзина пуста.',
    total: 'Итого',
    buy: 'Купить',
    receipt: 'Чек {id}',
    points: { one: '+{count} балл', few: '+{count} балла', many: '+{count} баллов', other: '+{count} балла' },
    available: {
      one: 'У вас {count} балл.',
      few: 'У вас {count} балла.',
      many: 'У вас {count} баллов.',
      other: 'У вас {count} балла.',
    },
    rate: 'Как вам покупка? Откройте ссылку с чека',
    failed: 'Не получилось. Попробуйте ещё раз.',
    unread: 'новое сообщение',
    chips: ['СТАРТ', 'БАЛАНС', 'КАРТА', 'ПОЧЕМУ', 'СТОП'],
  },
};

export const languages = Object.keys(words);
export const languageNames = { en: 'English', pl: 'Polski', ru: 'Русский' };

let language = 'en';
const listeners = new Set();

export const currentLanguage = () => language;
export const onLanguage = (listener) => listeners.add(listener);

/** Chooses the page's language: labels change in place, whatever was drawn with words is told. */
export function speak(chosen) {
  language = languages.includes(chosen) ? chosen : 'en';
  document.documentElement.lang = language;
  document.title = word('title');
  for (const element of document.querySelectorAll('[data-word]')) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll('[data-word-label]')) element.setAttribute('aria-label', word(element.dataset.wordLabel));
  for (const element of document.querySelectorAll('[data-word-placeholder]')) element.placeholder = word(element.dataset.wordPlaceholder);
  for (const listener of listeners) listener();
}

/** A word of the page in its language; `facts` fill the braces, and `count` chooses the plural. */
export function word(key, facts = {}) {
  const entry = words[language][key];
  const template = typeof entry === 'string' ? entry : (entry[new Intl.PluralRules(language).select(facts.count)] ?? entry.other);
  const shown = { ...facts, ...('count' in facts && { count: new Intl.NumberFormat(language).format(facts.count) }) };
  return template.replace(/\{(\w+)\}/g, (_, name) => shown[name]);
}

export const chipWords = () => words[language].chips;

export const money = (amount, currency) => {
  const whole = amount % 100 === 0;
  const digits = { minimumFractionDigits: whole ? 0 : 2, maximumFractionDigits: 2 };
  return new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...digits }).format(amount / 100);
};

export const clock = (ms) => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(ms);

/** "+79001234567" as people read it. */
export const readable = (phone) => phone.replace(/^\+?7(\d{3})(\d{3})(\d\d)(\d\d)$/, '+7 $1 $2-$3-$4');
