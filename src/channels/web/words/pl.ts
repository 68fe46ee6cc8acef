import { countingIn } from './counting.ts';
import type { CardWords, DataWords, PageWords, PrivacyWords, SurveyWords, TermsWords, WelcomeWords } from './words.ts';

const count = countingIn<'one' | 'few' | 'many'>('pl');

const points = (amount: bigint | number): string => count(amount, { one: 'punkt', few: 'punkty', many: 'punktów' });
const ofDays = (amount: number): string => count(amount, { one: 'dniu', few: 'dniach', many: 'dniach' });
const days = (amount: number): string => count(amount, { one: 'dzień', few: 'dni', many: 'dni' });
const months = (amount: number): string => count(amount, { one: 'miesiąc', few: 'miesiące', many: 'miesięcy' });
const weekdays = { mon: 'poniedziałki', tue: 'wtorki', wed: 'środy', thu: 'czwartki', fri: 'piątki', sat: 'soboty', sun: 'niedziele' };

const welcome: WelcomeWords = {
  lead: 'Zbieraj punkty przy każdym zakupie i płać nimi następnym razem.',
  back: (least, most) =>
    least === most ? `${least} wartości zakupów wraca w punktach` : `Od ${least} do ${most} wartości zakupów wraca w punktach`,
  welcome: (points) => `${points} na powitanie`,
  worth: (points, money) => `${points} = ${money} przy kasie`,
  payable: (share) => `Punktami zapłacisz do ${share} rachunku`,
  join: 'Dołącz w pół minuty',
  joinLead: 'Za darmo. Bez aplikacji, bez formularza, bez plastikowej karty.',
  telegram: 'W Telegramie',
  telegramButton: 'Otwórz Telegram',
  scan: 'Albo zeskanuj ten kod telefonem',
  sms: 'SMS-em',
  smsText: (word, number) => `Wyślij ${word} na ${number}`,
  smsButton: (word) => `Napisz ${word}`,
  atTheTill: (contact) => `Zapytaj przy kasie albo napisz do nas: ${contact}`,
  playground: 'Piaskownica',
  playgroundLead: 'Dwa telefony klienta, kasa i Twój własny, prosto w przeglądarce: wypróbuj wszystko, zanim zrobią to klienci.',
  playgroundButton: 'Otwórz piaskownicę',
};

const terms: TermsWords = {
  title: 'Regulamin programu',
  lead: (shop, legalName) => `Program lojalnościowy „${shop}” prostymi słowami. Prowadzi go ${legalName}.`,
  joining: {
    heading: 'Jak dołączyć',
    free: 'Udział jest bezpłatny. Wystarczy telefon komórkowy. Jedna osoba ma jedną kartę.',
    how: (ways) => `Aby dołączyć, wyślij ${ways}.`,
    welcome: (points, worth) =>
      `Na powitanie dostajesz ${points} o wartości ${worth}, gdy tylko wiemy, że numer telefonu należy do Ciebie. Raz na numer.`,
    accept: 'Dołączając, akceptujesz ten regulamin. O oferty i życzenia pytamy osobno; odmowa nic Cię nie kosztuje.',
  },
  earning: {
    heading: 'Za co są punkty',
    how: 'Pokaż kartę albo podaj numer telefonu przy kasie, a za zakup dostaniesz punkty.',
    everybody: (rate, money, points) => `${rate} zapłaconej kwoty wraca w punktach: za ${money} dostajesz ${points}.`,
    byTier: 'Ile wraca, zależy od Twojego poziomu:',
    columns: { tier: 'Poziom', paid: 'Zapłacone w 12 miesięcy', rate: 'Wraca', example: (money) => `Za ${money}` },
    fromTheStart: 'od początku',
    from: (money) => `od ${money}`,
    tier: 'O poziomie decyduje kwota zapłacona w ostatnich 12 miesiącach, bez punktów i bez zwrotów. Zakup liczy się do poziomu od następnego zakupu.',
    earnOn: {
      'money-paid': 'Za część zakupu zapłaconą punktami nowych punktów nie ma.',
      'full-price': 'Za część zakupu zapłaconą punktami też są punkty, tak jak za pieniądze.',
    },
  },
  extra: {
    heading: 'Dodatkowe punkty',
    lead: 'Oprócz tego dostajesz:',
    together: 'Jeśli pasuje kilka z nich, sumują się. Z kilku mnożników liczy się tylko najwyższy.',
    always: 'przy każdym zakupie',
    atMost: (amount) => `najwyżej ${points(amount)} za jeden zakup`,
    gives: {
      extraRate: (rate, { share }) => `o ${share(rate)} więcej wraca w punktach`,
      pointsPerAmount: (wanted, { money }) => `${points(wanted.points)} za każde ${money(wanted.amount)}`,
      fixedPoints: points,
      multiplier: (times) => `punkty Twojego poziomu × ${String(times).replace('.', ',')}`,
    },
    when: {
      category: (names, { any }) => `za: ${any(names)}`,
      product: ({ skus, quantityFrom }, { any }) => `za: ${any(skus)}${quantityFrom > 1 ? `, od ${quantityFrom} sztuk` : ''}`,
      amount: ({ from, to }, { money }) =>
        [...(from === undefined ? [] : [`od ${money(from)}`]), ...(to === undefined ? [] : [`do ${money(to)}`])].join(' '),
      daysAndHours: ({ days, from, to }, { all }) =>
        `${days.length === 7 ? 'codziennie' : `w ${all(days.map((day) => weekdays[day]))}`}${from === '00:00' && to === '24:00' ? '' : ` od ${from} do ${to}`}`,
      tier: (names, { any }) => `dla poziomu ${any(names)}`,
      dates: ({ from, to }, { day }) =>
        [...(from === undefined ? [] : [`od ${day(from)}`]), ...(to === undefined ? [] : [`do ${day(to)}`])].join(' '),
      firstPurchase: () => 'przy pierwszym zakupie',
      nthVisit: ({ every, only }) => (only === undefined ? `co ${every}. zakup` : `przy ${only}. zakupie`),
    },
  },
  worth: {
    heading: 'Ile są warte punkty',
    pays: (points, money) => `${points} = ${money} przy kasie.`,
    noCash: 'Punktami płaci się u nas za zakupy; nie wypłacamy ich w gotówce.',
  },
  time: {
    heading: 'Od kiedy i do kiedy',
    activeAfter: (amount) =>
      amount === 0
        ? 'Punktami za zakup można płacić od razu.'
        : amount === 1
          ? 'Punktami za zakup można płacić od następnego dnia.'
          : `Punktami za zakup można płacić po ${ofDays(amount)}.`,
    welcomeAtOnce: 'Punktami na powitanie można płacić od razu.',
    expireAfter: (amount) => `Punkty są ważne ${months(amount)} od dnia, w którym można nimi płacić, do końca ostatniego dnia.`,
    never: 'Punkty nie tracą ważności.',
    soonestFirst: 'Przy płaceniu najpierw schodzą punkty, które najwcześniej straciłyby ważność.',
    clock: 'Dni liczymy według zegara sklepu.',
  },
  paying: {
    heading: 'Płacenie punktami',
    share: (share) => `Punktami można zapłacić do ${share} zakupu.`,
    example: (total, points, money) => `Na przykład przy zakupie za ${total} punktami zapłacisz ${money}: to ${points}.`,
    proof: {
      'card-or-code': 'Aby nikt inny nie wydał Twoich punktów, pokazujesz kartę albo podajesz kod, który Ci wyślemy.',
      code: 'Aby nikt inny nie wydał Twoich punktów, podajesz kod, który Ci wyślemy.',
      none: 'Aby zapłacić punktami, wystarczy podać numer telefonu.',
    },
  },
  excluded: {
    heading: 'Co się nie liczy',
    neverEarn: (categories) => `Punktów nie ma za: ${categories}.`,
    notPayable: (categories) => `Punktami nie można zapłacić za: ${categories}.`,
  },
  rounding: {
    heading: 'Zaokrąglanie',
    carry:
      'Punkty są liczbami całkowitymi. To, co nie jest jeszcze całym punktem, nie przepada: zachowujemy to i dodajemy do następnego zakupu, więc dwa małe zakupy dają tyle, ile jeden duży.',
    worthOfPoints: {
      down: 'Wartość punktów zaokrąglamy w dół do najmniejszej monety.',
      nearest: 'Wartość punktów zaokrąglamy do najbliższej najmniejszej monety, połowę w górę.',
      up: 'Wartość punktów zaokrąglamy w górę do najmniejszej monety.',
    },
    payablePart: {
      down: 'Część, którą można zapłacić punktami, zaokrąglamy w dół do najmniejszej monety.',
      nearest: 'Część, którą można zapłacić punktami, zaokrąglamy do najbliższej najmniejszej monety, połowę w górę.',
      up: 'Część, którą można zapłacić punktami, zaokrąglamy w górę do najmniejszej monety.',
    },
  },
  returns: {
    heading: 'Gdy coś zwracasz',
    part: 'Punkty za zwrócony towar odejmujemy; przy zwrocie części zakupu tylko tę część jego punktów.',
    policy: {
      within_balance: 'Jeśli zostały już wydane, bierzemy inne Twoje punkty, a resztę darujemy. Nigdy nie masz u nas długu w punktach.',
      debt: 'Jeśli zostały już wydane, brakujące punkty są długiem, który spłacają najpierw nowe punkty.',
      only_pending: 'Tak jest tylko, dopóki nie można nimi płacić. Potem zostają Twoje.',
    },
    spent: (amount) =>
      `Punkty, którymi zapłacono za zwrócony towar, wracają z takim terminem ważności, jaki miały. Jeśli termin w tym czasie minął, dostajesz je jeszcze na ${days(amount)}.`,
    spentNever: 'Punkty, którymi zapłacono za zwrócony towar, wracają do Ciebie.',
  },
  offers: {
    heading: 'Oferty i życzenia',
    asked: 'Wysyłamy je tylko wtedy, gdy się na nie zgodzisz. Bez nich program działa tak samo.',
    stop: (ways) => `Aby je zatrzymać, wyślij ${ways}. Działa od razu i wszędzie.`,
    resume: (ways) => `Jeśli Ci ich zabraknie: ${ways}.`,
  },
  leaving: {
    heading: 'Jak odejść',
    how: (ways) => `W każdej chwili. Wyślij ${ways}, potwierdź, a usuniemy Twoje dane.`,
    lost: 'Punkty przepadają wtedy na zawsze.',
  },
  changes: {
    heading: 'Gdy program się zmienia',
    kept: 'Zakup liczymy według regulaminu z jego dnia. Zmiana nie odbiera punktów, które masz, i nie skraca ich ważności.',
    shown: 'Na tej stronie zawsze jest regulamin, który obowiązuje.',
  },
  contact: { heading: 'Pytania', person: (legalName, contact) => `Odpowie człowiek: ${legalName}, ${contact}.` },
};

const eu = { contract: ' (art. 6 ust. 1 lit. b RODO)', consent: ' (art. 6 ust. 1 lit. a RODO)', interest: ' (art. 6 ust. 1 lit. f RODO)' };

const privacy: PrivacyWords = {
  title: 'Twoje dane',
  lead: (shop) => `Co „${shop}” wie o uczestnikach programu lojalnościowego, po co i co możesz z tym zrobić.`,
  who: {
    heading: 'Kto odpowiada za dane',
    responsible: (legalName, contact) => `Administratorem danych jest ${legalName}. Kontakt: ${contact}.`,
  },
  what: {
    heading: 'Co przechowujemy',
    lead: 'Tylko to, czego potrzebuje program:',
    name: 'imię, numer telefonu i język',
    email: 'adres e-mail, jeśli go podasz',
    birthday: 'dzień urodzin, jeśli go podasz: tylko po to, by złożyć Ci życzenia',
    telegram: 'numer czatu w Telegramie, jeśli tam do nas piszesz',
    card: 'numer karty, dzień przystąpienia i to, skąd o nas wiesz, jeśli z plakatu lub linku',
    purchases: 'zakupy: kiedy, gdzie, co i za ile oraz ile punktów dały i ile nimi zapłacono',
    consents: 'Twoje zgody i ich cofnięcia: kiedy i na jakie słowa',
    messages: 'wiadomości między nami, przez 30 dni',
    needed: 'Bez imienia oraz telefonu albo czatu w Telegramie nie ma karty. E-mail i dzień urodzin są dobrowolne.',
    cookies:
      'Nasze strony nie uruchamiają skryptów i niczego nie pobierają od innych. Strona paragonu zapisuje jedno ciasteczko, żeby Twoją odpowiedź widzieć mogła tylko jedna przeglądarka: Twoja; inne strony nie zapisują żadnych.',
  },
  why: {
    heading: 'Po co i na jakiej podstawie',
    contract: (law) =>
      `Aby prowadzić program, do którego należysz – liczyć punkty, odpowiadać i przyjmować nimi zapłatę: bo tak się z Tobą umówiliśmy${law}.`,
    consent: (law) => `Aby wysyłać oferty i życzenia: tylko za Twoją zgodą${law}.`,
    interest: (law) =>
      `Aby punkty były bezpieczne – wiedzieć, że telefon jest Twój, dać powitanie raz, wyjaśniać pomyłki: bo zależy na tym i Tobie, i nam${law}.`,
  },
  laws: {
    RU: {
      contract: ' (art. 6 ust. 1 pkt 5 rosyjskiej ustawy federalnej nr 152-FZ)',
      consent: ' (art. 6 ust. 1 pkt 1 rosyjskiej ustawy federalnej nr 152-FZ i art. 18 ust. 1 ustawy nr 38-FZ)',
      interest: ' (art. 6 ust. 1 pkt 7 rosyjskiej ustawy federalnej nr 152-FZ)',
    },
    PL: { ...eu, consent: ' (art. 6 ust. 1 lit. a RODO i art. 398 Prawa komunikacji elektronicznej)' },
    GB: {
      contract: ' (art. 6 ust. 1 lit. b brytyjskiego RODO)',
      consent: ' (art. 6 ust. 1 lit. a brytyjskiego RODO)',
      interest: ' (art. 6 ust. 1 lit. f brytyjskiego RODO)',
    },
    EU: eu,
    other: { contract: '', consent: '', interest: '' },
  },
  carriers: {
    heading: 'Komu powierzamy dane',
    lead: 'Wiadomości i dane przechodzą przez:',
    telegram: 'Telegram, jeśli tam do nas piszesz: zna wiadomości z czatu, na własnych zasadach',
    sms: 'bramkę SMS i operatora Twojego telefonu, jeśli piszemy SMS-em: znają numer i treść',
    server: 'firmę, na której serwerze działa program, jeśli serwer nie jest nasz',
    nobodyElse: 'Nikomu innemu danych nie dajemy, chyba że każe nam prawo, i ich nie sprzedajemy.',
  },
  howLong: {
    heading: 'Jak długo',
    member: 'Tak długo, jak należysz do programu.',
    messages: 'Wiadomości: 30 dni.',
    traces: 'Kody jednorazowe, niedokończone rozmowy i adnotacje, że wiadomość została obsłużona: najwyżej 60 dni.',
  },
  rights: {
    heading: 'Twoje prawa',
    lead: 'Nie musisz podawać powodu i nic to nie kosztuje:',
    see: (ways) => `Zobaczyć, co mamy: wyślij ${ways}.`,
    correct: (ways) => `Poprawić: wyślij ${ways}, a za tym słowem nowe dane.`,
    forget: (ways) => `Usunąć: wyślij ${ways}. Robimy to od razu.`,
    others: (contact) => `Zabrać dane ze sobą, ograniczyć ich użycie albo się sprzeciwić: ${contact}.`,
    complain: 'Jeśli uważasz, że postępujemy źle, powiedz nam albo złóż skargę. Przyjmuje ją:',
    authorities: {
      RU: 'Roskomnadzor, rkn.gov.ru',
      PL: 'Prezes Urzędu Ochrony Danych Osobowych (UODO), uodo.gov.pl',
      GB: 'Information Commissioner’s Office (ICO), ico.org.uk',
      EU: 'organ ochrony danych w Twoim kraju',
      other: 'organ ochrony danych w Twoim kraju',
    },
  },
  offers: {
    heading: 'Oferty to osobna zgoda',
    separate: 'Przystąpienie do programu nie jest zgodą na oferty. Pytamy o nie osobno, a brak odpowiedzi znaczy „nie”.',
    withdraw: (ways) => `Zgodę możesz cofnąć w każdej chwili: wyślij ${ways}. Punkty i karta zostają.`,
  },
  afterwards: {
    heading: 'Co zostaje, gdy odejdziesz',
    lead: 'Imię, telefon, e-mail, urodziny, czat i kartę usuwamy od razu. Bez nich zostają:',
    transfers: 'punkty i zakupy w księgach, z których nie wynika już, do kogo należały',
    consents: 'dowód, na co była zgoda i co cofnięto, bez imienia',
    phoneHash:
      'kod obliczony z numeru telefonu i tajnego klucza, jeśli numer dostał punkty na powitanie. Numeru nie da się z niego odczytać; mówi tylko, że powitanie już było.',
  },
};

const card: CardWords = {
  title: 'Twoja karta',
  picture: (number) => `Karta ${number}: kod QR i kod kreskowy`,
  show: 'Pokaż ją przy kasie, zanim zapłacisz.',
  bright: 'Czytnik nie czyta? Rozjaśnij ekran albo podyktuj numer.',
  keep: 'Dodaj tę stronę do ekranu głównego, a karta będzie zawsze pod ręką.',
  unknown: 'Tej karty tu nie ma',
  unknownLead: 'Może link przyszedł ucięty albo karta nie jest już używana.',
  unknownHow: (ways) => `Po nowy link wyślij ${ways}.`,
};

const survey: SurveyWords = {
  title: 'Jak było?',
  question: (shop) => `Czy polecisz ${shop} znajomym?`,
  least: 'na pewno nie',
  most: 'z radością',
  ofTen: (rating) => `${rating} na 10`,
  rated: (rating) => `Twoja ocena: ${rating} na 10.`,
  thanks: 'Dziękujemy!',
  sorry: 'Przykro nam.',
  good: 'Co Ci się podobało?',
  bad: 'Co poszło nie tak?',
  wordsGood: 'Chcesz coś dodać? Wystarczy kilka słów',
  wordsBad: 'Co się stało? Kilka słów pomoże nam to naprawić',
  send: 'Wyślij',
  thanksGood: 'Miło to słyszeć! Przekażemy to wszystkim w sklepie.',
  thanksBad: 'Każdą taką odpowiedź czyta człowiek i robi, co się da.',
  reward: (points) => `Za odpowiedź masz na karcie +${points}.`,
  said: 'Twoja odpowiedź',
  others: 'Ktoś już nam opowiedział o tym paragonie.',
  late: 'Ten paragon już nie pyta',
  lateLead: (contact) => `Czas na odpowiedź minął. Zawsze możesz nam jednak napisać: ${contact}`,
  unknown: 'Nie znamy tego paragonu',
  unknownLead: 'Może link urwał się po drodze. Zeskanuj kod z paragonu jeszcze raz.',
  join: 'Punkty z tego paragonu są wciąż niczyje',
  joinLead: 'Dołącz w pół minuty, a będą Twoje.',
  mistakes: {
    hasty: 'To było bardzo szybko. Dotknij, proszę, jeszcze raz.',
    stale: 'Strona była otwarta bardzo długo. Dotknij, proszę, jeszcze raz.',
    machine: 'Wypełniono pole, którego ludzie nie widzą. Jeśli jesteś człowiekiem, dotknij, proszę, jeszcze raz.',
    rating: 'Wybierz, proszę, liczbę od 0 do 10.',
    long: 'To trochę za długie: mieści się 3000 znaków. Wszystko, co napisano, jest na miejscu.',
  },
};

const data: DataWords = {
  title: 'Twoje dane',
  once: 'Za tym przyciskiem jest wszystko, co o Tobie przechowujemy. Otwiera się raz, aby nikt inny nie mógł później zajrzeć.',
  show: 'Pokaż',
  gone: 'Ten link został już użyty',
  goneLead: 'Taki link otwiera się raz, w ciągu godziny.',
  lead: 'Oto wszystko, co o Tobie przechowujemy. Zapisz plik, jeśli chcesz to zachować: tej strony nie da się otworzyć ponownie.',
  download: 'Zapisz jako plik',
  you: 'Ty',
  name: 'Imię',
  email: 'E-mail',
  card: 'Karta',
  joined: 'W programie od',
  birthday: 'Urodziny',
  clock: 'Twój zegar',
  coupons: 'Kupony',
  coupon: (gives, on, isUsed) => (isUsed ? `${gives}, wykorzystany ${on}` : `${gives}, do ${on}`),
  greetings: 'Nasze życzenia',
  source: 'Skąd o nas wiesz',
  addresses: 'Jak się z Tobą kontaktujemy',
  address: 'Telefon lub czat',
  since: 'Od',
  consents: 'Na co się zgadzasz',
  when: 'Kiedy',
  answer: 'Odpowiedź',
  wording: 'Na te słowa',
  yes: 'Tak',
  no: 'Nie',
  purchases: 'Zakupy',
  store: 'Gdzie',
  total: 'Kwota',
  points: 'Punkty',
  answers: 'Co nam mówisz o paragonach',
  rating: 'Ocena',
  moves: 'Punkty po kolei',
  byHand: 'Co zrobiliśmy ręcznie',
  deed: 'Co',
  why: 'Powód',
  deeds: {
    points: 'Korekta punktów',
    block: 'Punkty zablokowane',
    unblock: 'Punkty odblokowane',
    link: 'Dodany kontakt',
    clock: 'Ustawiony zegar',
    resend: 'Wiadomość wysłana ponownie',
  },
  messages: 'Co napisaliśmy w ostatnich 30 dniach',
  text: 'Treść',
  nothing: 'Jeszcze nic.',
  goneHow: (ways) => `Po nowy wyślij ${ways}.`,
};

export const pl: PageWords = {
  name: 'Polski',
  languages: 'Język',
  points,
  keywords: {
    join: 'DOŁĄCZ',
    card: 'KARTA',
    stop: 'STOP',
    resume: 'WZNÓW',
    mydata: 'MOJE DANE',
    forget: 'USUŃ',
    name: 'IMIĘ',
    email: 'EMAIL',
  },
  inTelegram: (command) => `${command} w Telegramie`,
  bySms: (word, number) => `${word} SMS-em${number === undefined ? '' : ` na ${number}`}`,
  foot: { terms: 'Regulamin', privacy: 'Twoje dane', contact: 'Kontakt' },
  welcome,
  terms,
  privacy,
  card,
  survey,
  data,
  posterScan: 'Skieruj tu aparat telefonu',
};
