# How to write here: see en.ftl. The keys, attributes and variables are the same in all languages.

### Buttons and the menu

button-share-phone = 📱 Podaj mój numer i dołącz
button-without-phone = Bez numeru
menu-balance = 💰 Saldo
menu-card = 💳 Karta
menu-history = 🧾 Historia
menu-help = ❓ Pomoc

choice-yes = Tak
    .sms = tak
choice-no = Nie
    .sms = nie
choice-skip = Pomiń
    .sms = pomiń
choice-forget = Tak, usuń wszystko
choice-stay = Nie, zostaw

### Joining

join-telegram = <b>{ $shop }</b> docenia stałych klientów: zbieraj punkty przy każdych zakupach i płać nimi.{ $welcome ->
        [0] {""}
        [one] {" "}Podaj swój numer, a od razu dostaniesz <b>{ $welcome } punkt</b>.
        [few] {" "}Podaj swój numer, a od razu dostaniesz <b>{ $welcome } punkty</b>.
       *[many] {" "}Podaj swój numer, a od razu dostaniesz <b>{ $welcome } punktów</b>.
    }
    Dołączając, akceptujesz <a href="{ $terms }">regulamin</a>.
    .segments = 2
join-telegram-unclear = Naciśnij przycisk poniżej: podaj swój numer albo dołącz bez niego. Nie widać przycisków? Wpisz numer tutaj.
join-sms = { $shop }: jak masz na imię? Możesz też podać e-mail. Odpowiadając, akceptujesz regulamin: { $terms }
join-sms-unclear = Poprosimy tylko o imię i, jeśli chcesz, e-mail: Anna anna@example.com. Aby wyjść, wyślij 0.
join-welcome = Witaj, { $name }! Masz już <b>{ $points }</b> { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }. Twoja karta: <b>{ $card }</b>. Przy kasie pokaż ją (/card) albo po prostu podaj numer telefonu.
    .sms = Witaj, { $name }! Masz { $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }, karta { $card }. Regulamin: { $terms }
        STOP kończy oferty, USUŃ kasuje kartę.
    .segments = 2
join-welcome-no-bonus = Witaj, { $name }! Twoja karta: <b>{ $card }</b>. Pokazuj ją przy kasie (/card) i zbieraj punkty przy każdych zakupach.
    .sms = Witaj, { $name }! Twoja karta: { $card }. Regulamin: { $terms }
        STOP kończy oferty, USUŃ kasuje kartę.
    .segments = 2
join-welcome-nameless = Witaj! Masz już <b>{ $points }</b> { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }. Twoja karta: <b>{ $card }</b>. Przy kasie pokaż ją (/card) albo po prostu podaj numer telefonu.
    .segments = 3
join-welcome-nameless-no-bonus = Witaj! Twoja karta: <b>{ $card }</b>. Pokazuj ją przy kasie (/card) i zbieraj punkty przy każdych zakupach.
already-member = Jesteś już w programie. Twoja karta: <b>{ $card }</b>.
    .sms = Jesteś już w programie, karta { $card }.
already-member-elsewhere = Jesteś już w programie. Twoje punkty: /balance
    .sms = Jesteś już w programie. Twoje punkty: SALDO
ask-name = Jak się do Ciebie zwracać?
name-unclear = Poprosimy tylko o imię, literami: Anna albo Anna-Maria.
name-kept = Miło Cię poznać, { $name }.
ask-email = Chcesz dodać e-mail? Wyślij go tutaj albo pomiń ten krok.
email-unclear = To nie wygląda na e-mail. Powinien wyglądać tak: anna@example.com.
email-kept = Twój e-mail: { $email }.
ask-birthday = Kiedy masz urodziny? Chcemy złożyć Ci życzenia, a może i coś podarować. Napisz dzień i miesiąc, np. 3.12.
    .sms = Kiedy masz urodziny? Może będzie prezent. Dzień i miesiąc, np. 3.12
birthday-kept = Zapisane: { $birthday }. Poprawka: URODZINY 3.12
birthday-unclear = Napisz, proszę, dzień i miesiąc, np. 3.12 albo 3 grudnia.
birthday-no-such-day = Nie ma takiego dnia. Najpierw dzień, potem miesiąc, np. 3.12.
birthday-no-such-year = Taki rok nie pasuje. Wystarczą dzień i miesiąc, np. 3.12.
ask-offers = Czy możemy czasem wysyłać Ci oferty i życzenia, w Telegramie lub SMS-em? Zrezygnujesz, kiedy zechcesz.
    .sms = Czy możemy czasem wysyłać Ci oferty i życzenia, SMS-em lub w Telegramie?
offers-unclear = Odpowiedz, proszę, tak lub nie.
offers-yes = Dziękujemy! Piszemy rzadko i tylko wtedy, gdy warto. Rezygnacja: /stop
    .sms = Dziękujemy! Piszemy rzadko i tylko wtedy, gdy warto. Rezygnacja: STOP
offers-no = Dobrze, bez ofert. Punkty działają jak zwykle.

### Proving a phone

contact-not-yours = To cudzy numer. Podaj, proszę, swój.
phone-not-a-phone = Nie znamy takiego numeru. Napisz go, proszę, z kodem kraju, np. +48 601 234 567.
phone-too-short = Ten numer jest za krótki. Napisz go, proszę, z kodem kraju, np. +48 601 234 567.
phone-landline = To numer stacjonarny, SMS tam nie dotrze. Podaj, proszę, numer komórkowy.
phone-anonymous = Na anonimowe numery Telegrama SMS nie dociera. Podaj, proszę, numer komórkowy albo idź dalej bez numeru.
phone-use-button = Żebyśmy mieli pewność, że to Twój numer, udostępnij go przez Telegram: przyciskiem poniżej albo jako własny kontakt.
phone-already-yours = Ten numer jest już przypisany do Ciebie.
phone-of-another-member = Ten numer należy do innej karty. Napisz lub zadzwoń do nas: { $contact }
phone-added = Numer zapisany. Przy kasie możesz go podać zamiast karty.
phone-added-bonus = Numer zapisany, a oto prezent na powitanie: <b>{ $points }</b> { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }.
linked = Miło Cię widzieć także tutaj. Karta i punkty są te same.
became-one = Masz teraz jedną kartę: { $card }. Są na niej wszystkie punkty.
code-sent-if = Jeśli ten numer odbiera SMS-y, kod jest już w drodze. Wpisz tutaj jego sześć cyfr.
code-ask = Wyślij, proszę, sześć cyfr z SMS-a.
code-unclear = Czekam na sześć cyfr z SMS-a. Aby wyjść, wyślij 0.
code-wrong = To nie ten kod. { $left ->
        [one] Została jedna próba.
        [few] Zostały { $left } próby.
       *[many] Zostało { $left } prób.
    }
code-used-up = To była ostatnia próba. Zacznij, proszę, od nowa trochę później.
code-late = Ten kod już nie działa. Zacznij, proszę, od nowa.
code-too-many = Na razie nie możemy wysłać kolejnego kodu. Spróbuj, proszę, później.
code-prove-phone = { $shop }: Twój kod to { $code }. Nikomu go nie podawaj. To nie Ty? Zignoruj ten SMS.
code-forget = { $shop }: aby na zawsze usunąć swoje dane i punkty, odpisz { $code }. Aby je zostawić, odpisz 0.
code-my-data = { $shop }: aby zobaczyć swoje dane, odpisz { $code }. Aby wyjść, odpisz 0.

### Points

balance = Masz <b>{ $points }</b> { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }, czyli { $worth }.
    .sms = { $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    } = { $worth }
balance-held = Odłożone na zakupy: { $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }.
    .sms = Odłożone: { $points }
balance-debt = Do oddania po zwrocie: { $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }. Pokryją to nowe punkty.
    .sms = Do oddania po zwrocie: { $points }
balance-pending = Jeszcze { $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    } do wydania od { $from }.
    .sms = +{ $points } od { $from }
balance-expires = { $points } { $points ->
        [one] punkt jest ważny
        [few] punkty są ważne
       *[many] punktów jest ważnych
    } do { $last }.
    .sms = { $points } { $points ->
        [one] ważny
        [few] ważne
       *[many] ważnych
    } do { $last }
balance-blocked = Na razie nie można nimi płacić. Zapytaj nas dlaczego: { $contact }
    .sms = Na razie nie można nimi płacić. Kontakt: { $contact }
balance-tier = Twój poziom: { $tier }. Jeszcze zakupy za { $missing } i będzie { $next }.
    .sms = { $tier }; jeszcze { $missing } i będzie { $next }
balance-tier-top = Twój poziom: { $tier }, najwyższy.
    .sms = { $tier }, najwyższy poziom
card = Twoja karta: <b>{ $card }</b>. Pokaż ją przy kasie.
    .sms = Twoja karta: { $card } { $url }
history = <b>Historia punktów</b>
    .sms = Historia:
history-empty = Na razie pusto: pierwszą linijką będą tu Twoje pierwsze zakupy.
history-earn = { $on }: +{ $points } za zakupy
    .sms = { $on } +{ $points }
history-welcome = { $on }: +{ $points } na powitanie
    .sms = { $on } +{ $points } na powitanie
history-gift = { $on }: +{ $points } w prezencie
    .sms = { $on } +{ $points } prezent
history-spend = { $on }: −{ $points }, zapłata przy kasie
    .sms = { $on } -{ $points } zapłata
history-correction = { $on }: −{ $points }, nasza korekta
    .sms = { $on } -{ $points } korekta
history-hold = { $on }: odłożone { $points }
    .sms = { $on } odłożone { $points }
history-capture = { $on }: −{ $points }, zapłata przy kasie
    .sms = { $on } -{ $points } zapłata
history-release = { $on }: znów do wydania { $points }
    .sms = { $on } znów do wydania { $points }
history-expire = { $on }: −{ $points }, minął termin
    .sms = { $on } -{ $points } minął termin
history-forfeit = { $on }: −{ $points }, skreślone
    .sms = { $on } -{ $points } skreślone
history-take-back = { $on }: −{ $points } za zwrot towaru
    .sms = { $on } -{ $points } zwrot
history-give-back = { $on }: +{ $points }, wróciły po zwrocie
    .sms = { $on } +{ $points } zwrot
history-remainder = { $on }: −{ $points } za zwrot towaru
    .sms = { $on } -{ $points } zwrot
history-refund = { $on }: +{ $points }, wróciły po zwrocie
    .sms = { $on } +{ $points } zwrot
history-owe = { $on }: do oddania { $points } po zwrocie
    .sms = { $on } do oddania { $points }
history-repay = { $on }: { $points } na spłatę długu
    .sms = { $on } { $points } na spłatę długu
history-merge-in = { $on }: +{ $points } z Twojej drugiej karty
    .sms = { $on } +{ $points } z drugiej karty
coupons = <b>Twoje kupony</b>. Pokaż kod przy kasie.
    .sms = Twoje kupony:
coupons-one = <b>{ $coupon }</b>: { $gives }, do { $until }
    .sms = { $coupon } { $gives }, do { $until }
coupons-none = Na razie nie masz kuponów. Gdy jakiś dostaniesz, znajdziesz go tutaj.
    .sms = Na razie nie masz kuponów.
why = <b>{ $on }</b>, paragon na { $total }: { $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }.
    .sms = { $on }, { $total }: { $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }
why-nothing-yet = Nie ma jeszcze zakupów. Po pierwszych wyjaśnimy tu każdy punkt.
why-base = ✓ { $tier }, { $rate } w punktach: { $points }
    .sms = { $tier } { $rate }: { $points }
why-excluded = – bez punktów za { $amount }: { $categories }
    .sms = Bez punktów za { $amount }: { $categories }
why-matched = ✓ { $rule }: { $points }
    .sms = { $rule }: { $points }
why-limited = ✓ { $rule }: { $points }, więcej za jeden paragon się nie da
    .sms = { $rule }: { $points } (maksimum)
why-outdone = – { $rule }: więcej daje { $by }
    .sms = { $rule }: więcej daje { $by }
why-missed-amount = – { $rule }: zabrakło { $missing }
    .sms = { $rule }: zabrakło { $missing }
why-missed-tier = – { $rule }: potrzebny poziom { $tier }, brakuje { $missing }
    .sms = { $rule }: potrzebny poziom { $tier }
why-missed-visits = – { $rule }: jeszcze { $left ->
        [one] jeden zakup
        [few] { $left } zakupy
       *[many] { $left } zakupów
    }
    .sms = { $rule }: jeszcze { $left ->
        [one] jeden zakup
        [few] { $left } zakupy
       *[many] { $left } zakupów
    }
why-missed-hours = – { $rule }: tylko { $days } od { $from } do { $to }
    .sms = { $rule }: { $days } { $from }-{ $to }
why-paid = – zapłacono punktami: { $points }
    .sms = Zapłacono punktami: { $points }
why-returned = – zwrócono towar za { $amount }
    .sms = Zwrot: { $amount }
purchase-earned = Dziękujemy! +{ $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }, masz teraz <b>{ $balance }</b>. Skąd tyle? /why
    .sms = { $shop }: dziękujemy! +{ $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }, razem { $balance }.
purchase-earned-later = Dziękujemy! +{ $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    } do wydania od { $from }. Teraz masz <b>{ $balance }</b>. Skąd tyle? /why
    .sms = { $shop }: dziękujemy! +{ $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    } od { $from }, teraz { $balance }.
purchase-nothing = Dziękujemy za zakupy! Tym razem są bez punktów. Dlaczego: /why
    .sms = { $shop }: dziękujemy! Te zakupy są bez punktów.
purchase-spent = Zapłacono punktami: { $points }.
    .sms = Zapłacono punktami: { $points }
purchase-coupon = Wykorzystany kupon: { $gives }.
    .sms = Wykorzystany kupon: { $gives }
return = Zwrot: oddajemy { $refund }.
    .sms = { $shop }: zwrot, oddajemy { $refund }
return-back = +{ $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }, którymi zapłacono.
    .sms = +{ $points } z zapłaty
return-coupon = Twój kupon { $coupon } znów jest ważny do { $until }: { $gives }.
    .sms = Kupon { $coupon } znów jest ważny do { $until }
return-taken = −{ $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    } za zwrócony towar.
    .sms = -{ $points } za zwrot
return-owed = Do odrobienia z następnych: { $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }.
    .sms = Do odrobienia: { $points }
return-balance = Masz teraz <b>{ $balance }</b>.
    .sms = Teraz { $balance }
claimed = Liczą się też wcześniejsze zakupy: +{ $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }.
    .sms = Wcześniejsze zakupy: +{ $points }
claim-thanks = Ten paragon jest już Twój: +{ $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }. Skąd tyle? /why
    .sms = { $shop }: ten paragon jest już Twój, +{ $points }
claim-already = Ten paragon oddał już swoje punkty.
claim-late = Ten paragon jest za stary: punkty dopisujemy przez trzy dni.
claim-too-many = Dziś były już dwa paragony. Z resztą prosimy do kasy.
claim-returned = Towar z tego paragonu wrócił do sklepu, więc nie ma w nim punktów.
claim-unknown = Nie znamy tego paragonu. Prosimy sprawdzić kod: zaczyna się od R.
claim-join = Wystarczy dołączyć, a punkty z tego paragonu będą Twoje: czekają trzy dni.
    .sms = { $shop }: odpisz swoim imieniem, aby dołączyć, a punkty z paragonu będą Twoje. Regulamin: { $terms }
    .segments = 2
code-spend = Kod do zapłaty { $points } { $points ->
        [one] punktem
        [few] punktami
       *[many] punktami
    } ({ $worth }): <b>{ $code }</b>. Podaj go przy kasie. Nie jesteś przy kasie? Nie podawaj nikomu.
    .sms = { $shop }: kod { $code }, zapłata { $points } pkt. Podaj go tylko przy kasie.
counter-welcome = Witamy! Twoja karta: <b>{ $card }</b>. Dołączając, akceptujesz <a href="{ $terms }">regulamin</a>.
    .sms = { $shop }: jesteś w programie, karta { $card }. Regulamin: { $terms } To pomyłka? Odpisz USUŃ.
    .segments = 2
phone-proved-bonus = Numer potwierdzony, a oto prezent na powitanie: +{ $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }. Twoja nowa karta: <b>{ $card }</b>
    .sms = Numer potwierdzony, prezent +{ $points }. Nowa karta: { $card }
phone-proved = Numer potwierdzony. Twoja nowa karta: <b>{ $card }</b>
    .sms = Numer potwierdzony. Nowa karta: { $card }
points-given = +{ $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    } od nas, masz teraz <b>{ $balance }</b>. Powód: { $why }
    .sms = { $shop }: +{ $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }, razem { $balance }. Powód: { $why }
points-taken = Poprawiliśmy Twoje punkty: −{ $points }, masz teraz <b>{ $balance }</b>. Powód: { $why }
    .sms = { $shop }: korekta punktów: -{ $points }, razem { $balance }. Powód: { $why }

### How it went

survey-rating = Jak było? Czy polecisz <b>{ $shop }</b> znajomym? 0 – na pewno nie, 10 – z radością.
    .sms = { $shop }: jak było? Czy polecisz nas znajomym? Odpisz liczbą od 0 (nie) do 10 (z radością)
survey-rating-unclear = Prosimy o liczbę od 0 do 10.
survey-number = { $rating }
survey-choice = { $choice }
survey-good = Dziękujemy! Co Ci się podobało?
survey-bad = Przykro nam. Co poszło nie tak?
survey-choices-unclear = Naciśnij, proszę, przycisk albo napisz własnymi słowami.
    .sms = Odpisz, proszę, liczbami od 1 do { $most } albo własnymi słowami.
survey-words = Chcesz coś dodać? Napisz kilka słów, przyślij zdjęcie albo pomiń.
    .sms = Chcesz coś dodać? Odpisz kilka słów albo - aby pominąć.
survey-words-bad = Co się stało? Kilka słów lub zdjęcie pomogą nam to naprawić.
    .sms = Co się stało? Odpisz kilka słów albo - aby pominąć.
survey-words-unclear = Prosimy o kilka słów lub zdjęcie, można też pominąć.
    .sms = Prosimy o kilka słów albo - aby pominąć.
survey-words-long = To { $length ->
        [one] { $length } znak
        [few] { $length } znaki
       *[many] { $length } znaków
    }, a mieści się { $most }. Przyślij, proszę, trochę krócej.
survey-thanks = Dziękujemy! Miło to słyszeć, przekażemy to wszystkim w sklepie.
    .sms = Dziękujemy! Miło to słyszeć.
survey-thanks-bad = Dziękujemy, że o tym mówisz. Przeczyta to człowiek i zrobi, co się da.
    .sms = Dziękujemy, że o tym mówisz. Przeczyta to człowiek.
survey-reward = +{ $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    } za odpowiedź.
survey-said = Twoja ocena: { $rating } na 10.
survey-said-choices = Twój wybór: { $choices }.
survey-said-words = Twoje słowa: { $words }
survey-thanks-again = Dziękujemy!
survey-others = Dziękujemy! Ktoś już nam opowiedział o tym paragonie.
survey-late = Ten paragon już nie pyta: minął czas. Zawsze możesz nam jednak napisać: { $contact }
    .segments = 2
button-person = 👤 Zawołaj człowieka
help-person = Rozmowa z człowiekiem: CZŁOWIEK
person-ask = O co chodzi? Napisz w jednej wiadomości, a ktoś ze sklepu odpowie Ci tutaj. Wyjście: 0.
person-unclear = Napisz, proszę, słowami, o co chodzi. Wyjście: 0.
person-thanks = Przekazane, numer { $case }. Ktoś odpowie Ci tutaj.
person-passed-on = Przekazane. Ktoś to przeczyta.
person-contact = Człowiek odpowiada tutaj: { $contact }
shop-answer = <b>{ $shop }</b>: { $words }

    Wystarczy odpisać tutaj.
    .sms = { $shop }: { $words }
    .segments = 3
shop-apology-coupon = Przykro nam i chcemy to wynagrodzić. Kupon dla Ciebie: <b>{ $gives }</b>. Pokaż przy kasie kod <b>{ $coupon }</b> do { $until }. Wszystkie kupony: /coupons
    .sms = { $shop }: przykro nam. Kupon dla Ciebie: { $gives }. Kod { $coupon }, do { $until }.
shop-apology = Przykro nam i chcemy to wynagrodzić: <b>+{ $points }</b> { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }. Masz teraz { $balance }.
    .sms = { $shop }: przykro nam. Na przeprosiny +{ $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }, razem { $balance }.
poll = { $question }
    .sms = { $shop }: { $question }
poll-choice = { $choice }
poll-thanks = Dziękujemy, zapisane!
poll-already = Twoja odpowiedź jest już policzona. Dziękujemy!
data-answer = { $on }: Twoja ocena { $rating } na 10
data-answer-words = { $on }: Twoja ocena { $rating } na 10: { $words }
data-answers = Odpowiedzi o paragonach: { $count }

### What the shop writes of its own accord

points-counted = { $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }
offers-end = Nie chcesz takich wiadomości? /stop
    .sms = Bez ofert: STOP

### The manager's chat

budget-ended = Skończyły się w tym miesiącu pieniądze na SMS-y: { $kind ->
        [reply] odpowiedzi dla uczestników
        [service] powiadomienia
       *[marketing] życzenia i oferty
    }. Do końca miesiąca nie wychodzą albo idą przez Telegram.
broadcast-how = Aby napisać do wszystkich, którzy zgodzili się na oferty: /broadcast i treść, na przykład „/broadcast Jest już świeży oolong, { "{" }name{ "}" }!” Zanim coś wyślę, pokażę, do ilu osób trafi i ile kosztuje.
    .segments = 3
broadcast-long = To za długie: najwyżej { $most } znaków.
broadcast-unknown-fact = Nie znam { $words }. W tekście można użyć { "{" }name{ "}" }, { "{" }points{ "}" } i { "{" }tier{ "}" }.
broadcast-no-such = Nie ma wysyłki { $broadcast }.
broadcast-planned = 📣 <b>Wysyłka { $broadcast }</b> trafi do { $count ->
        [one] { $count } osoby
       *[other] { $count } osób
    }
broadcast-by-telegram = Przez Telegram: { $count }
broadcast-by-sms = SMS-em: { $count }, { $segments ->
        [one] { $segments } segment
        [few] { $segments } segmenty
       *[many] { $segments } segmentów
    }, { $cost }
broadcast-left-out = Pominięto: { $count } (bez zgody, nieosiągalni albo dostali już dość wiadomości)
broadcast-words = Treść: { $words }
broadcast-running = 📣 Wysyłka { $broadcast } trwa: wysłano { $sent } z { $count }
broadcast-paused = ⏸ Wysyłka { $broadcast } wstrzymana: wysłano { $sent } z { $count }
broadcast-cancelled = Wysyłka { $broadcast } anulowana: wysłano { $sent } z { $count }, reszta nie pójdzie
broadcast-done = ✅ Wysyłka { $broadcast } zakończona: wysłano { $sent } z { $count }
broadcast-waiting = Pozostało: { $count }
broadcast-cost = Wydano: { $cost }
broadcast-budget-ended = Skończyły się pieniądze na wysyłkę { $broadcast } ({ $cost }). Jest wstrzymana, nic nie przepadło: dodaj budżet poleceniem „kopilka broadcast resume { $broadcast } --budget …” albo anuluj.
    .segments = 3
broadcast-button-send = Wyślij
broadcast-button-no = Nie
broadcast-button-progress = Ile już?
broadcast-button-pause = Wstrzymaj
broadcast-button-resume = Wznów
broadcast-button-cancel = Anuluj
case-opened = 🔴 <b>#{ $case }</b>: { $rating } na 10
case-receipt = Paragon { $receipt }, { $total }, { $on }
case-store = { $store }
case-store-cashier = { $store }, { $cashier }
case-by-member = Z programu: { $name }
case-by-stranger = Nie wiadomo, kto to był: nie ma jak odpowiedzieć.
case-said = <b>#{ $case }</b> dodaje:
case-choices = Co było nie tak: { $choices }
case-words = „{ $words }”
case-picture = <b>#{ $case }</b>: zdjęcie
case-person = 👤 <b>#{ $case }</b>: { $name } woła człowieka
case-replied = 💬 <b>#{ $case }</b>: odpowiada { $name }
case-still-open = ⏰ <b>#{ $case }</b> wciąż czeka, minęło { $hours ->
        [one] { $hours } godzina
        [few] { $hours } godziny
       *[many] { $hours } godzin
    }.
case-answer-how = <b>#{ $case }</b>: napisz odpowiedź jako odpowiedź na tę wiadomość.
case-close-why = <b>#{ $case }</b>: jak to się kończy?
case-button-answer = 💬 Odpowiedz
case-button-apology = 🎁 { $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }
case-button-coupon = 🎟 { $gives }
case-button-close = ✓ Zamknij
case-reason-mended = Naprawione
case-reason-explained = Wyjaśnione
case-reason-nothing = Nic do zrobienia
case-reason-spam = Bez sensu
case-unknown = Nie ma sprawy #{ $case }.
case-anonymous = <b>#{ $case }</b>: nie wiadomo, kto to był, nie ma komu wysłać.
case-only-words = <b>#{ $case }</b>: przekazać można tylko słowa.
case-answer-long = <b>#{ $case }</b>: przekazać można najwyżej { $most } znaków.
case-answer-sent = <b>#{ $case }</b>: odpowiedź jest w drodze ({ $who }).
case-apology-sent = <b>#{ $case }</b>: podarowano { $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    } ({ $who }).
case-apology-already = <b>#{ $case }</b>: przeprosiny już były.
case-budget = <b>#{ $case }</b>: budżet przeprosin na ten miesiąc nie wystarcza, zostało { $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }.
case-coupon-sent = <b>#{ $case }</b>: podarowano kupon: { $gives }, kod { $coupon } ({ $who }).
case-coupon-budget = <b>#{ $case }</b>: kupony na przeprosiny w tym miesiącu już się skończyły.
case-closed = <b>#{ $case }</b>: zamknięte ({ $who }).
case-closed-already = <b>#{ $case }</b>: już zamknięte.

### Wishes

stop-chat = Gotowe: nie będzie więcej ofert, ani tutaj, ani SMS-em. Punkty i karta zostają. Jeśli zmienisz zdanie: /resume
stop-sms = { $shop }: gotowe, nie będziemy już pisać pierwsi. Punkty zostają. Powrót do naszych SMS-ów: WZNÓW
stop-stranger = { $shop }: gotowe, nie będziemy do Ciebie pisać.
resume-ask = Czy możemy znów wysyłać Ci oferty i życzenia, w Telegramie lub SMS-em? Zrezygnujesz, kiedy zechcesz.
    .sms = { $shop }: czy możemy znów wysyłać Ci oferty i życzenia, SMS-em lub w Telegramie?
resume-yes = Dziękujemy! Oferty będą, ale nieczęsto. Rezygnacja: /stop
    .sms = Dziękujemy! Oferty będą, ale nieczęsto. Rezygnacja: STOP
resume-no = Dobrze, bez ofert. Punkty działają jak zwykle.
resume-stranger = Nie ma Cię jeszcze w programie. Aby dołączyć: { $joinCommand }
    .sms = Nie ma Cię jeszcze w programie. Aby dołączyć: DOŁĄCZ
language-ask = W jakim języku rozmawiamy?
language-en = English
language-pl = Polski
language-ru = Русский
language-unclear = Wybierz, proszę: English, Polski lub Русский.
language-kept = Zostajemy przy polskim.
language-set = Teraz rozmawiamy po polsku.
data = <b>Co o Tobie przechowujemy</b>
    Imię: { $name }
    Karta: { $card }
    W programie od { $joined }
    .sms = { $name }, karta { $card }, w programie od { $joined }
data-phone = Telefon: { $phone }
data-no-phone = Telefon: brak
data-email = E-mail: { $email }
data-no-email = E-mail: brak
data-source = Skąd o nas wiesz: { $source }
data-birthday = Urodziny: { $birthday }
data-offers-yes = Oferty: tak
data-offers-no = Oferty: nie
data-all = <a href="{ $url }">Wszystko</a>, z każdym zakupem: link otwiera się raz, w ciągu godziny.
    .sms = Wszystko, jeden raz, w ciągu godziny: { $url }
    .segments = 2
data-how = Aby coś poprawić, wyślij IMIĘ Anna albo EMAIL anna@example.com. Aby usunąć wszystko: /forget
    .sms = Poprawki: IMIĘ Anna, EMAIL anna@example.com. Usunięcie: USUŃ
data-stranger = Nic o Tobie nie przechowujemy: nie ma Cię w programie.
forget-ask = Usunąć Twoje imię, telefon, e-mail i kartę? { $points ->
        [0] Tego nie da się cofnąć.
        [one] Razem z nimi na zawsze przepadnie { $points } punkt.
        [few] Razem z nimi na zawsze przepadną { $points } punkty.
       *[many] Razem z nimi na zawsze przepadnie { $points } punktów.
    }
forget-unclear = Naciśnij, proszę, jeden z przycisków albo odpowiedz tak lub nie.
forget-no = Cieszymy się, że zostajesz.
forgotten = Twoje dane są usunięte, punktów już nie ma. Wracaj, kiedy chcesz: wystarczy napisać.
    .sms = { $shop }: Twoje dane są usunięte, punktów już nie ma. Wracaj, kiedy chcesz: DOŁĄCZ
forget-stranger = Nie ma czego usuwać: nie ma Cię w programie.

### Everything else

stranger = Nie ma Cię jeszcze w programie. Dołączysz w pół minuty: { $joinCommand }
    .sms = { $shop }: nie ma Cię jeszcze w programie. Dołączysz w pół minuty: DOŁĄCZ
not-understood = Przepraszam, nie rozumiem. Spróbuj przycisków poniżej albo { $helpCommand }
    .sms = { $shop }: przepraszam, nie rozumiem. Spróbuj SALDO, KARTA, HISTORIA, STOP lub POMOC.
help = /balance – Twoje punkty
    /card – Twoja karta
    /history – historia punktów
    /why – skąd punkty za ostatni paragon
    /coupons – Twoje kupony
    /language – inny język
    /stop i /resume – bez ofert i znów z nimi
    /mydata – co o Tobie przechowujemy
    /forget – usunięcie tych danych
    Kontakt z nami: { $contact }
    .sms = { $shop }: SALDO, KARTA, HISTORIA, DLACZEGO, JĘZYK, STOP, WZNÓW, MOJE DANE, USUŃ. Kontakt: { $contact }
help-stranger = <b>{ $shop }</b>: punkty przy każdych zakupach. Aby dołączyć: { $joinCommand }. Kontakt z nami: { $contact }
    .sms = { $shop }: punkty przy każdych zakupach. Aby dołączyć, wyślij DOŁĄCZ. Kontakt: { $contact }
help-form = Możesz wysłać "-" (pomiń), 9 (wstecz) lub 0 (wyjdź). Kontakt z nami: { $contact }
left = Dobrze, na tym kończymy. Pisz, kiedy chcesz.
way-out = Przepraszam, wciąż nie rozumiem. Co potrafię: { $helpCommand }. Kontakt z nami: { $contact }
    .sms = { $shop }: przepraszam, wciąż nie rozumiem. Co potrafię: POMOC. Kontakt: { $contact }
only-text = Rozumiem tylko słowa i przyciski. Co potrafię: { $helpCommand }
    .sms = Rozumiem tylko słowa. Co potrafię: POMOC
old-button = Ten przycisk jest z wcześniejszej rozmowy i już nie działa.
group-refused = Punkty to prywatna sprawa: odpowiadam tylko w prywatnych wiadomościach. Proszę, napisz bezpośrednio do mnie.

### Telegram's menu

command-balance = Moje punkty
command-card = Moja karta
command-history = Historia punktów
command-why = Skąd tyle punktów?
command-coupons = Moje kupony
command-language = Język
command-stop = Bez ofert
command-resume = Znów chcę oferty
command-mydata = Co o mnie przechowujecie
command-forget = Usuń moje dane i kartę
command-help = Pomoc

### The till

hint-tier-reached = Z tymi zakupami klient przechodzi na poziom { $tier }.
hint-next-tier = Jeszcze { $missing } i będzie { $tier }.
hint-amount = Jeszcze { $missing } do: { $rule }.
hint-visits = { $left ->
        [one] Jeszcze jedne zakupy
        [few] Jeszcze { $left } zakupy
       *[many] Jeszcze { $left } zakupów
    } do: { $rule }.
till-no-key = Ta kasa nie ma klucza albo jej klucz już nie działa. Nowy daje właściciel.
till-not-found = Nikt w programie nie ma takiego numeru ani karty.
till-no-purchase = Nie ma takiego zakupu.
till-invalid = Coś się tu nie zgadza. Prosimy sprawdzić zaznaczone pole.
till-not-enough-points = Można teraz wydać tylko { $points } { $points ->
        [one] punkt
        [few] punkty
       *[many] punktów
    }.
till-too-many-points = Punktami można zapłacić najwyżej { $amount } z tego paragonu.
till-already-returned = To zostało już zwrócone.
till-coupon-used = Ten kupon został już wykorzystany.
till-hold-closed = Te punkty nie są już odłożone. Prosimy poprosić o nie jeszcze raz.
till-hold-too-small = Odłożono mniej punktów, niż potrzeba na te zakupy.
till-idempotency-mismatch = To zostało już wysłane z inną treścią. Prosimy zacząć sprzedaż od nowa.
till-receipt-differs = Paragon o tym numerze zapisano już tego dnia z inną treścią.
till-proof-needed = Aby zapłacić punktami, klient pokazuje kartę albo podaje kod, który wyślemy.
till-wrong-code = To nie ten kod. { $left ->
        [one] Została jedna próba.
        [few] Zostały { $left } próby.
       *[many] Zostało { $left } prób.
    }
till-blocked = Ta karta jest zablokowana: zbiera punkty, ale nimi nie płaci. Powód zna właściciel.
till-too-many-codes = Poproszono o zbyt wiele kodów. Prosimy spróbować za chwilę albo użyć karty.
till-too-many-requests = Za dużo zapytań z tej kasy. Za chwilę ruszy sama.
till-receipt-elsewhere = Ten paragon ma już właściciela.
till-consent = Dołącza Pan/Pani do programu { $shop } i akceptuje jego regulamin. Czy mogę zapisać numer telefonu?
courtesy = Zawsze chętnie.
