"""Names of months and weekdays as publishers print them, by language."""

# A name found in two languages means the same month in both. Genitives where dates stand in them.
MONTHS = {
    "en": "january february march april may june july august september october november december",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "de-AT": "jänner feber märz april mai juni juli august september oktober november dezember",
    "el": "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "he": "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
}
ENGLISH_ABBREVIATIONS = "jan feb mar apr may jun jul aug sep oct nov dec"
# Several are words of other languages (set, out, ara), so that they are months after a day only.
ABBREVIATIONS = {
    "de": "jan feb mär apr mai jun jul aug sep okt nov dez",
    "de-AT": "jän feb mrz apr mai juni juli aug sept okt nov dez",
    "es": "ene feb mar abr may jun jul ago sept oct nov dic",
    "fr": "janv févr mars avr mai juin juil août sept oct nov déc",
    "id": "jan feb mar apr mei jun jul agu sep okt nov des",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
    "nl": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "pl": "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez",
    "sv": "jan feb mars apr maj juni juli aug sept okt nov dec",
    "tr": "oca şub mar nis may haz tem ağu eyl eki kas ara",
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLISH_MONTHS = tuple(name.capitalize() for name in MONTHS["en"].split())


def _numbered(names: str) -> dict[str, int]:
    return {folded(name): number for number, name in enumerate(names.split(), start=1)}


def folded(name: str) -> str:
    """Return a name in small letters, with the dotless and the dotted I of Turkish as one."""
    return name.lower().replace("i\N{COMBINING DOT ABOVE}", "i").replace("ı", "i")


# What may stand before its day ("June 26"), and what only after it ("26 juin", "26 set.").
MONTHS_BEFORE_A_DAY: dict[str, int] = {"sept": 9} | _numbered(ENGLISH_ABBREVIATIONS)
for _names in MONTHS.values():
    MONTHS_BEFORE_A_DAY |= _numbered(_names)
NUMBER_OF_MONTH = dict(MONTHS_BEFORE_A_DAY)
for _names in ABBREVIATIONS.values():
    NUMBER_OF_MONTH |= _numbered(_names)
