# How to write here:
# - a text is a key and its words; the same keys, attributes and variables stand in en.ftl, pl.ftl and ru.ftl;
# - tags are <b>, <i> and <a href="…"> only; what stands in { $variables } is escaped by itself;
# - .sms holds a shorter wording for SMS; .segments says how many SMS segments a text may take (1 when it is not said, in Russian 2);
# - by SMS, English and Polish must do with the signs of GSM-7 (Polish without its diacritics): - and ' but not – and ’;
# - words in CAPITALS are what a member may send back: they must be understood (conversation/keywords.ts).

### Buttons and the menu

button-share-phone = 📱 Share my number and join
button-without-phone = Without my number
menu-balance = 💰 Balance
menu-card = 💳 Card
menu-history = 🧾 History
menu-help = ❓ Help

choice-yes = Yes
    .sms = yes
choice-no = No
    .sms = no
choice-skip = Skip
    .sms = skip
choice-forget = Yes, delete everything
choice-stay = No, keep it

### Joining

join-telegram = <b>{ $shop }</b> thanks its regulars: collect points with every purchase and pay with them.{ $welcome ->
        [0] {""}
        [one] {" "}Share your number, and <b>{ $welcome } point</b> is yours at once.
       *[other] {" "}Share your number, and <b>{ $welcome } points</b> are yours at once.
    }
    By joining you accept the <a href="{ $terms }">terms</a>.
    .segments = 2
join-telegram-unclear = Press a button below: share your number, or join without it. No buttons? Type your number here.
join-sms = { $shop }: what is your name? Add your email if you like. By answering you accept the terms: { $terms }
join-sms-unclear = Just your name, please, and your email if you like: Anna anna@example.com. To leave, send 0.
join-welcome = Welcome, { $name }! <b>{ $points }</b> { $points ->
        [one] point is
       *[other] points are
    } already yours. Your card: <b>{ $card }</b>. At the till show it (/card), or just say your phone number.
    .sms = Welcome, { $name }! You have { $points } { $points ->
        [one] point
       *[other] points
    }, card { $card }. Terms: { $terms }
        STOP ends offers, FORGET deletes your card.
    .segments = 2
join-welcome-no-bonus = Welcome, { $name }! Your card: <b>{ $card }</b>. Show it at the till (/card) and collect points with every purchase.
    .sms = Welcome, { $name }! Your card: { $card }. Terms: { $terms }
        STOP ends offers, FORGET deletes your card.
    .segments = 2
join-welcome-nameless = Welcome! <b>{ $points }</b> { $points ->
        [one] point is
       *[other] points are
    } already yours. Your card: <b>{ $card }</b>. At the till show it (/card), or just say your phone number.
    .segments = 3
join-welcome-nameless-no-bonus = Welcome! Your card: <b>{ $card }</b>. Show it at the till (/card) and collect points with every purchase.
already-member = You are a member already. Your card is <b>{ $card }</b>.
    .sms = You are a member already, card { $card }.
already-member-elsewhere = You are a member already. Your points: /balance
    .sms = You are a member already. Your points: BALANCE
ask-name = What shall we call you?
name-unclear = Just a name in letters, please, like Anna or Jean-Luc.
name-kept = Nice to meet you, { $name }.
ask-email = Would you like to add your email? Send it here, or skip this.
email-unclear = That does not look like an email address. It should be like anna@example.com.
email-kept = Your email is { $email }.
ask-birthday = When is your birthday? We would like to greet you, and there may be a gift. Write the day and the month, like 3.12.
    .sms = When is your birthday? There may be a gift. Write day and month, like 3.12
birthday-kept = Noted: { $birthday }. To correct it: BIRTHDAY 3.12
birthday-unclear = Please write the day and the month, like 3.12 or 3 December.
birthday-no-such-day = There is no such day. The day comes first, then the month, like 3.12.
birthday-no-such-year = That year cannot be. The day and the month are enough, like 3.12.
ask-offers = May we sometimes send you offers and greetings, by Telegram or SMS? You can stop any time.
    .sms = May we sometimes send you offers and greetings, by SMS or Telegram?
offers-unclear = Please answer yes or no.
offers-yes = Thank you! We write rarely, and only when it is worth it. To end it: /stop
    .sms = Thank you! We write rarely, and only when it is worth it. STOP ends it.
offers-no = Fine, no offers. Your points work just the same.

### Proving a phone

contact-not-yours = That is somebody else's number. Please share your own.
phone-not-a-phone = We do not recognise that number. Please write it with the country code, like +44 7911 123456.
phone-too-short = That number is too short. Please write it with the country code, like +44 7911 123456.
phone-landline = That is a landline, and texts do not reach it. Please give a mobile number.
phone-anonymous = Texts do not reach Telegram's anonymous numbers. Please give your mobile number, or go on without one.
phone-use-button = To be sure it is yours, please share your number through Telegram: with the button below, or by sending your own contact.
phone-already-yours = This number is yours already.
phone-of-another-member = This number belongs to another card. Please ask us: { $contact }
phone-added = Your number is noted. At the till you can say it instead of showing the card.
phone-added-bonus = Your number is noted, and here is your welcome gift: <b>{ $points }</b> { $points ->
        [one] point
       *[other] points
    }.
linked = Good to see you here too. It is the same card, with the same points.
became-one = Your two cards are now one: { $card }, with all your points.
code-sent-if = If this number can receive texts, a code is on its way. Please type its six digits here.
code-ask = Please send the six digits from the text message.
code-unclear = I am waiting for the six digits from the text message. To leave, send 0.
code-wrong = That is not the code. { $left ->
        [one] One try is left.
       *[other] { $left } tries are left.
    }
code-used-up = That was the last try. Please start again a little later.
code-late = This code is no longer valid. Please start again.
code-too-many = We cannot send another code just now. Please try again later.
code-prove-phone = { $shop }: your code is { $code }. Never share it. Did not ask for it? Ignore this.
code-forget = { $shop }: to delete your data and points for good, reply { $code }. To keep them, reply 0.
code-my-data = { $shop }: to see your data, reply { $code }. To leave, reply 0.

### Points

balance = You have <b>{ $points }</b> { $points ->
        [one] point
       *[other] points
    }, worth { $worth }.
    .sms = { $points } { $points ->
        [one] point
       *[other] points
    } = { $worth }
balance-held = { $points } { $points ->
        [one] point is
       *[other] points are
    } set aside for a purchase.
    .sms = Set aside: { $points }
balance-debt = After a return you owe { $points } { $points ->
        [one] point
       *[other] points
    }; new points go there first.
    .sms = Owed after a return: { $points }
balance-pending = { $points } more { $points ->
        [one] point
       *[other] points
    } to spend from { $from }.
    .sms = +{ $points } from { $from }
balance-expires = { $points } { $points ->
        [one] point expires
       *[other] points expire
    } after { $last }.
    .sms = { $points } { $points ->
        [one] expires
       *[other] expire
    } after { $last }
balance-blocked = For now they cannot be spent. Please ask us why: { $contact }
    .sms = Cannot be spent for now. Ask us: { $contact }
balance-tier = Your tier is { $tier }. Spend { $missing } more, and it is { $next }.
    .sms = { $tier }; spend { $missing } more for { $next }
balance-tier-top = Your tier is { $tier }, the highest.
    .sms = { $tier }, the highest tier
card = Your card: <b>{ $card }</b>. Show it at the till.
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
history-correction = { $on }: −{ $points } put right by us
    .sms = { $on } -{ $points } put right
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
history-take-back = { $on }: −{ $points } for returned goods
    .sms = { $on } -{ $points } return
history-give-back = { $on }: +{ $points } back after a return
    .sms = { $on } +{ $points } return
history-remainder = { $on }: −{ $points } for returned goods
    .sms = { $on } -{ $points } return
history-refund = { $on }: +{ $points } back after a return
    .sms = { $on } +{ $points } return
history-owe = { $on }: { $points } owed after a return
    .sms = { $on } { $points } owed
history-repay = { $on }: { $points } towards what was owed
    .sms = { $on } { $points } repaid
history-merge-in = { $on }: +{ $points } from your other card
    .sms = { $on } +{ $points } other card
coupons = <b>Your coupons</b>. Show the code at the till.
    .sms = Your coupons:
coupons-one = <b>{ $coupon }</b>: { $gives }, until { $until }
    .sms = { $coupon } { $gives }, until { $until }
coupons-none = No coupons right now. When we give you one, it will be here.
    .sms = No coupons right now.
why = <b>{ $on }</b>, receipt for { $total }: { $points } { $points ->
        [one] point
       *[other] points
    }.
    .sms = { $on }, { $total }: { $points } { $points ->
        [one] point
       *[other] points
    }
why-nothing-yet = No purchase yet. After the first one, every point will be explained here.
why-base = ✓ { $tier }, { $rate } back: { $points }
    .sms = { $tier } { $rate }: { $points }
why-excluded = – no points for { $amount }: { $categories }
    .sms = No points for { $amount }: { $categories }
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
        [one] one more purchase
       *[other] { $left } more purchases
    }
    .sms = { $rule }: { $left } to go
why-missed-hours = – { $rule }: only on { $days } from { $from } to { $to }
    .sms = { $rule }: { $days } { $from }-{ $to }
why-paid = – paid with points: { $points }
    .sms = Paid with points: { $points }
why-returned = – goods for { $amount } came back
    .sms = Returned: { $amount }
purchase-earned = Thank you! +{ $points } { $points ->
        [one] point
       *[other] points
    }, you have <b>{ $balance }</b> now. Why so many? /why
    .sms = { $shop }: thank you! +{ $points } { $points ->
        [one] point
       *[other] points
    }, { $balance } in all.
purchase-earned-later = Thank you! +{ $points } { $points ->
        [one] point
       *[other] points
    } to spend from { $from }. You have <b>{ $balance }</b> now. Why so many? /why
    .sms = { $shop }: thank you! +{ $points } { $points ->
        [one] point
       *[other] points
    } from { $from }, { $balance } now.
purchase-nothing = Thank you for your purchase! It earned no points this time. Why: /why
    .sms = { $shop }: thank you! This purchase earned no points.
purchase-spent = Paid with points: { $points }.
    .sms = Paid with points: { $points }
purchase-coupon = Coupon used: { $gives }.
    .sms = Coupon used: { $gives }
return = Your return: { $refund } back to you.
    .sms = { $shop }: your return, { $refund } back to you
return-back = +{ $points } { $points ->
        [one] point
       *[other] points
    } you had paid with.
    .sms = +{ $points } you had paid with
return-coupon = Your coupon { $coupon } is good again until { $until }: { $gives }.
    .sms = Coupon { $coupon } is good again until { $until }
return-taken = −{ $points } { $points ->
        [one] point
       *[other] points
    } earned with what came back.
    .sms = -{ $points } earned with it
return-owed = { $points } { $points ->
        [one] point
       *[other] points
    } to make up from the next ones.
    .sms = { $points } owed
return-balance = You have <b>{ $balance }</b> now.
    .sms = { $balance } now
claimed = Your earlier purchases count too: +{ $points } { $points ->
        [one] point
       *[other] points
    }.
    .sms = Earlier purchases counted: +{ $points }
claim-thanks = This receipt is yours now: +{ $points } { $points ->
        [one] point
       *[other] points
    }. Why so many? /why
    .sms = { $shop }: this receipt is yours now, +{ $points }
claim-already = This receipt has given its points already.
claim-late = This receipt is too old: points can be added within three days.
claim-too-many = That is two receipts today. Please bring the rest to the counter.
claim-returned = The goods of this receipt went back, so there are no points in it.
claim-unknown = We do not know this receipt. Please check the code: it begins with R.
claim-join = Join first, and the points of this receipt are yours: it stays open for you for three days.
    .sms = { $shop }: send your name to join, and the points of this receipt are yours. Terms: { $terms }
    .segments = 2
code-spend = Your code to pay with { $points } { $points ->
        [one] point
       *[other] points
    } ({ $worth }): <b>{ $code }</b>. Read it out at the till. Not at the till? Tell nobody.
    .sms = { $shop }: code { $code } to pay with { $points } { $points ->
        [one] point
       *[other] points
    }. Read it out at the till only.
counter-welcome = Welcome! Your card: <b>{ $card }</b>. By joining you accept the <a href="{ $terms }">terms</a>.
    .sms = { $shop }: you are a member now, card { $card }. Terms: { $terms } Not you? Reply FORGET.
    .segments = 2
phone-proved-bonus = Your number is confirmed, and here is your welcome gift: +{ $points } { $points ->
        [one] point
       *[other] points
    }. Your new card: <b>{ $card }</b>
    .sms = Number confirmed, welcome gift +{ $points }. Your new card: { $card }
phone-proved = Your number is confirmed. Your new card: <b>{ $card }</b>
    .sms = Number confirmed. Your new card: { $card }
points-given = +{ $points } { $points ->
        [one] point
       *[other] points
    } from us, you have <b>{ $balance }</b> now. The reason: { $why }
    .sms = { $shop }: +{ $points } { $points ->
        [one] point
       *[other] points
    }, { $balance } now. The reason: { $why }
points-taken = We have put your points right: −{ $points }, you have <b>{ $balance }</b> now. The reason: { $why }
    .sms = { $shop }: your points were put right: -{ $points }, { $balance } now. The reason: { $why }

### How it went

survey-rating = How was it? Would you recommend <b>{ $shop }</b> to a friend? 0: certainly not, 10: gladly.
    .sms = { $shop }: how was it? Would you recommend us to a friend? Reply 0 (certainly not) to 10 (gladly)
survey-rating-unclear = A number from 0 to 10, please.
survey-number = { $rating }
survey-choice = { $choice }
survey-good = Thank you! What did you like?
survey-bad = We are sorry. What went wrong?
survey-choices-unclear = Please press a button, or tell us in your own words.
    .sms = Please reply with numbers from 1 to { $most }, or in your own words.
survey-words = Anything else? Write a few words or send a photo, or skip this.
    .sms = Anything else? Reply with a few words, or with - to skip.
survey-words-bad = What happened? A few words or a photo help us put it right.
    .sms = What happened? Reply with a few words, or with - to skip.
survey-words-unclear = A few words or a photo, please, or skip this.
    .sms = A few words, please, or - to skip.
survey-words-long = That is { $length } characters, and { $most } fit. Please send it a little shorter.
survey-thanks = Thank you! That is good to hear, and we pass it on to everybody in the shop.
    .sms = Thank you! That is good to hear.
survey-thanks-bad = Thank you for telling us. A person of the shop reads it, and does what can be done.
    .sms = Thank you for telling us. A person of the shop reads it.
survey-reward = +{ $points } { $points ->
        [one] point
       *[other] points
    } for your answer.
survey-said = You gave us { $rating } out of 10.
survey-said-choices = You chose: { $choices }.
survey-said-words = You wrote: { $words }
survey-thanks-again = Thank you!
survey-others = Thank you! Somebody has told us about this receipt already.
survey-late = This receipt asks no more: its time is over. You can still tell us: { $contact }
    .segments = 2
button-person = 👤 Ask a person
help-person = To talk to a person: PERSON
person-ask = What is it about? Write it in one message, and a person of the shop will answer you here. To leave, send 0.
person-unclear = Please write in words what it is about. To leave, send 0.
person-thanks = Passed on, as number { $case }. A person will answer you here.
person-passed-on = Passed on. A person will read it.
person-contact = A person answers here: { $contact }
shop-answer = <b>{ $shop }</b>: { $words }

    You can simply answer here.
    .sms = { $shop }: { $words }
    .segments = 3
shop-apology-coupon = We are sorry, and would like to make up for it. A coupon for you: <b>{ $gives }</b>. Show the code <b>{ $coupon }</b> at the till until { $until }. All of them: /coupons
    .sms = { $shop }: we are sorry. A coupon for you: { $gives }. Code { $coupon }, until { $until }.
shop-apology = We are sorry, and would like to make up for it: <b>+{ $points }</b> { $points ->
        [one] point
       *[other] points
    }. You have { $balance } now.
    .sms = { $shop }: we are sorry. Please accept +{ $points } { $points ->
        [one] point
       *[other] points
    }, { $balance } in all.
poll = { $question }
    .sms = { $shop }: { $question }
poll-choice = { $choice }
poll-thanks = Thank you, noted!
poll-already = Your answer is counted already. Thank you!
data-answer = { $on }: you gave us { $rating } out of 10
data-answer-words = { $on }: you gave us { $rating } out of 10: { $words }
data-answers = Answers about receipts: { $count }

### What the shop writes of its own accord

points-counted = { $points } { $points ->
        [one] point
       *[other] points
    }
offers-end = No more of these: /stop
    .sms = To end offers: STOP

### The manager's chat

budget-ended = The money for SMS of this kind has ended for this month: { $kind ->
        [reply] answers to members
        [service] notices
       *[marketing] greetings and offers
    }. Until the next month they are left out, or go by Telegram.
broadcast-how = To write to everybody who agreed to offers: /broadcast and the text, such as “/broadcast Fresh oolong is here, { "{" }name{ "}" }!” You will see how many get it and what it costs before anything is sent.
    .segments = 3
broadcast-long = That is too long: at most { $most } characters, please.
broadcast-unknown-fact = I do not know { $words }. A text may mention { "{" }name{ "}" }, { "{" }points{ "}" } and { "{" }tier{ "}" }.
broadcast-no-such = There is no broadcast { $broadcast }.
broadcast-planned = 📣 <b>Broadcast { $broadcast }</b> would go to { $count ->
        [one] { $count } member
       *[other] { $count } members
    }
broadcast-by-telegram = By Telegram: { $count }
broadcast-by-sms = By SMS: { $count }, { $segments ->
        [one] { $segments } segment
       *[other] { $segments } segments
    }, { $cost }
broadcast-left-out = Left out: { $count } who have not agreed, cannot be reached, or have had enough messages
broadcast-words = The text: { $words }
broadcast-running = 📣 Broadcast { $broadcast } is on its way: { $sent } of { $count } sent
broadcast-paused = ⏸ Broadcast { $broadcast } is paused: { $sent } of { $count } sent
broadcast-cancelled = Broadcast { $broadcast } is cancelled: { $sent } of { $count } sent, and no more
broadcast-done = ✅ Broadcast { $broadcast } is done: { $sent } of { $count } sent
broadcast-waiting = Still to come: { $count }
broadcast-cost = Spent: { $cost }
broadcast-budget-ended = The money of broadcast { $broadcast } ({ $cost }) has ended. It is paused, and nothing is lost: give it more with “kopilka broadcast resume { $broadcast } --budget …”, or cancel it.
    .segments = 3
broadcast-button-send = Send
broadcast-button-no = No
broadcast-button-progress = How far?
broadcast-button-pause = Pause
broadcast-button-resume = Go on
broadcast-button-cancel = Cancel
case-opened = 🔴 <b>#{ $case }</b>: { $rating } out of 10
case-receipt = Receipt { $receipt }, { $total }, { $on }
case-store = { $store }
case-store-cashier = { $store }, { $cashier }
case-by-member = Member: { $name }
case-by-stranger = Nobody knows who it was: there is no way to answer.
case-said = <b>#{ $case }</b> adds:
case-choices = What was bad: { $choices }
case-words = “{ $words }”
case-picture = <b>#{ $case }</b>: a picture
case-person = 👤 <b>#{ $case }</b>: { $name } asks for a person
case-replied = 💬 <b>#{ $case }</b>: { $name } answers
case-still-open = ⏰ <b>#{ $case }</b> is still open, after { $hours ->
        [one] one hour
       *[other] { $hours } hours
    }.
case-answer-how = <b>#{ $case }</b>: write your answer as a reply to this message.
case-close-why = <b>#{ $case }</b>: how does it end?
case-button-answer = 💬 Answer
case-button-apology = 🎁 { $points } { $points ->
        [one] point
       *[other] points
    }
case-button-coupon = 🎟 { $gives }
case-button-close = ✓ Close
case-reason-mended = Mended
case-reason-explained = Explained
case-reason-nothing = Nothing to do
case-reason-spam = Nonsense
case-unknown = There is no case #{ $case }.
case-anonymous = <b>#{ $case }</b>: nobody knows who it was, so nothing can be sent.
case-only-words = <b>#{ $case }</b>: only words can be passed on.
case-answer-long = <b>#{ $case }</b>: at most { $most } characters can be passed on.
case-answer-sent = <b>#{ $case }</b>: your answer is on its way ({ $who }).
case-apology-sent = <b>#{ $case }</b>: +{ $points } { $points ->
        [one] point
       *[other] points
    } given ({ $who }).
case-apology-already = <b>#{ $case }</b>: an apology was given already.
case-budget = <b>#{ $case }</b>: the month's budget for apologies does not reach, { $points } { $points ->
        [one] point is
       *[other] points are
    } left.
case-coupon-sent = <b>#{ $case }</b>: a coupon was given, { $gives }, code { $coupon } ({ $who }).
case-coupon-budget = <b>#{ $case }</b>: this month's coupons for apologies have all been given.
case-closed = <b>#{ $case }</b> is closed ({ $who }).
case-closed-already = <b>#{ $case }</b> is closed already.

### Wishes

stop-chat = Done: no more offers, here or by SMS. Your points and card stay. To have offers again: /resume
stop-sms = { $shop }: done, no more texts from us unless you ask. Your points stay. To hear from us again: RESUME
stop-stranger = { $shop }: done. We will not text you.
resume-ask = May we send you offers and greetings again, by Telegram or SMS? You can stop any time.
    .sms = { $shop }: may we send you offers and greetings again, by SMS or Telegram?
resume-yes = Thank you! Offers may come again, not often. To end it: /stop
    .sms = Thank you! Offers may come again, not often. STOP ends it.
resume-no = Fine, no offers. Your points work just the same.
resume-stranger = You are not a member yet. To become one: { $joinCommand }
    .sms = You are not a member yet. To become one: JOIN
language-ask = Which language shall we speak?
language-en = English
language-pl = Polski
language-ru = Русский
language-unclear = Please choose one: English, Polski or Русский.
language-kept = We stay with English.
language-set = We speak English now.
data = <b>What we keep about you</b>
    Name: { $name }
    Card: { $card }
    Member since { $joined }
    .sms = { $name }, card { $card }, member since { $joined }
data-phone = Phone: { $phone }
data-no-phone = Phone: none
data-email = Email: { $email }
data-no-email = Email: none
data-source = How you found us: { $source }
data-birthday = Birthday: { $birthday }
data-offers-yes = Offers: yes
data-offers-no = Offers: no
data-all = <a href="{ $url }">All of it</a>, with every purchase: the link opens once, within an hour.
    .sms = All of it, once, within an hour: { $url }
    .segments = 2
data-how = To correct it, send NAME Anna or EMAIL anna@example.com. To delete it: /forget
    .sms = To correct it: NAME Anna, EMAIL anna@example.com. To delete it: FORGET
data-stranger = We keep nothing about you: you are not a member.
forget-ask = Delete your name, phone, email and card? { $points ->
        [0] There is no way back.
        [one] { $points } point is lost with them, for good.
       *[other] { $points } points are lost with them, for good.
    }
forget-unclear = Please press one of the buttons, or answer yes or no.
forget-no = Good that you stay.
forgotten = Your data is deleted and your points are gone. You are welcome back any time: just write.
    .sms = { $shop }: your data is deleted, your points are gone. Welcome back any time: JOIN
forget-stranger = There is nothing to delete: you are not a member.

### Everything else

stranger = You are not a member yet. It takes half a minute: { $joinCommand }
    .sms = { $shop }: you are not a member yet. Send JOIN, it takes half a minute.
not-understood = Sorry, I did not get that. Try the buttons below, or { $helpCommand }
    .sms = { $shop }: sorry, I did not get that. Try BALANCE, CARD, HISTORY, STOP or HELP.
help = /balance – your points
    /card – your card
    /history – your last points
    /why – how the last receipt was counted
    /coupons – your coupons
    /language – another language
    /stop and /resume – without offers, and with them
    /mydata – what we keep about you
    /forget – delete it
    A person: { $contact }
    .sms = { $shop }: BALANCE, CARD, HISTORY, WHY, LANG, STOP, RESUME, MYDATA, FORGET. A person: { $contact }
help-stranger = <b>{ $shop }</b>: points with every purchase. To join: { $joinCommand }. A person: { $contact }
    .sms = { $shop }: points with every purchase. To join, send JOIN. A person: { $contact }
help-form = You can send "-" to skip, 9 to go back, 0 to leave. A person: { $contact }
left = Fine, we stop here. Write any time.
way-out = Sorry, I still do not get it. What I can do: { $helpCommand }. A person: { $contact }
    .sms = { $shop }: sorry, I still do not get it. HELP shows what I can do. A person: { $contact }
only-text = I can read words and buttons only. What I can do: { $helpCommand }
    .sms = I can read words only. HELP shows what I can do.
old-button = That button is from an earlier conversation and does nothing any more.
group-refused = Points are a private matter: I answer in private chats only. Please write to me directly.

### Telegram's menu

command-balance = My points
command-card = My card
command-history = My last points
command-why = Why so many points?
command-coupons = My coupons
command-language = Language
command-stop = No more offers
command-resume = Offers again
command-mydata = What you keep about me
command-forget = Delete my data and card
command-help = Help

### The till

hint-tier-reached = With this purchase the shopper becomes { $tier }.
hint-next-tier = { $missing } more, and it is { $tier }.
hint-amount = { $missing } more for "{ $rule }".
hint-visits = { $left ->
        [one] One more purchase
       *[other] { $left } more purchases
    } for "{ $rule }".
till-no-key = This till has no key, or its key is not known any more. Ask the owner for a new one.
till-not-found = No member has this phone or card.
till-no-purchase = There is no such purchase.
till-invalid = Something in this is not right. Please look at the marked field.
till-not-enough-points = Only { $points } { $points ->
        [one] point
       *[other] points
    } can be spent now.
till-too-many-points = Points may pay { $amount } of this receipt, no more.
till-already-returned = This was returned already.
till-coupon-used = This coupon has been used already.
till-hold-closed = These points are no longer set aside. Please ask for them again.
till-hold-too-small = Fewer points were set aside than this purchase takes.
till-idempotency-mismatch = This was sent before with other content. Please start the sale anew.
till-receipt-differs = A receipt with this number was recorded that day with other content.
till-proof-needed = To pay with points the shopper shows the card, or reads out the code we send.
till-wrong-code = That is not the code. { $left ->
        [one] One try is left.
       *[other] { $left } tries are left.
    }
till-blocked = This card is blocked: it collects points, and cannot pay with them. The owner knows why.
till-too-many-codes = Too many codes were asked for. Please try again a little later, or take the card.
till-too-many-requests = Too many requests from this till. It goes on by itself in a moment.
till-receipt-elsewhere = This receipt belongs to somebody already.
till-consent = You join the programme of { $shop } and accept its terms. May I note your phone number?
courtesy = Always glad to help.
