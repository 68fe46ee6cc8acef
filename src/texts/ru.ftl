# How to write here: see en.ftl. The keys, attributes and variables are the same in all languages.

### Buttons and the menu

button-share-phone = 📱 Поделиться номером и вступить
menu-balance = 💰 Баланс
menu-card = 💳 Карта
menu-history = 🧾 История
menu-help = ❓ Помощь

choice-yes = Да
    .sms = да
choice-no = Нет
    .sms = нет
