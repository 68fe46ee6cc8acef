# How to write here:
# - a text is a key and its words; the same keys, attributes and variables stand in en.ftl, pl.ftl and ru.ftl;
# - tags are <b>, <i> and <a href="…"> only; what stands in { $variables } is escaped by itself;
# - .sms holds a shorter wording for SMS; .segments says how many SMS segments a text may take (1 when it is not said).

### Buttons and the menu

button-share-phone = 📱 Share my number and join
menu-balance = 💰 Balance
menu-card = 💳 Card
menu-history = 🧾 History
menu-help = ❓ Help

choice-yes = Yes
    .sms = yes
choice-no = No
    .sms = no
choice-skip = Skip
choice-forget = Yes, forget me
    .sms = forget
choice-stay = No, stay
    .sms = stay
button-without-phone = Without my number

### Joining

join-telegram = <b>{ $shop }</b> thanks its regulars. { $welcome ->
        [0] Collect points with every purchase and pay with them.
       *[other] Join now and <b>{ $welcome }</b> { $welcome ->
            [one] point is
           *[other] points are
        } yours.
    }
    Sharing your number, you accept the <a href="{ $terms }">terms</a>.
join-telegram-unclear = Just press the button below: it shares your number and you are in. You can also type your number, or join without it.
join-sms = { $shop }: what is your name? Email too, if you like. By answering you accept { $terms }
    .segments = 2
join-sms-unclear = Just your name, please, and an email if you like: Anna anna@example.com. 0 to leave
join-welcome = Welcome, { $name }! <b>{ $points }</b> { $points ->
        [one] point is
       *[other] points are
    } yours already. Show this card at the till, or just say your phone number.
    .sms = Welcome, { $name }! { $points } { $points ->
        [one] point is
       *[other] points are
    } yours. Card { $card }. Terms: { $terms } STOP ends offers, FORGET leaves.
    .segments = 2
join-welcome-no-bonus = Welcome, { $name }! Show this card at the till and collect points with every purchase.
    .sms = Welcome, { $name }! Card { $card }. Terms: { $terms } STOP ends offers, FORGET leaves.
    .segments = 2
join-welcome-nameless = Welcome! <b>{ $points }</b> { $points ->
        [one] point is
       *[other] points are
    } yours already. Show this card at the till, or just say your phone number.
join-welcome-nameless-no-bonus = Welcome! Show this card at the till and collect points with every purchase.
already-member = You are a member already. Your card is <b>{ $card }</b>.
    .sms = You are a member already, card { $card }.
already-member-elsewhere = You are a member already. Ask for your BALANCE any time.
ask-name = What shall we call you?
name-unclear = A name with letters, please, like Anna or Jean-Luc.
name-kept = Nice to meet you, { $name }.
ask-email = If you like, send me your email address: a second way to reach your points.
email-unclear = That does not look like an email address. It should be like anna@example.com.
email-kept = Your email is { $email }.
ask-offers = May we send you offers and greetings sometimes, by Telegram or SMS? You can stop any time.
    .sms = May we send you offers by SMS or Telegram sometimes?
offers-unclear = Please answer yes or no.
offers-yes = Thank you! Not often, and only what is worth it. /stop ends it.
    .sms = Thank you! Not often, and only what is worth it. STOP ends it.
offers-no = Fine, no offers. Your points work just the same.

### Proving a phone

contact-not-yours = That is somebody else's number. Please share your own with the button below.
phone-not-a-phone = That is not a phone number we know. Please write it with the country code, like +44 7911 123456.
phone-too-short = That number is too short. Please write it with the country code, like +44 7911 123456.
phone-landline = That is a landline, and a text cannot reach it. Please give a mobile number.
phone-anonymous = Telegram's anonymous numbers cannot receive a text. Please give your mobile number, or join without one.
phone-use-button = To be sure it is yours, please share the number with the button below.
phone-already-yours = This number is yours already.
phone-of-another-member = This number belongs to another card. Please ask at the till: we never join points by a message.
phone-added = Your number is noted. You can say it at the till instead of showing the card.
phone-added-bonus = Your number is noted, and here is your welcome: <b>{ $points }</b> { $points ->
        [one] point
       *[other] points
    }.
linked = Good to see you here too, { $name }. It is the same card and the same points.
became-one = Your two cards are one now: { $card }, with all your points.
code-sent-if = If this number can receive texts, a code is on its way. Please type the six digits here.
code-ask = Please send the six digits from the text message.
code-unclear = I am waiting for the six digits from the text message. To leave, send 0.
code-wrong = That is not the code. { $left ->
        [one] One try is left.
       *[other] { $left } tries are left.
    }
code-used-up = That was the last try. Please ask for a new code in a while.
code-late = This code is not valid any more. Please start again.
code-too-many = That is enough codes for now. Please try again later, or ask at the till.
code-prove-phone = { $shop }: your code is { $code }. Give it to nobody. Not you? Just ignore this.
code-forget = { $shop }: to delete your data and your points, reply with { $code }. 0 to leave.
code-my-data = { $shop }: to see your data, reply with { $code }. 0 to leave.

### Points

balance = You have <b>{ $points }</b> { $points ->
        [one] point
       *[other] points
    }, worth { $worth }.
    .sms = { $points } { $points ->
        [one] point
       *[other] points
    } = { $worth }.
balance-held = { $points } { $points ->
        [one] point is
       *[other] points are
    } set aside for a purchase.
    .sms = Set aside: { $points }.
balance-debt = { $points } { $points ->
        [one] point is
       *[other] points are
    } owed after a return; new points pay it first.
    .sms = Owed after a return: { $points }.
balance-pending = +{ $points } from { $from }.
balance-expires = { $points } { $points ->
        [one] point lasts
       *[other] points last
    } until { $last }.
    .sms = { $points } until { $last }.
balance-tier = Your tier is { $tier }; { $missing } more makes it { $next }.
    .sms = { $tier }; { $missing } more for { $next }.
balance-tier-top = Your tier is { $tier }, the highest.
    .sms = { $tier }, the highest tier.
    .segments = 1
card = Your card: <b>{ $card }</b>. Show it at the till, or just say your phone number.
    .sms = Your card: { $card } { $url }
history = <b>Your last points</b>
    .sms = Last points:
history-empty = Nothing yet: your first purchase will be the first line here.
history-earn = { $on }: +{ $points } for a purchase
    .sms = { $on } +{ $points }
history-welcome = { $on }: +{ $points } as a welcome
    .sms = { $on } +{ $points } welcome
history-gift = { $on }: +{ $points } as a gift
    .sms = { $on } +{ $points } gift
history-spend = { $on }: −{ $points } paid at the till
    .sms = { $on } -{ $points } paid
history-hold = { $on }: { $points } set aside
    .sms = { $on } { $points } set aside
history-capture = { $on }: −{ $points } paid at the till
    .sms = { $on } -{ $points } paid
history-release = { $on }: { $points } free again
    .sms = { $on } { $points } free again
history-expire = { $on }: −{ $points } expired
    .sms = { $on } -{ $points } expired
history-forfeit = { $on }: −{ $points } given up
    .sms = { $on } -{ $points } given up
history-take-back = { $on }: −{ $points } for a return
    .sms = { $on } -{ $points } return
history-give-back = { $on }: +{ $points } back from a return
    .sms = { $on } +{ $points } return
history-owe = { $on }: { $points } owed after a return
    .sms = { $on } { $points } owed
history-repay = { $on }: { $points } went to what was owed
    .sms = { $on } { $points } repaid
history-merge-in = { $on }: +{ $points } from your other card
    .sms = { $on } +{ $points } other card
why = <b>{ $on }</b>, receipt of { $total }: { $points } { $points ->
        [one] point
       *[other] points
    }.
    .sms = { $on }, { $total }: { $points } { $points ->
        [one] point
       *[other] points
    }.
why-nothing-yet = There is no purchase yet. After the first one I can explain every point.
why-base = ✓ { $tier }, { $rate } back: { $points }
    .sms = { $tier } { $rate }: { $points }
why-excluded = – { $amount } earns nothing: { $categories }
    .sms = { $amount } earns nothing: { $categories }
why-matched = ✓ { $rule }: { $points }
    .sms = { $rule }: { $points }
why-limited = ✓ { $rule }: { $points }, the most for one receipt
    .sms = { $rule }: { $points } (the most)
why-outdone = – { $rule }: { $by } gave more
    .sms = { $rule }: { $by } gave more
why-missed-amount = – { $rule }: { $missing } short
    .sms = { $rule }: { $missing } short
why-missed-tier = – { $rule }: from the tier { $tier }, { $missing } away
    .sms = { $rule }: from { $tier }
why-missed-visits = – { $rule }: { $left ->
        [one] one purchase
       *[other] { $left } purchases
    } to go
    .sms = { $rule }: { $left } to go
why-missed-hours = – { $rule }: from { $from } to { $to }
    .sms = { $rule }: { $from }-{ $to }
purchase-earned = Thank you! +{ $points } { $points ->
        [one] point
       *[other] points
    }. You have <b>{ $balance }</b> now. /why
    .sms = { $shop }: +{ $points } points, { $balance } in all.
purchase-earned-later = Thank you! +{ $points } { $points ->
        [one] point
       *[other] points
    }, yours to spend from { $from }. You have <b>{ $balance }</b> now. /why
    .sms = { $shop }: +{ $points } points from { $from }, { $balance } now.
purchase-nothing = Thank you for your purchase! This one earned no points. /why
    .sms = { $shop }: thank you! This purchase earned no points.

### Wishes

stop-chat = Done: no more offers, on any channel. Your points and card stay. /resume brings the offers back.
stop-sms = { $shop }: done, no more texts from us unless you ask. Your points stay. RESUME brings offers back.
stop-stranger = { $shop }: done. We will not text you.
resume-ask = May we send you offers and greetings again, by Telegram or SMS?
    .sms = { $shop }: may we send you offers again, by SMS or Telegram?
resume-yes = Thank you! Offers may come again, not often. /stop ends it.
    .sms = Thank you! Offers may come again, not often. STOP ends it.
resume-no = Fine, no offers. Your points work just the same.
resume-stranger = You are not a member yet. JOIN makes you one.
language-ask = Which language shall we speak?
language-en = English
language-pl = Polski
language-ru = Русский
    .segments = 2
language-unclear = Please choose one: English, Polski or Русский.
    .segments = 2
language-kept = We stay with English.
language-set = We speak English now.
data = <b>What we keep about you</b>
    Name: { $name }
    Card: { $card }
    Member since { $joined }
    .sms = { $name }, card { $card }, member since { $joined }.
data-phone = Phone: { $phone }
data-no-phone = Phone: none
data-email = Email: { $email }
data-no-email = Email: none
data-source = You came by: { $source }
data-offers-yes = Offers: yes
data-offers-no = Offers: no
data-how = NAME or EMAIL with the new one corrects it; FORGET deletes it.
data-stranger = We keep nothing about you: you are not a member.
forget-ask = Delete your name, phone, email and card? { $points } { $points ->
        [one] point is
       *[other] points are
    } lost with them, for good.
forget-unclear = Please answer with one of the two: forget me, or stay.
forget-no = Good that you stay.
forgotten = Your data is deleted and your points are gone. You are welcome back any time: just write.
    .sms = { $shop }: your data is deleted, your points are gone. Welcome back any time: JOIN.
forget-stranger = There is nothing to forget: you are not a member.

### Everything else

stranger = You are not a member yet. Send JOIN and it takes half a minute.
    .sms = { $shop }: you are not a member yet. Send JOIN and it takes half a minute.
not-understood = I did not get that. Try the buttons below, or /help.
    .sms = { $shop }: I did not get that. BALANCE, CARD, HISTORY, WHY, STOP or HELP?
help = I know: /balance, /card, /history, /why (the last receipt explained), /language, /stop and /resume (offers), /mydata, /forget. A person: { $contact }
    .sms = { $shop }: BALANCE, CARD, HISTORY, WHY, LANG, STOP, MYDATA, FORGET. A person: { $contact }
    .segments = 2
help-stranger = This is the programme of { $shop }: points with every purchase. /start makes you a member. A person: { $contact }
    .sms = { $shop }: points with every purchase. JOIN makes you a member. A person: { $contact }
help-form = Here you can send - to skip, 9 to go back, 0 to leave. A person: { $contact }
left = Fine, we stop here. Write any time.
way-out = Let us leave it there. /help shows what I can do; a person: { $contact }
    .sms = { $shop }: let us leave it there. HELP shows what I can do. A person: { $contact }
only-text = I can read words and buttons only. /help shows what I can do.
    .sms = I can read words only. HELP shows what I can do.
old-button = That button is from an earlier conversation. Here is where we are now.
group-refused = I keep people's points and talk to each in private only. Write to me directly, please.
