# How to write here: see en.ftl. The keys, attributes and variables are the same in all languages.

### Buttons and the menu

button-share-phone = 📱 Podaj mój numer i dołącz
menu-balance = 💰 Saldo
menu-card = 💳 Karta
menu-history = 🧾 Historia
menu-help = ❓ Pomoc

choice-yes = Tak
    .sms = tak
choice-no = Nie
    .sms = nie
