import type { Language } from '../../src/texts/message.ts';

/**
 * What a shopper does: says a text, presses what stands in [brackets], or does what stands in <angle brackets>. What is then read: all of it
 * (messages are divided by "---"), or the beginning where it ends in "…". By SMS also how many segments it takes.
 */
type Row = readonly [does: string, reads: string, segments?: number];

export type Story = { readonly channel: 'telegram' | 'sms'; readonly language: Language; readonly rows: readonly Row[] };

/**
 * Six shoppers of the sample programme, from the first word to the last. They join on Friday 20 November 2026, buy for 1380 and on the next day
 * for 1800. Cards, codes and addresses read as `masked` writes them.
 */
export const stories: readonly Story[] = [
  {
    channel: 'telegram',
    language: 'en',
    rows: [
      ['/start', 'Чайный павильон thanks its regulars: collect points with every purchase and pay with them. Share your number, and 200…'],
      [
        '<shares the number>',
        'Welcome, Anna! 200 points are already yours. Your card: 2912 3456 7890 6. At the till show it (/card), or just say your phone number.\n---\nWould…',
      ],
      ['[Skip]', 'May we sometimes send you offers and greetings, by Telegram or SMS? You can stop any time.'],
      ['[No]', 'Fine, no offers. Your points work just the same.'],
      [
        '/balance',
        'You have 200 points, worth ₽200.\n200 points expire after 20 May 2027.\nYour tier is Bronze. Spend ₽15,000 more, and it is Silver.',
      ],
      ['<buys for 1380>', 'Thank you! +141 points to spend from 21 November 2026. You have 200 now. Why so many? /why'],
      [
        '/why',
        `20 November 2026, receipt for ₽1,380: 141 points.
✓ Bronze, 3 % back: 41
✓ For the first purchase: 100
– Quiet mornings: only on Mon, Tue, Wed, Thu from 09:00 to 12:00
– Every fifth purchase: 4 more purchases`,
      ],
      ['/history', 'Your last points\n20 November 2026: +141 for a purchase\n20 November 2026: +200 as a welcome'],
      ['<a day passes>', ''],
      ['<buys for 1800>', 'Thank you! +54 points to spend from 22 November 2026. You have 341 now. Why so many? /why'],
      ['<a day passes>', ''],
      [
        '/balance',
        `You have 395 points, worth ₽395.
200 points expire after 20 May 2027.
141 points expire after 21 May 2027.
54 points expire after 22 May 2027.
Your tier is Bronze. Spend ₽11,820 more, and it is Silver.`,
      ],
      ['/stop', 'Done: no more offers, here or by SMS. Your points and card stay. To have offers again: /resume'],
      ['/resume', 'May we send you offers and greetings again, by Telegram or SMS? You can stop any time.'],
      ['[Yes]', 'Thank you! Offers may come again, not often. To end it: /stop'],
      [
        '/mydata',
        `What we keep about you
Name: Anna
Card: 2912 3456 7890 6
Member since 20 November 2026
Phone: +44 7911 123456
Email: none
Offers: yes
You have 395 points, worth ₽395.…`,
      ],
      ['/forget', 'Delete your name, phone, email and card? 395 points are lost with them, for good.'],
      ['[Yes, delete everything]', 'Your data is deleted and your points are gone. You are welcome back any time: just write.'],
      ['/balance', 'You are not a member yet. It takes half a minute: /start'],
    ],
  },
  {
    channel: 'sms',
    language: 'en',
    rows: [
      ['JOIN', 'Chay: what is your name? Add your email if you like. By answering you accept the terms: https://shop.example/terms', 1],
      [
        'Anna',
        `Welcome, Anna! You have 200 points, card 2912345678906. Terms: https://shop.example/terms
STOP ends offers, FORGET deletes your card.
May we sometimes send you offers and greetings, by SMS or Telegram?
1 yes, 2 no`,
        2,
      ],
      ['2', 'Fine, no offers. Your points work just the same.', 1],
      ['BALANCE', '200 points = RUB 200\n200 expire after 20.05.2027\nBronze; spend RUB 15,000 more for Silver', 1],
      ['<buys for 1380>', 'Chay: thank you! +141 points from 21.11.2026, 200 now.', 1],
      [
        'WHY',
        `20.11.2026, RUB 1,380: 141 points
Bronze 3 %: 41
For the first purchase: 100
Quiet mornings: Mon, Tue, Wed, Thu 09:00-12:00
Every fifth purchase: 4 to go`,
        1,
      ],
      ['HISTORY', 'Last points:\n20.11.2026 +141\n20.11.2026 +200 welcome', 1],
      ['<a day passes>', ''],
      ['<buys for 1800>', 'Chay: thank you! +54 points from 22.11.2026, 341 now.', 1],
      ['<a day passes>', ''],
      [
        'BAL',
        `395 points = RUB 395
200 expire after 20.05.2027
141 expire after 21.05.2027
54 expire after 22.05.2027
Bronze; spend RUB 11,820 more for Silver`,
        1,
      ],
      ['Stop. Thanks', 'Chay: done, no more texts from us unless you ask. Your points stay. To hear from us again: RESUME', 1],
      ['RESUME', 'Chay: may we send you offers and greetings again, by SMS or Telegram?\n1 yes, 2 no', 1],
      ['yes', 'Thank you! Offers may come again, not often. STOP ends it.', 1],
      ['MYDATA', 'Chay: to see your data, reply 482193. To leave, reply 0.', 1],
      [
        '<says the code>',
        `Anna, card 2912 3456 7890 6, member since 20.11.2026
Offers: yes
All of it, once, within an hour: https://shop.example/d/Kd83hs`,
        1,
      ],
      ['<a day passes>', ''],
      ['FORGET', 'Chay: to delete your data and points for good, reply 482193. To keep them, reply 0.', 1],
      ['<says the code>', 'Chay: your data is deleted, your points are gone. Welcome back any time: JOIN', 1],
      ['BALANCE', 'Chay: you are not a member yet. Send JOIN, it takes half a minute.', 1],
    ],
  },
  {
    channel: 'telegram',
    language: 'pl',
    rows: [
      [
        '/start',
        'Чайный павильон docenia stałych klientów: zbieraj punkty przy każdych zakupach i płać nimi. Podaj swój numer, a od razu…',
      ],
      [
        '<shares the number>',
        'Witaj, Ania! Masz już 200 punktów. Twoja karta: 2912 3456 7890 6. Przy kasie pokaż ją (/card) albo po prostu podaj numer telefonu.\n---\nChcesz…',
      ],
      ['[Pomiń]', 'Czy możemy czasem wysyłać Ci oferty i życzenia, w Telegramie lub SMS-em? Zrezygnujesz, kiedy zechcesz.'],
      ['[Nie]', 'Dobrze, bez ofert. Punkty działają jak zwykle.'],
      [
        '💰 Saldo',
        'Masz 200 punktów, czyli 200 ₽.\n200 punktów jest ważnych do 20 maja 2027.\nTwój poziom: Brąz. Jeszcze zakupy za 15 000 ₽ i będzie Srebro.',
      ],
      ['<buys for 1380>', 'Dziękujemy! +141 punktów do wydania od 21 listopada 2026. Teraz masz 200. Skąd tyle? /why'],
      [
        '/why',
        `20 listopada 2026, paragon na 1380 ₽: 141 punktów.
✓ Brąz, 3 % w punktach: 41
✓ Za pierwszy zakup: 100
– Spokojne poranki: tylko pon., wt., śr., czw. od 09:00 do 12:00
– Co piąty zakup: jeszcze 4 zakupy`,
      ],
      ['🧾 Historia', 'Historia punktów\n20 listopada 2026: +141 za zakupy\n20 listopada 2026: +200 na powitanie'],
      ['<a day passes>', ''],
      ['<buys for 1800>', 'Dziękujemy! +54 punkty do wydania od 22 listopada 2026. Teraz masz 341. Skąd tyle? /why'],
      ['<a day passes>', ''],
      [
        'saldo, proszę',
        `Masz 395 punktów, czyli 395 ₽.
200 punktów jest ważnych do 20 maja 2027.
141 punktów jest ważnych do 21 maja 2027.
54 punkty są ważne do 22 maja 2027.
Twój poziom: Brąz. Jeszcze zakupy za 11 820 ₽ i będzie Srebro.`,
      ],
      ['Rezygnuję', 'Gotowe: nie będzie więcej ofert, ani tutaj, ani SMS-em. Punkty i karta zostają. Jeśli zmienisz zdanie: /resume'],
      ['/resume', 'Czy możemy znów wysyłać Ci oferty i życzenia, w Telegramie lub SMS-em? Zrezygnujesz, kiedy zechcesz.'],
      ['[Tak]', 'Dziękujemy! Oferty będą, ale nieczęsto. Rezygnacja: /stop'],
      [
        'moje dane',
        `Co o Tobie przechowujemy
Imię: Ania
Karta: 2912 3456 7890 6
W programie od 20 listopada 2026
Telefon: +48 601 234 567
E-mail: brak
Oferty: tak
Masz 395 punktów, czyli 395 ₽.…`,
      ],
      ['/forget', 'Usunąć Twoje imię, telefon, e-mail i kartę? Razem z nimi na zawsze przepadnie 395 punktów.'],
      ['[Tak, usuń wszystko]', 'Twoje dane są usunięte, punktów już nie ma. Wracaj, kiedy chcesz: wystarczy napisać.'],
      ['saldo', 'Nie ma Cię jeszcze w programie. Dołączysz w pół minuty: /start'],
    ],
  },
  {
    channel: 'sms',
    language: 'pl',
    rows: [
      ['DOŁĄCZ', 'Chay: jak masz na imię? Możesz też podać e-mail. Odpowiadając, akceptujesz regulamin: https://shop.example/terms', 2],
      [
        'Łucja',
        `Witaj, Łucja! Masz 200 punktów, karta 2912345678906. Regulamin: https://shop.example/terms
STOP kończy oferty, USUŃ kasuje kartę.
Czy możemy czasem wysyłać Ci oferty i życzenia, SMS-em lub w Telegramie?
1 tak, 2 nie`,
        4,
      ],
      ['2', 'Dobrze, bez ofert. Punkty działają jak zwykle.', 1],
      ['SALDO', '200 punktów = 200 RUB\n200 ważnych do 20.05.2027\nBrąz; jeszcze 15 000 RUB i będzie Srebro', 2],
      ['<buys for 1380>', 'Chay: dziękujemy! +141 punktów od 21.11.2026, teraz 200.', 1],
      [
        'DLACZEGO',
        `20.11.2026, 1380 RUB: 141 punktów
Brąz 3 %: 41
Za pierwszy zakup: 100
Spokojne poranki: pon., wt., śr., czw. 09:00-12:00
Co piąty zakup: jeszcze 4 zakupy`,
        3,
      ],
      ['HISTORIA', 'Historia:\n20.11.2026 +141\n20.11.2026 +200 na powitanie', 1],
      ['<a day passes>', ''],
      ['<buys for 1800>', 'Chay: dziękujemy! +54 punkty od 22.11.2026, teraz 341.', 1],
      ['<a day passes>', ''],
      [
        'saldo',
        `395 punktów = 395 RUB
200 ważnych do 20.05.2027
141 ważnych do 21.05.2027
54 ważne do 22.05.2027
Brąz; jeszcze 11 820 RUB i będzie Srebro`,
        3,
      ],
      ['REZYGNUJĘ', 'Chay: gotowe, nie będziemy już pisać pierwsi. Punkty zostają. Powrót do naszych SMS-ów: WZNÓW', 2],
      ['WZNÓW', 'Chay: czy możemy znów wysyłać Ci oferty i życzenia, SMS-em lub w Telegramie?\n1 tak, 2 nie', 2],
      ['tak', 'Dziękujemy! Oferty będą, ale nieczęsto. Rezygnacja: STOP', 1],
      ['MOJE DANE', 'Chay: aby zobaczyć swoje dane, odpisz 482193. Aby wyjść, odpisz 0.', 1],
      [
        '<says the code>',
        `Łucja, karta 2912 3456 7890 6, w programie od 20.11.2026
Oferty: tak
Wszystko, jeden raz, w ciągu godziny: https://shop.example/d/Kd83hs`,
        3,
      ],
      ['<a day passes>', ''],
      ['USUŃ', 'Chay: aby na zawsze usunąć swoje dane i punkty, odpisz 482193. Aby je zostawić, odpisz 0.', 2],
      ['<says the code>', 'Chay: Twoje dane są usunięte, punktów już nie ma. Wracaj, kiedy chcesz: DOŁĄCZ', 2],
      ['SALDO', 'Chay: nie ma Cię jeszcze w programie. Dołączysz w pół minuty: DOŁĄCZ', 1],
    ],
  },
  {
    channel: 'telegram',
    language: 'ru',
    rows: [
      [
        '/start',
        'Чайный павильон благодарит постоянных покупателей: копите баллы с каждой покупки и платите ими. Поделитесь номером, и 200…',
      ],
      [
        '<shares the number>',
        'Добро пожаловать, Анна! У вас уже 200 баллов. Ваша карта: 2912 3456 7890 6. На кассе покажите её (/card) или просто назовите номер телефона.\n---\nХотите…',
      ],
      ['[Пропустить]', 'Можно иногда присылать вам рекламу и поздравления, в Telegram или по SMS? Отказаться можно в любой момент.'],
      ['[Нет]', 'Хорошо, без рекламы. Баллы работают как обычно.'],
      [
        '💰 Баланс',
        'У вас 200 баллов, это 200 ₽.\n200 баллов сгорят после 20 мая 2027.\nВаш уровень: Бронза. Ещё покупки на 15 000 ₽, и будет Серебро.',
      ],
      ['<buys for 1380>', 'Спасибо! +141 балл, потратить можно с 21 ноября 2026. Сейчас у вас 200. Почему столько? /why'],
      [
        '/why',
        `20 ноября 2026, чек на 1 380 ₽: 141 балл.
✓ Бронза, 3 % баллами: 41
✓ За первую покупку: 100
– Тихое утро: только пн, вт, ср, чт с 09:00 до 12:00
– Каждая пятая покупка: ещё 4 покупки`,
      ],
      ['🧾 История', 'История баллов\n20 ноября 2026: +141 за покупку\n20 ноября 2026: +200 за вступление'],
      ['<a day passes>', ''],
      ['<buys for 1800>', 'Спасибо! +54 балла, потратить можно с 22 ноября 2026. Сейчас у вас 341. Почему столько? /why'],
      ['<a day passes>', ''],
      [
        'баланс пожалуйста',
        `У вас 395 баллов, это 395 ₽.
200 баллов сгорят после 20 мая 2027.
141 балл сгорит после 21 мая 2027.
54 балла сгорят после 22 мая 2027.
Ваш уровень: Бронза. Ещё покупки на 11 820 ₽, и будет Серебро.`,
      ],
      ['Стоп, спасибо', 'Готово: рекламы больше не будет, ни здесь, ни по SMS. Баллы и карта остаются. Если передумаете: /resume'],
      ['/resume', 'Можно снова присылать вам рекламу и поздравления, в Telegram или по SMS? Отказаться можно в любой момент.'],
      ['[Да]', 'Спасибо! Будем писать, но нечасто. Отказаться: /stop'],
      [
        'мои данные',
        `Что мы о вас храним
Имя: Анна
Карта: 2912 3456 7890 6
В программе с 20 ноября 2026
Телефон: +7 916 123 45 67
Email: нет
Реклама: да
У вас 395 баллов, это 395 ₽.…`,
      ],
      ['/forget', 'Удалить ваши имя, телефон, email и карту? Вместе с ними навсегда пропадут 395 баллов.'],
      ['[Да, удалить всё]', 'Ваши данные удалены, баллов больше нет. Захотите вернуться – просто напишите.'],
      ['баланс', 'Вас пока нет в программе. Вступить можно за полминуты: /start'],
    ],
  },
  {
    channel: 'sms',
    language: 'ru',
    rows: [
      ['СТАРТ', 'Чай: как вас зовут? Можно добавить и email. Отвечая, вы принимаете условия: https://shop.example/terms', 2],
      [
        'Анна',
        `Спасибо, Анна! У вас 200 баллов, карта 2912345678906. Условия: https://shop.example/terms
СТОП - без рекламы, УДАЛИТЬ - выйти.
Присылать рекламу и поздравления, по SMS или в Telegram?
1 да, 2 нет`,
        3,
      ],
      ['2', 'Хорошо, без рекламы. Баллы работают как обычно.', 1],
      ['БАЛАНС', '200 баллов = 200 руб.\n200 сгорят после 20.05.2027\nБронза; ещё 15 000 руб., и будет Серебро', 2],
      ['<buys for 1380>', 'Чай: спасибо! +141 балл с 21.11.2026, сейчас 200', 1],
      [
        'ПОЧЕМУ',
        `20.11.2026, 1 380 руб.: 141 балл
Бронза 3 %: 41
За первую покупку: 100
Тихое утро: пн, вт, ср, чт 09:00-12:00
Каждая пятая покупка: ещё 4 покупки`,
        3,
      ],
      ['ИСТОРИЯ', 'История:\n20.11.2026 +141\n20.11.2026 +200 за вступление', 1],
      ['<a day passes>', ''],
      ['<buys for 1800>', 'Чай: спасибо! +54 балла с 22.11.2026, сейчас 341', 1],
      ['<a day passes>', ''],
      [
        'баланс',
        `395 баллов = 395 руб.
200 сгорят после 20.05.2027
141 сгорит после 21.05.2027
54 сгорят после 22.05.2027
Бронза; ещё 11 820 руб., и будет Серебро`,
        3,
      ],
      ['СТОП', 'Чай: больше не пишем. Баллы остаются. Вернуть: ПОДПИСАТЬСЯ', 1],
      ['ПОДПИСАТЬСЯ', 'Чай: снова присылать рекламу и поздравления, по SMS или в Telegram?\n1 да, 2 нет', 2],
      ['да', 'Спасибо! Будем писать, но нечасто. Отказаться: СТОП', 1],
      ['МОИ ДАННЫЕ', 'Чай: чтобы увидеть свои данные, ответьте 482193. Выйти: 0', 1],
      [
        '<says the code>',
        `Анна, карта 2912 3456 7890 6, в программе с 20.11.2026
Реклама: да
Всё целиком, один раз, в течение часа: https://shop.example/d/Kd83hs`,
        3,
      ],
      ['<a day passes>', ''],
      ['УДАЛИТЬ', 'Чай: удалить данные и баллы? Ответьте 482193. Оставить: 0', 1],
      ['<says the code>', 'Чай: данные удалены, баллов больше нет. Вернуться: СТАРТ', 1],
      ['БАЛАНС', 'Чай: вас пока нет в программе. Вступить за полминуты: СТАРТ', 1],
    ],
  },
];
