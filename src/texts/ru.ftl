# How to write here: see en.ftl. The keys, attributes and variables are the same in all languages.

### Buttons and the menu

button-share-phone = 📱 Поделиться номером и вступить
button-without-phone = Без номера
menu-balance = 💰 Баланс
menu-card = 💳 Карта
menu-history = 🧾 История
menu-help = ❓ Помощь

choice-yes = Да
    .sms = да
choice-no = Нет
    .sms = нет
choice-skip = Пропустить
    .sms = пропустить
choice-forget = Да, удалить всё
choice-stay = Нет, оставить

### Joining

join-telegram = <b>{ $shop }</b> благодарит постоянных покупателей: копите баллы с каждой покупки и платите ими.{ $welcome ->
        [0] {""}
        [one] {" "}Поделитесь номером, и <b>{ $welcome } балл</b> сразу ваш.
        [few] {" "}Поделитесь номером, и <b>{ $welcome } балла</b> сразу ваши.
       *[many] {" "}Поделитесь номером, и <b>{ $welcome } баллов</b> сразу ваши.
    }
    Вступая, вы принимаете <a href="{ $terms }">условия</a>.
    .segments = 4
join-telegram-unclear = Нажмите кнопку внизу: поделитесь номером или вступите без него. Кнопок не видно? Напишите номер сюда.
join-sms = { $shop }: как вас зовут? Можно добавить и email. Отвечая, вы принимаете условия: { $terms }
join-sms-unclear = Напишите только имя и, если хотите, email: Анна anna@example.com. Чтобы выйти, отправьте 0.
join-welcome = Добро пожаловать, { $name }! У вас уже <b>{ $points }</b> { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }. Ваша карта: <b>{ $card }</b>. На кассе покажите её (/card) или просто назовите номер телефона.
    .sms = Спасибо, { $name }! У вас { $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }, карта { $card }. Условия: { $terms }
        СТОП – без рекламы, УДАЛИТЬ – выйти.
    .segments = 3
join-welcome-no-bonus = Добро пожаловать, { $name }! Ваша карта: <b>{ $card }</b>. Показывайте её на кассе (/card) и копите баллы с каждой покупки.
    .sms = Спасибо, { $name }! Ваша карта { $card }. Условия: { $terms }
        СТОП – без рекламы, УДАЛИТЬ – выйти.
    .segments = 3
join-welcome-nameless = Добро пожаловать! У вас уже <b>{ $points }</b> { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }. Ваша карта: <b>{ $card }</b>. На кассе покажите её (/card) или просто назовите номер телефона.
    .segments = 3
join-welcome-nameless-no-bonus = Добро пожаловать! Ваша карта: <b>{ $card }</b>. Показывайте её на кассе (/card) и копите баллы с каждой покупки.
already-member = Вы уже в программе. Ваша карта: <b>{ $card }</b>.
    .sms = Вы уже в программе, карта { $card }.
already-member-elsewhere = Вы уже в программе. Ваши баллы: /balance
    .sms = Вы уже в программе. Ваши баллы: БАЛАНС
ask-name = Как к вам обращаться?
name-unclear = Напишите, пожалуйста, только имя, буквами: Анна или Анна-Мария.
name-kept = Очень приятно, { $name }.
ask-email = Хотите добавить email? Напишите его сюда или пропустите этот шаг.
email-unclear = Это не похоже на email. Он пишется так: anna@example.com.
email-kept = Ваш email: { $email }.
ask-birthday = Когда у вас день рождения? Хотим поздравить, а может, и подарить что-нибудь. Напишите день и месяц, например 3.12.
    .sms = Когда у вас день рождения? Может быть подарок. Напишите день и месяц: 3.12
birthday-kept = Записали: { $birthday }. Исправить: ДЕНЬ РОЖДЕНИЯ 3.12
birthday-unclear = Напишите день и месяц, например 3.12 или 3 декабря.
birthday-no-such-day = Такого дня нет. Сначала день, потом месяц, например 3.12.
birthday-no-such-year = Такой год не подходит. Достаточно дня и месяца, например 3.12.
ask-offers = Можно иногда присылать вам рекламу и поздравления, в Telegram или по SMS? Отказаться можно в любой момент.
    .sms = Присылать рекламу и поздравления, по SMS или в Telegram?
offers-unclear = Ответьте, пожалуйста, да или нет.
offers-yes = Спасибо! Пишем редко и по делу. Отказаться: /stop
    .sms = Спасибо! Пишем редко и по делу. Отказаться: СТОП
offers-no = Хорошо, без рекламы. Баллы работают как обычно.

### Proving a phone

contact-not-yours = Это чужой номер. Поделитесь, пожалуйста, своим.
phone-not-a-phone = Такого номера мы не знаем. Напишите его, пожалуйста, с кодом страны: +7 916 123-45-67.
phone-too-short = Номер слишком короткий. Напишите его, пожалуйста, с кодом страны: +7 916 123-45-67.
phone-landline = Это городской номер, SMS на него не дойдёт. Напишите, пожалуйста, мобильный.
phone-anonymous = На анонимные номера Telegram SMS не приходят. Напишите, пожалуйста, мобильный или продолжайте без номера.
phone-use-button = Чтобы мы знали, что номер ваш, поделитесь им через Telegram: кнопкой внизу или отправив свой контакт.
phone-already-yours = Этот номер уже записан за вами.
phone-of-another-member = Этот номер записан за другой картой. Напишите или позвоните нам: { $contact }
phone-added = Номер записан. Теперь на кассе можно назвать его вместо карты.
phone-added-bonus = Номер записан, и вот приветственный подарок: <b>{ $points }</b> { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }.
linked = Рады видеть вас и здесь. Карта и баллы те же.
became-one = Теперь у вас одна карта: { $card }. Все баллы на ней.
code-sent-if = Если на этот номер приходят SMS, код уже в пути. Напишите сюда его шесть цифр.
code-ask = Отправьте, пожалуйста, шесть цифр из SMS.
code-unclear = Нужны шесть цифр из SMS. Чтобы выйти, отправьте 0.
code-wrong = Код не подошёл. { $left ->
        [one] Осталась { $left } попытка.
        [few] Осталось { $left } попытки.
       *[many] Осталось { $left } попыток.
    }
code-used-up = Это была последняя попытка. Начните, пожалуйста, заново чуть позже.
code-late = Этот код уже не действует. Начните, пожалуйста, заново.
code-too-many = Пока не можем отправить новый код. Попробуйте, пожалуйста, позже.
code-prove-phone = { $shop }: код { $code }. Никому его не говорите. Не вы? Не отвечайте.
code-forget = { $shop }: удалить данные и баллы? Ответьте { $code }. Оставить: 0
code-my-data = { $shop }: чтобы увидеть свои данные, ответьте { $code }. Выйти: 0

### Points

balance = У вас <b>{ $points }</b> { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }, это { $worth }.
    .sms = { $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    } = { $worth }
balance-held = Отложено для покупки: { $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }.
    .sms = Отложено: { $points }
balance-debt = Долг после возврата: { $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }. Его покроют новые баллы.
    .sms = Долг после возврата: { $points }
balance-pending = Ещё { $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    } можно будет потратить с { $from }.
    .sms = +{ $points } с { $from }
balance-expires = { $points } { $points ->
        [one] балл сгорит
        [few] балла сгорят
       *[many] баллов сгорят
    } после { $last }.
    .sms = { $points } { $points ->
        [one] сгорит
       *[other] сгорят
    } после { $last }
balance-blocked = Пока платить ими нельзя. Почему, расскажем: { $contact }
    .sms = Пока платить ими нельзя. Вопросы: { $contact }
balance-tier = Ваш уровень: { $tier }. Ещё покупки на { $missing }, и будет { $next }.
    .sms = { $tier }; ещё { $missing }, и будет { $next }
balance-tier-top = Ваш уровень: { $tier }, самый высокий.
    .sms = { $tier }, самый высокий уровень
card = Ваша карта: <b>{ $card }</b>. Покажите её на кассе.
    .sms = Ваша карта: { $card } { $url }
history = <b>История баллов</b>
    .sms = История:
history-empty = Пока пусто: первой строкой здесь будет ваша первая покупка.
history-earn = { $on }: +{ $points } за покупку
    .sms = { $on } +{ $points }
history-welcome = { $on }: +{ $points } за вступление
    .sms = { $on } +{ $points } за вступление
history-gift = { $on }: +{ $points } в подарок
    .sms = { $on } +{ $points } подарок
history-spend = { $on }: −{ $points }, оплата покупки
    .sms = { $on } -{ $points } оплата
history-correction = { $on }: −{ $points }, мы исправили ошибку
    .sms = { $on } -{ $points } исправление
history-hold = { $on }: отложено { $points }
    .sms = { $on } отложено { $points }
history-capture = { $on }: −{ $points }, оплата покупки
    .sms = { $on } -{ $points } оплата
history-release = { $on }: снова доступно { $points }
    .sms = { $on } доступно { $points }
history-expire = { $on }: −{ $points }, сгорели по сроку
    .sms = { $on } -{ $points } сгорели
history-forfeit = { $on }: −{ $points }, списаны
    .sms = { $on } -{ $points } списаны
history-take-back = { $on }: −{ $points } из-за возврата товара
    .sms = { $on } -{ $points } возврат
history-give-back = { $on }: +{ $points }, вернулись после возврата
    .sms = { $on } +{ $points } возврат
history-remainder = { $on }: −{ $points } из-за возврата товара
    .sms = { $on } -{ $points } возврат
history-refund = { $on }: +{ $points }, вернулись после возврата
    .sms = { $on } +{ $points } возврат
history-owe = { $on }: долг { $points } после возврата
    .sms = { $on } долг { $points }
history-repay = { $on }: { $points } в счёт долга
    .sms = { $on } { $points } в счёт долга
history-merge-in = { $on }: +{ $points } с вашей другой карты
    .sms = { $on } +{ $points } с другой карты
coupons = <b>Ваши купоны</b>. Покажите код на кассе.
    .sms = Ваши купоны:
coupons-one = <b>{ $coupon }</b>: { $gives }, до { $until }
    .sms = { $coupon } { $gives }, до { $until }
coupons-none = Сейчас купонов нет. Когда подарим, он появится здесь.
    .sms = Сейчас купонов нет.
why = <b>{ $on }</b>, чек на { $total }: { $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }.
    .sms = { $on }, { $total }: { $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }
why-nothing-yet = Покупок пока нет. После первой здесь будет объяснение каждого балла.
why-base = ✓ { $tier }, { $rate } баллами: { $points }
    .sms = { $tier } { $rate }: { $points }
why-excluded = – за { $amount } баллов нет: { $categories }
    .sms = За { $amount } баллов нет: { $categories }
why-matched = ✓ { $rule }: { $points }
    .sms = { $rule }: { $points }
why-limited = ✓ { $rule }: { $points }, больше за один чек нельзя
    .sms = { $rule }: { $points } (предел на чек)
why-outdone = – { $rule }: выгоднее { $by }
    .sms = { $rule }: выгоднее { $by }
why-missed-amount = – { $rule }: не хватило { $missing }
    .sms = { $rule }: не хватило { $missing }
why-missed-tier = – { $rule }: нужен уровень { $tier }, до него { $missing }
    .sms = { $rule }: нужен уровень { $tier }
why-missed-visits = – { $rule }: ещё { $left ->
        [one] { $left } покупка
        [few] { $left } покупки
       *[many] { $left } покупок
    }
    .sms = { $rule }: ещё { $left ->
        [one] { $left } покупка
        [few] { $left } покупки
       *[many] { $left } покупок
    }
why-missed-hours = – { $rule }: только { $days } с { $from } до { $to }
    .sms = { $rule }: { $days } { $from }-{ $to }
why-paid = – оплачено баллами: { $points }
    .sms = Оплачено баллами: { $points }
why-returned = – возвращён товар на { $amount }
    .sms = Возврат: { $amount }
purchase-earned = Спасибо! +{ $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }, теперь у вас <b>{ $balance }</b>. Почему столько? /why
    .sms = { $shop }: спасибо! +{ $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }, всего { $balance }
purchase-earned-later = Спасибо! +{ $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }, потратить можно с { $from }. Сейчас у вас <b>{ $balance }</b>. Почему столько? /why
    .sms = { $shop }: спасибо! +{ $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    } с { $from }, сейчас { $balance }
purchase-nothing = Спасибо за покупку! В этот раз она без баллов. Почему: /why
    .sms = { $shop }: спасибо! Эта покупка без баллов.
purchase-spent = Оплачено баллами: { $points }.
    .sms = Оплачено баллами: { $points }
purchase-coupon = Использован купон: { $gives }.
    .sms = Использован купон: { $gives }
return = Возврат: возвращаем вам { $refund }.
    .sms = { $shop }: возврат { $refund }
return-back = +{ $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }, которыми вы платили.
    .sms = +{ $points } из оплаты
return-coupon = Купон { $coupon } снова действует до { $until }: { $gives }.
    .sms = Купон { $coupon } снова действует до { $until }
return-taken = −{ $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    } за возвращённый товар.
    .sms = -{ $points } за товар
return-owed = Долг: { $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }, его покроют следующие.
    .sms = Долг: { $points }
return-balance = Сейчас у вас <b>{ $balance }</b>.
    .sms = Сейчас { $balance }
claimed = Прежние покупки тоже в счёт: +{ $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }.
    .sms = За прежние покупки: +{ $points }
claim-thanks = Этот чек теперь ваш: +{ $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }. Почему столько? /why
    .sms = { $shop }: этот чек ваш, +{ $points }
claim-already = Баллы за этот чек уже начислены.
claim-late = Этот чек слишком старый: баллы можно добавить в течение трёх дней.
claim-too-many = Сегодня уже два чека. Остальные, пожалуйста, покажите на кассе.
claim-returned = Товар по этому чеку вернули, баллов в нём нет.
claim-unknown = Такого чека мы не знаем. Проверьте, пожалуйста, код: он начинается с R.
claim-join = Вступите, и баллы за этот чек ваши: они ждут три дня.
    .sms = { $shop }: ответьте именем, чтобы вступить, и баллы за чек ваши. Условия: { $terms }
    .segments = 3
code-spend = Код для оплаты { $points } { $points ->
        [one] баллом
        [few] баллами
       *[many] баллами
    } ({ $worth }): <b>{ $code }</b>. Назовите его на кассе. Вы не на кассе? Никому не говорите.
    .sms = { $shop }: код { $code }, оплата баллами: { $points }. Назовите только на кассе.
counter-welcome = Добро пожаловать! Ваша карта: <b>{ $card }</b>. Вступая, вы принимаете <a href="{ $terms }">условия</a>.
    .sms = { $shop }: вы в программе, карта { $card }. Условия: { $terms } Это не вы? Ответьте УДАЛИТЬ.
    .segments = 3
phone-proved-bonus = Номер подтверждён, а вот подарок за вступление: +{ $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }. Ваша новая карта: <b>{ $card }</b>
    .sms = Номер подтверждён, подарок +{ $points }. Новая карта: { $card }
phone-proved = Номер подтверждён. Ваша новая карта: <b>{ $card }</b>
    .sms = Номер подтверждён. Новая карта: { $card }
points-given = +{ $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    } от нас, теперь у вас <b>{ $balance }</b>. Причина: { $why }
    .sms = { $shop }: +{ $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }, всего { $balance }. Причина: { $why }
points-taken = Мы исправили ваши баллы: −{ $points }, теперь у вас <b>{ $balance }</b>. Причина: { $why }
    .sms = { $shop }: баллы исправлены: -{ $points }, всего { $balance }. Причина: { $why }

### How it went

survey-rating = Как всё прошло? Посоветуете <b>{ $shop }</b> друзьям? 0 – точно нет, 10 – с радостью.
    .sms = { $shop }: как всё прошло? Посоветуете нас друзьям? Ответьте числом от 0 (нет) до 10 (с радостью)
survey-rating-unclear = Число от 0 до 10, пожалуйста.
survey-number = { $rating }
survey-choice = { $choice }
survey-good = Спасибо! Что понравилось?
survey-bad = Нам очень жаль. Что было не так?
survey-choices-unclear = Нажмите, пожалуйста, кнопку или расскажите своими словами.
    .sms = Ответьте, пожалуйста, числами от 1 до { $most } или своими словами.
survey-words = Хотите что-то добавить? Напишите пару слов, пришлите фото или пропустите.
    .sms = Хотите что-то добавить? Ответьте парой слов или пришлите -
survey-words-bad = Что случилось? Пара слов или фото помогут всё исправить.
    .sms = Что случилось? Ответьте парой слов или пришлите -
survey-words-unclear = Пара слов или фото, пожалуйста, или пропустите.
    .sms = Пара слов, пожалуйста, или - чтобы пропустить.
survey-words-long = Получилось { $length ->
        [one] { $length } знак
        [few] { $length } знака
       *[many] { $length } знаков
    }, а помещается { $most }. Пришлите, пожалуйста, чуть короче.
survey-thanks = Спасибо! Приятно слышать, передадим всем в магазине.
    .sms = Спасибо! Приятно слышать.
survey-thanks-bad = Спасибо, что рассказали. Это прочитает человек и сделает всё, что можно.
    .sms = Спасибо, что рассказали. Это прочитает человек.
survey-reward = +{ $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    } за ответ.
survey-said = Ваша оценка: { $rating } из 10.
survey-said-choices = Вы выбрали: { $choices }.
survey-said-words = Вы написали: { $words }
survey-thanks-again = Спасибо!
survey-others = Спасибо! Об этом чеке нам уже рассказали.
survey-late = Этот чек больше не спрашивает: время вышло. Но рассказать нам можно всегда: { $contact }
    .segments = 3
button-person = 👤 Позвать человека
help-person = Позвать человека: ЧЕЛОВЕК
person-ask = О чём речь? Напишите одним сообщением, и человек из магазина ответит вам здесь. Выйти: 0.
person-unclear = Напишите, пожалуйста, словами, о чём речь. Выйти: 0.
person-thanks = Передали, номер { $case }. Человек ответит вам здесь.
person-passed-on = Передали. Человек прочитает.
person-contact = Человек отвечает здесь: { $contact }
shop-answer = <b>{ $shop }</b>: { $words }

    Можно просто ответить здесь.
    .sms = { $shop }: { $words }
    .segments = 4
shop-apology-coupon = Нам очень жаль, и мы хотим это загладить. Купон для вас: <b>{ $gives }</b>. Покажите на кассе код <b>{ $coupon }</b> до { $until }. Все купоны: /coupons
    .sms = { $shop }: нам очень жаль. Купон для вас: { $gives }. Код { $coupon }, до { $until }.
shop-apology = Нам очень жаль, и мы хотим это загладить: <b>+{ $points }</b> { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }. Теперь у вас { $balance }.
    .sms = { $shop }: нам очень жаль. Примите +{ $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }, всего { $balance }.
poll = { $question }
    .sms = { $shop }: { $question }
poll-choice = { $choice }
poll-thanks = Спасибо, учли!
poll-already = Ваш ответ уже учтён. Спасибо!
data-answer = { $on }: ваша оценка { $rating } из 10
data-answer-words = { $on }: ваша оценка { $rating } из 10: { $words }
data-answers = Ответов о чеках: { $count }

### What the shop writes of its own accord

points-counted = { $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }
offers-end = Больше не присылать: /stop
    .sms = Не присылать: СТОП

### The manager's chat

budget-ended = В этом месяце закончились деньги на SMS: { $kind ->
        [reply] ответы участникам
        [service] уведомления
       *[marketing] поздравления и предложения
    }. До конца месяца они не отправляются или идут через Telegram.
broadcast-how = Чтобы написать всем, кто согласен на предложения: /broadcast и текст, например «/broadcast Приехал свежий улун, { "{" }name{ "}" }!» Сначала покажу, сколько человек его получит и сколько это стоит.
    .segments = 3
broadcast-long = Слишком длинно: не больше { $most } знаков.
broadcast-unknown-fact = Я не знаю { $words }. В тексте можно писать { "{" }name{ "}" }, { "{" }points{ "}" } и { "{" }tier{ "}" }.
broadcast-no-such = Рассылки { $broadcast } нет.
broadcast-planned = 📣 <b>Рассылка { $broadcast }</b>: { $count ->
        [one] { $count } получатель
        [few] { $count } получателя
       *[many] { $count } получателей
    }
broadcast-by-telegram = В Telegram: { $count }
broadcast-by-sms = По SMS: { $count }, { $segments ->
        [one] { $segments } сегмент
        [few] { $segments } сегмента
       *[many] { $segments } сегментов
    }, { $cost }
broadcast-left-out = Не получат: { $count } (нет согласия, недоступны или уже получили достаточно сообщений)
broadcast-words = Текст: { $words }
broadcast-running = 📣 Рассылка { $broadcast } идёт: отправлено { $sent } из { $count }
broadcast-paused = ⏸ Рассылка { $broadcast } на паузе: отправлено { $sent } из { $count }
broadcast-cancelled = Рассылка { $broadcast } отменена: отправлено { $sent } из { $count }, больше не уйдёт
broadcast-done = ✅ Рассылка { $broadcast } завершена: отправлено { $sent } из { $count }
broadcast-waiting = Осталось: { $count }
broadcast-cost = Потрачено: { $cost }
broadcast-budget-ended = Деньги на рассылку { $broadcast } ({ $cost }) закончились. Она на паузе, ничего не потеряно: добавьте командой «kopilka broadcast resume { $broadcast } --budget …» или отмените.
    .segments = 3
broadcast-button-send = Отправить
broadcast-button-no = Нет
broadcast-button-progress = Сколько уже?
broadcast-button-pause = Пауза
broadcast-button-resume = Продолжить
broadcast-button-cancel = Отменить
case-opened = 🔴 <b>#{ $case }</b>: { $rating } из 10
case-receipt = Чек { $receipt }, { $total }, { $on }
case-store = { $store }
case-store-cashier = { $store }, { $cashier }
case-by-member = Участник: { $name }
case-by-stranger = Кто это был, неизвестно: ответить нельзя.
case-said = <b>#{ $case }</b> добавляет:
case-choices = Что было не так: { $choices }
case-words = «{ $words }»
case-picture = <b>#{ $case }</b>: фото
case-person = 👤 <b>#{ $case }</b>: { $name } зовёт человека
case-replied = 💬 <b>#{ $case }</b>: отвечает { $name }
case-still-open = ⏰ <b>#{ $case }</b> всё ещё без решения, прошло { $hours ->
        [one] { $hours } час
        [few] { $hours } часа
       *[many] { $hours } часов
    }.
case-answer-how = <b>#{ $case }</b>: напишите ответ ответом на это сообщение.
case-close-why = <b>#{ $case }</b>: чем закончилось?
case-button-answer = 💬 Ответить
case-button-apology = 🎁 { $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }
case-button-coupon = 🎟 { $gives }
case-button-close = ✓ Закрыть
case-reason-mended = Исправили
case-reason-explained = Объяснили
case-reason-nothing = Делать нечего
case-reason-spam = Бессмыслица
case-unknown = Обращения #{ $case } нет.
case-anonymous = <b>#{ $case }</b>: кто это был, неизвестно, отправить некому.
case-only-words = <b>#{ $case }</b>: передать можно только слова.
case-answer-long = <b>#{ $case }</b>: передать можно не больше { $most } знаков.
case-answer-sent = <b>#{ $case }</b>: ответ отправлен ({ $who }).
case-apology-sent = <b>#{ $case }</b>: +{ $points } { $points ->
        [one] балл подарен
        [few] балла подарены
       *[many] баллов подарены
    } ({ $who }).
case-apology-already = <b>#{ $case }</b>: извинение уже подарено.
case-budget = <b>#{ $case }</b>: бюджета извинений на этот месяц не хватает, осталось { $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }.
case-coupon-sent = <b>#{ $case }</b>: подарен купон: { $gives }, код { $coupon } ({ $who }).
case-coupon-budget = <b>#{ $case }</b>: купоны для извинений на этот месяц закончились.
case-closed = <b>#{ $case }</b>: закрыто ({ $who }).
case-closed-already = <b>#{ $case }</b>: уже закрыто.

### Wishes

stop-chat = Готово: рекламы больше не будет, ни здесь, ни по SMS. Баллы и карта остаются. Если передумаете: /resume
stop-sms = { $shop }: больше не пишем. Баллы остаются. Вернуть: ПОДПИСАТЬСЯ
stop-stranger = { $shop }: готово, писать вам не будем.
resume-ask = Можно снова присылать вам рекламу и поздравления, в Telegram или по SMS? Отказаться можно в любой момент.
    .sms = { $shop }: снова присылать рекламу и поздравления, по SMS или в Telegram?
resume-yes = Спасибо! Будем писать, но нечасто. Отказаться: /stop
    .sms = Спасибо! Будем писать, но нечасто. Отказаться: СТОП
resume-no = Хорошо, без рекламы. Баллы работают как обычно.
resume-stranger = Вас пока нет в программе. Вступить: { $joinCommand }
    .sms = Вас пока нет в программе. Вступить: СТАРТ
language-ask = На каком языке говорим?
language-en = English
language-pl = Polski
language-ru = Русский
language-unclear = Выберите, пожалуйста: English, Polski или Русский.
language-kept = Остаёмся на русском.
language-set = Теперь говорим по-русски.
data = <b>Что мы о вас храним</b>
    Имя: { $name }
    Карта: { $card }
    В программе с { $joined }
    .sms = { $name }, карта { $card }, в программе с { $joined }
data-phone = Телефон: { $phone }
data-no-phone = Телефон: нет
data-email = Email: { $email }
data-no-email = Email: нет
data-source = Как вы нас нашли: { $source }
data-birthday = День рождения: { $birthday }
data-offers-yes = Реклама: да
data-offers-no = Реклама: нет
data-all = <a href="{ $url }">Всё целиком</a>, с каждой покупкой: ссылка откроется один раз, в течение часа.
    .sms = Всё целиком, один раз, в течение часа: { $url }
    .segments = 3
data-how = Чтобы исправить, отправьте ИМЯ Анна или EMAIL anna@example.com. Удалить всё: /forget
    .sms = Исправить: ИМЯ Анна, EMAIL anna@example.com. Стереть: УДАЛИТЬ
data-stranger = Мы ничего о вас не храним: вас нет в программе.
forget-ask = Удалить ваши имя, телефон, email и карту? { $points ->
        [0] Вернуть их будет нельзя.
        [one] Вместе с ними навсегда пропадёт { $points } балл.
        [few] Вместе с ними навсегда пропадут { $points } балла.
       *[many] Вместе с ними навсегда пропадут { $points } баллов.
    }
forget-unclear = Нажмите, пожалуйста, одну из кнопок или ответьте да или нет.
forget-no = Рады, что вы остаётесь.
forgotten = Ваши данные удалены, баллов больше нет. Захотите вернуться – просто напишите.
    .sms = { $shop }: данные удалены, баллов больше нет. Вернуться: СТАРТ
forget-stranger = Удалять нечего: вас нет в программе.

### Everything else

stranger = Вас пока нет в программе. Вступить можно за полминуты: { $joinCommand }
    .sms = { $shop }: вас пока нет в программе. Вступить за полминуты: СТАРТ
not-understood = Извините, не понимаю. Попробуйте кнопки внизу или { $helpCommand }
    .sms = { $shop }: не понимаю. Есть БАЛАНС, КАРТА, ИСТОРИЯ, СТОП, ПОМОЩЬ
help = /balance – ваши баллы
    /card – ваша карта
    /history – история баллов
    /why – за что баллы по последнему чеку
    /coupons – ваши купоны
    /language – другой язык
    /stop и /resume – без рекламы и снова с ней
    /mydata – что мы о вас храним
    /forget – удалить это
    Связаться с нами: { $contact }
    .sms = { $shop }: БАЛАНС, КАРТА, ИСТОРИЯ, ПОЧЕМУ, ЯЗЫК, СТОП, МОИ ДАННЫЕ, УДАЛИТЬ. Наш контакт: { $contact }
help-stranger = <b>{ $shop }</b>: баллы за каждую покупку. Вступить: { $joinCommand }. Связаться с нами: { $contact }
    .sms = { $shop }: баллы за каждую покупку. Вступить: СТАРТ. Наш контакт: { $contact }
help-form = Можно отправить «-» (пропустить), 9 (назад) или 0 (выйти). Связаться с нами: { $contact }
left = Хорошо, остановимся на этом. Пишите в любое время.
way-out = Извините, всё ещё не понимаю. Что я умею: { $helpCommand }. Связаться с нами: { $contact }
    .sms = { $shop }: извините, не понимаю. Что я умею: ПОМОЩЬ. Наш контакт: { $contact }
only-text = Я понимаю только слова и кнопки. Что я умею: { $helpCommand }
    .sms = Я понимаю только слова. Что я умею: ПОМОЩЬ
old-button = Эта кнопка из прошлого разговора и больше не работает.
group-refused = Баллы – дело личное: отвечаю только в личных сообщениях. Напишите мне туда, пожалуйста.

### Telegram's menu

command-balance = Мои баллы
command-card = Моя карта
command-history = История баллов
command-why = Почему столько баллов?
command-coupons = Мои купоны
command-language = Язык
command-stop = Без рекламы
command-resume = Снова получать рекламу
command-mydata = Что вы обо мне храните
command-forget = Удалить мои данные и карту
command-help = Помощь

### The till

hint-tier-reached = С этой покупкой уровень покупателя станет: { $tier }.
hint-next-tier = Ещё { $missing }, и будет { $tier }.
hint-amount = Ещё { $missing } до «{ $rule }».
hint-visits = { $left ->
        [one] Ещё { $left } покупка
        [few] Ещё { $left } покупки
       *[many] Ещё { $left } покупок
    } до «{ $rule }».
till-no-key = У этой кассы нет ключа, или он больше не действует. Новый даст владелец.
till-not-found = Участника с таким телефоном или картой нет.
till-no-purchase = Такой покупки нет.
till-invalid = Здесь что-то не так. Посмотрите, пожалуйста, на отмеченное поле.
till-not-enough-points = Сейчас можно потратить только { $points } { $points ->
        [one] балл
        [few] балла
       *[many] баллов
    }.
till-too-many-points = Баллами можно оплатить не больше { $amount } из этого чека.
till-already-returned = Это уже вернули.
till-coupon-used = Этот купон уже использован.
till-hold-closed = Эти баллы больше не отложены. Запросите их, пожалуйста, ещё раз.
till-hold-too-small = Отложено меньше баллов, чем нужно для этой покупки.
till-idempotency-mismatch = Это уже отправляли с другим содержанием. Начните, пожалуйста, продажу заново.
till-receipt-differs = Чек с этим номером за тот день уже записан с другим содержанием.
till-proof-needed = Чтобы платить баллами, покупатель показывает карту или называет код, который мы пришлём.
till-wrong-code = Это не тот код. { $left ->
        [one] Осталась { $left } попытка.
        [few] Осталось { $left } попытки.
       *[many] Осталось { $left } попыток.
    }
till-blocked = Эта карта заблокирована: копит баллы, но не платит ими. Почему, знает владелец.
till-too-many-codes = Кодов запрошено слишком много. Попробуйте чуть позже или возьмите карту.
till-too-many-requests = Слишком много запросов с этой кассы. Через минуту она продолжит сама.
till-receipt-elsewhere = У этого чека уже есть владелец.
till-consent = Вы вступаете в программу «{ $shop }» и принимаете её условия. Записать ваш номер телефона?
courtesy = Всегда рады помочь.
