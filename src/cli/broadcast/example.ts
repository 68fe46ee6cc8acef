/** A plan to begin with. */
export const example = `# A broadcast: kopilka broadcast plan FILE shows whom it would reach, and what it would cost. Nothing is sent before "start".
name: Fresh oolong

# Whom it is for. Every line must hold, and every line may be left out; a list holds when one of its words does. Only who agreed gets it.
audience:
  # tier: [gold, silver]
  # store: pavilion-1
  # category: tea                           # bought something of it
  lastVisitDaysAgo: { from: 30, to: 180 }   # has not been here for a month, but for less than half a year
  # spentIn12Months: { from: 100000 }       # minor units: 100000 is 1000.00
  # source: poster
  # language: ru
  # birthdayMonth: 12

# What it says: {name}, {points} and {tier} are filled in. Who speaks another language gets the text in the shop's own.
texts:
  ru: "{name}, приехал свежий улун! У вас {points}, приходите на чашку."
  en: "{name}, fresh oolong has come! You have {points}: come for a cup."

# startAt: 2026-12-01 10:00   # by the shop's clock; without it when it is started
# budget: 50000               # the most that its SMS may cost together, in minor units
holdOut: 10 %                 # so many get nothing, by chance: they show what would have happened anyway
# channels: [telegram]        # without it Telegram first, SMS where there is none
`;
