"""Detection of the language. Sentences are invented."""

from __future__ import annotations

import pytest

from cleaner import Cleaner
from cleaner.language import confirmed_language, detect_language
from cleaner.pipeline import _plain_code

SENTENCES = {
    "en": "The harbour office said on Tuesday that the ferry would not sail, and that it had no plans for the winter.",
    "de": "Das Hafenamt sagte am Dienstag, dass die Fähre nicht fährt und es für den Winter keine Pläne gibt.",
    "es": "La oficina del puerto dijo el martes que el barco no saldrá y que no hay planes para el invierno.",
    "fr": "Le bureau du port a dit mardi que le bac ne partira pas et qu’il n’y a pas de projets pour l’hiver.",
    "it": "L’ufficio del porto ha detto martedì che il traghetto non parte e che non ci sono piani per l’inverno.",
    "pt": "O escritório do porto disse na terça que a balsa não sai e que não há planos para o inverno.",
    "nl": "Het havenkantoor zei dinsdag dat de veerboot niet vaart en dat er geen plannen zijn voor de winter.",
    "pl": "Biuro portu podało we wtorek, że prom nie wypłynie i że nie ma planów na zimę dla wyspy.",
    "ro": "Biroul portului a spus marți că feribotul nu pleacă și că nu sunt planuri pentru iarnă.",
    "ru": "Управление порта сообщило во вторник, что паром не выйдет и что планов на зиму у него нет.",
    "uk": "Управління порту повідомило у вівторок, що пором не вийде і що планів на зиму в нього немає.",
    "tr": "Liman idaresi salı günü feribotun kalkmayacağını ve kış için bir plan olmadığını söyledi.",
    "sv": "Hamnkontoret sade på tisdagen att färjan inte går och att det inte finns några planer för vintern.",
    "hu": "A polgármester kedden azt ígérte, hogy minden legénység heti négyszáz eurót kap a munkák végéig.",
    "fi": "Saarella asuvat perheet pelkäävät, että koulukin suljetaan, jos opettajat eivät pääse meren yli töihin.",
    "he": "ראש העירייה הבטיח ביום שלישי שכל צוות יקבל ארבע מאות אירו בשבוע עד לסיום העבודות.",
    "bg": "Кметът обеща във вторник, че всеки екипаж ще получава по четиристотин евро на седмица до края на работата.",
    "hr": "Gradonačelnik je u utorak obećao da će svaka posada do kraja radova dobivati četiristo eura tjedno.",
    "sk": "Primátor v utorok sľúbil, že každá posádka dostane do konca prác štyristo eur týždenne.",
    "ca": "El govern decidirà dijous si paga un mur nou o si l'ajuntament haurà de demanar un crèdit.",
    "ms": "Keluarga di pulau itu bimbang sekolah turut ditutup sekiranya guru tidak dapat menyeberangi laut.",
    "th": "นายกเทศมนตรีให้สัญญาเมื่อวันอังคารว่าลูกเรือทุกลำจะได้รับเงินสี่ร้อยยูโรต่อสัปดาห์จนกว่างานจะเสร็จ",
    "bn": "মেয়র মঙ্গলবার প্রতিশ্রুতি দেন, কাজ শেষ না হওয়া পর্যন্ত প্রতিটি দল সপ্তাহে চার শ ইউরো পাবে।",
    "ur": "میئر نے منگل کو وعدہ کیا کہ کام ختم ہونے تک ہر عملے کو ہفتے میں چار سو یورو ملیں گے۔",
    "lt": "Meras antradienį pažadėjo, kad kiekviena įgula iki darbų pabaigos gaus po keturis šimtus eurų per savaitę.",
    "sl": "Župan je v torek obljubil, da bo vsaka posadka do konca del dobivala štiristo evrov na teden.",
    "is": "Bæjarstjórinn lofaði því á þriðjudag að hver áhöfn fengi fjögur hundruð evrur á viku þar til verkinu lýkur.",
    "lv": "Mērs otrdien solīja, ka katra apkalpe līdz darbu beigām saņems četrsimt eiro nedēļā.",
    "et": "Linnapea lubas teisipäeval, et iga meeskond saab kuni tööde lõpuni nelisada eurot nädalas.",
    "ta": "பணி முடியும் வரை ஒவ்வொரு குழுவுக்கும் வாரம் நானூறு யூரோ வழங்கப்படும் என மேயர் செவ்வாய்க்கிழமை உறுதியளித்தார்.",
    "sw": "Meya aliahidi Jumanne kwamba kila kikosi kitapata euro mia nne kwa wiki hadi kazi itakapokamilika.",
    "sr": "Градоначелник је у уторак обећао да ће свака посада до краја радова добијати четиристо евра недељно.",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_detected(code: str) -> None:
    assert detect_language([SENTENCES[code]]) == code


@pytest.mark.parametrize("text", ["", "Tarn", "12.30–14.00", "Kite, Wend, Tarn, Orm"])
def test_too_short_to_tell(text: str) -> None:
    assert detect_language([text]) is None


def test_a_mixture_is_no_language() -> None:
    assert detect_language([SENTENCES["en"], SENTENCES["de"]]) is None


def test_rows_of_tables_and_a_long_quotation_say_little() -> None:
    rows = [f"| {sign} | {' ' * 400} | 7.5 {' ' * 200} |" for sign in ("Our score", "Price", "Best for")]
    english = [SENTENCES["en"]] * 6
    assert detect_language([*rows, *english]) == "en"
    assert detect_language([" ".join([SENTENCES["de"]] * 8), *english]) == "en"


CHINESE = [
    "樽野港务局周二宣布，渡轮将停航三天，因为北堤的裂缝在风暴之后扩大了，工人必须先把堤脚的石头换掉才能复航。",
    "渔民说他们只能把鱼运到奥斯特兰去卖，来回要开两个小时的车，油钱比鱼还贵，许多人干脆不出海了。",
] * 3
NOTICE = "Notice: the text above was written by a user of the platform, which has no part in it and is not liable."


def test_an_english_notice_does_not_make_a_text_english() -> None:
    assert detect_language(["".join(CHINESE[:4]), NOTICE, *CHINESE]) == "zh"


@pytest.mark.parametrize("code", sorted(SENTENCES.keys() - {"bg", "ca", "hr", "ms", "sk", "sr"}))
def test_what_a_page_declares_is_held_against_its_text(code: str) -> None:
    declared = "de" if code == "en" else "en"
    texts = [SENTENCES[code]] * 4
    assert confirmed_language(declared, texts) == code
    assert confirmed_language(code, texts) == code


def test_declaration_stands_where_the_text_says_little() -> None:
    assert confirmed_language("en", [SENTENCES["de"][:60]]) == "en"  # too short
    assert confirmed_language("en", ["Kite 4, Wend 2, Orm 1, Tarn 0, Ostrand 3, Lowmark 1, Eastmark 5"] * 8) == "en"
    assert confirmed_language("gl", [SENTENCES["pt"]] * 4, ["gl", "es"]) == "gl"  # no language of those that may occur
    assert confirmed_language("en", ["".join(CHINESE[:4]), NOTICE]) == "zh"


def test_page_that_declares_the_wrong_language_is_read_in_that_of_its_text() -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in CHINESE[:2])
    page = f"<html lang='en'><body><article><h1>樽野渡轮停航</h1>{paragraphs * 2}</article></body></html>"
    assert Cleaner().clean_html(page).language == "zh"
    assert Cleaner().clean_html(page, language="en").language == "en"


def test_choices_bind() -> None:
    assert detect_language(["Tarn"], ["uk"]) == "uk"
    assert detect_language([SENTENCES["es"]], ["it", "pt"]) in ("it", "pt")


@pytest.mark.parametrize(
    ("given", "kept"), [("pt-BR", "pt"), ("en_GB", "en"), ("NB", "no"), ("nn-NO", "no"), ("", None)]
)
def test_rules_are_kept_under_plain_codes(given: str, kept: str | None) -> None:
    assert _plain_code(given) == kept


def test_a_region_is_no_other_language() -> None:
    lines = ["Det regnet hele dagen i Tarn, og elva gikk over sine bredder.", "Meld deg på vårt nyhetsbrev"]
    assert Cleaner().clean("\n\n".join(lines), language="nb-NO").text == lines[0]


def test_paragraphs_in_a_script_without_full_stops_stay() -> None:
    town = "เทศบาลเมืองตาร์นประกาศเมื่อวันจันทร์ว่าจะสร้างกำแพงท่าเรือขึ้นใหม่ในฤดูร้อนนี้ หลังจากพายุเมื่อเก้าปีก่อนทำให้กำแพงพังลงสองแห่ง"
    fish = (
        "นายกเทศมนตรีกล่าวกับชาวบ้านที่มาประชุมว่าไม่มีใครในเมืองเก่าต้องย้ายบ้านระหว่างการก่อสร้าง "
        "และตลาดปลาจะย้ายไปอยู่ที่โรงเกลือเป็นการชั่วคราว"
    )
    stones = "หินชุดแรกจะมาถึงทางเรือในเดือนพฤษภาคม ส่วนประตูน้ำแห่งใหม่จะได้รับการทดสอบก่อนที่พายุในฤดูใบไม้ร่วงจะมาถึงตามที่สำนักงานท่าเรือแจ้ง"
    lines = [town, fish, stones, f"{town} {fish}", f"{stones} {fish}"]
    article = Cleaner().clean_text("\n".join(lines), language="th")
    assert article.body.split("\n\n") == lines
