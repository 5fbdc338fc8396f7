"""Spacing repair: what is mended, what must stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.document import Block
from cleaner.ledger import Trail
from cleaner.repair.blocks import repaired
from cleaner.repair.spacing import spacing_changes


def spaced(text: str, language: str | None = "en") -> str:
    return Trail.of(text).apply(spacing_changes(text, language)).text


@pytest.mark.parametrize(
    ("language", "broken", "right"),
    [
        ("en", "It rained  all day.", "It rained all day."),
        ("en", "It rained\u00a0all\u2009day.", "It rained all day."),
        ("en", "The har\u00adbour mas\u200bter", "The harbour master"),
        ("en", " It rained. ", "It rained."),
        ("en", "It rained , then stopped .", "It rained, then stopped."),
        ("en", "It rained,then it stopped.", "It rained, then it stopped."),
        ("en", "The rain ended.The river rose.", "The rain ended. The river rose."),
        ("en", "“We wait.”The crowd left.", "“We wait.” The crowd left."),
        ("en", "“We wait,”he said,”He left.", "“We wait,” he said,” He left."),
        ("en", 'He said,"We wait here."', 'He said, "We wait here."'),
        ("en", "The map ( on page two ) is old.", "The map (on page two) is old."),
        ("en", "She said “ not yet ” and left.", "She said “not yet” and left."),
        ("en", "The ferry (the old one)sank.", "The ferry (the old one) sank."),
        ("en", "It 's the mayor 's house.", "It's the mayor's house."),
        ("en", "It rained ,and it stopped ,too.", "It rained, and it stopped, too."),
        ("en", "It rose by 12% , then fell (a bit) .", "It rose by 12%, then fell (a bit)."),
        ("en", "It rose by 3%in May and by 2%last year.", "It rose by 3% in May and by 2% last year."),
        ("en", "Born in 1984,she left (in May),then came back.", "Born in 1984, she left (in May), then came back."),
        ("en", "On March 5,2021,it closed.", "On March 5, 2021, it closed."),
        ("en", "The mill is from 1919.The dam is not.", "The mill is from 1919. The dam is not."),
        ("en", "The region( see the map )was flooded.", "The region (see the map) was flooded."),
        ("en", "“Is it true?”she asked.", "“Is it true?” she asked."),
        ("en", "He said:“We wait.”", "He said: “We wait.”"),
        ("en", '"We wait,"she said."Nobody left."', '"We wait," she said. "Nobody left."'),
        ("en", '"We wait ," she said. "Is it true ?"', '"We wait," she said. "Is it true?"'),
        ("de", '„Wir warten" , sagte er, „und du“ , sagte sie.', '„Wir warten", sagte er, „und du“, sagte sie.'),
        ("ru", "«Мы ждём» , сказал он. «Мы ждём» ,- сказал он.", "«Мы ждём», сказал он. «Мы ждём»,- сказал он."),
        ("de", "„Wir warten“,sagte er am 3.Mai zu ihr.", "„Wir warten“, sagte er am 3. Mai zu ihr."),
        ("nl", "Het is vrijdag.De zitting begint.", "Het is vrijdag. De zitting begint."),
        ("es", "Llovió.«El río sube»,dijo.", "Llovió. «El río sube», dijo."),
        ("ro", "„Nu așteptăm”,a spus el.", "„Nu așteptăm”, a spus el."),
        ("es", "¿ Qué pasó ?", "¿Qué pasó?"),
        ("es", "Llegaron tarde.¿Quién paga?¡Nadie!", "Llegaron tarde. ¿Quién paga? ¡Nadie!"),
        ("de", "Er sagte „ nein“ und ging.", "Er sagte „nein“ und ging."),
        ("en", "He called it“a real shame”and left.", "He called it “a real shame” and left."),
        ("en", 'He called it"a real shame"and left.', 'He called it "a real shame" and left.'),
        ("en", "The warden(who is very ill) left early.", "The warden (who is very ill) left early."),
        ("en", "He said:The mill is shut.", "He said: The mill is shut."),
        ("en", "The end .The start.", "The end. The start."),
        ("en", "It opened at 9 a.m.and the U.S.said so.", "It opened at 9 a.m. and the U.S. said so."),
        ("en", "It’ s late and they don’ t know.", "It’s late and they don’t know."),
        ("de", "Er nannte es„eine Schande“und ging.", "Er nannte es „eine Schande“ und ging."),
        ("fr", "Il a parlé de«mépris» hier.", "Il a parlé de «mépris» hier."),
        ("ru", "Он сказал:«Дождь».Потом ушёл.", "Он сказал: «Дождь». Потом ушёл."),
        ("ja", "今日 、雨。 明日も雨", "今日、雨。明日も雨"),
        ("es", "¿Quién es?Nadie lo sabe.", "¿Quién es? Nadie lo sabe."),
        ("fr", "Le maire a dit:« Non ».Il est parti.", "Le maire a dit: « Non ». Il est parti."),
        ("en", "The bill passed 52-48.Senators cheered.", "The bill passed 52-48. Senators cheered."),
        ("es", "Dijo que era“una pena”y se fue.", "Dijo que era “una pena” y se fue."),
        ("ru", "Он назвал это«позором века»и ушёл.", "Он назвал это «позором века» и ушёл."),
        ("pl", "Ceny wzrosły o 4%w maju.", "Ceny wzrosły o 4% w maju."),
        ("fr", "L’usine(bâtie en 1961) fermera.", "L’usine (bâtie en 1961) fermera."),
        ("en", "It was shut (see the map).It reopened.", "It was shut (see the map). It reopened."),
        (
            "en",
            "It cost €2.4bn.Its owners left at 10pm.They slept.",
            "It cost €2.4bn. Its owners left at 10pm. They slept.",
        ),
        ("en", "They met in the U.S.The end is near.", "They met in the U.S. The end is near."),
        ("en", "She left the BBC.Her aunt stayed.", "She left the BBC. Her aunt stayed."),
        ("en", "Tarn Mills Inc.,said it will rain.", "Tarn Mills Inc., said it will rain."),
        ("en", "They left.“I was cold,”a man said.", "They left. “I was cold,” a man said."),
        (
            "en",
            'He told them:"We wait." The "no",she said, stands.',
            'He told them: "We wait." The "no", she said, stands.',
        ),
        ("en", 'She said, " We wait. " He left.', 'She said, "We wait." He left.'),
        ("en", "It had one goal:they wait here.", "It had one goal: they wait here."),
        (
            "en",
            "The Tarn River Trust(TRT) and the Wend Union (WU)said so.",
            "The Tarn River Trust (TRT) and the Wend Union (WU) said so.",
        ),
        ("en", "The mayor – a baker– left.", "The mayor – a baker – left."),
        ("en", "The mayor —a baker — left.", "The mayor — a baker — left."),
        ("en", "The road- the old one - sank.", "The road - the old one - sank."),
        ("en", "OSTRAND —The mayor left.", "OSTRAND — The mayor left."),
        ("en", "OSTRAND, June 3 (Kite) -The mayor left.", "OSTRAND, June 3 (Kite) - The mayor left."),
        ("ru", "«Мы ждём», -сказал он.", "«Мы ждём», - сказал он."),
        (
            "en",
            "It rained,, and it snowed.. Then it stopped, , at last.",
            "It rained, and it snowed. Then it stopped, at last.",
        ),
        ("en", "the 19 th century, the 3 rd of May, an 11 th hour", "the 19th century, the 3rd of May, an 11th hour"),
        ("fr", "C’ est l’ homme qu’ on a vu ; il n' a pas ri.", "C’est l’homme qu’on a vu ; il n'a pas ri."),
        ("fr", "Il parle de« mépris »pour eux.", "Il parle de « mépris » pour eux."),
        ("it", "L’ uomo dell’ anno non c’ era.", "L’uomo dell’anno non c’era."),
        ("tr", "Ankara' da toplandılar.", "Ankara'da toplandılar."),
        ("en", "The mayor’s“red line”has moved.", "The mayor’s “red line” has moved."),
        ("pt", "A estrada está fechada.O rio subiu.", "A estrada está fechada. O rio subiu."),
        ("de", "Er stimmte zu.Die anderen nicht.", "Er stimmte zu. Die anderen nicht."),
        ("de", "Es waren 43 %.Schuld ist der Regen.", "Es waren 43 %. Schuld ist der Regen."),
        ("ja", "「橋は安全だ 」 と言った。", "「橋は安全だ」と言った。"),
        ("ar", "قال إن الجسر مغلق ،وإن الطريق مفتوح.", "قال إن الجسر مغلق، وإن الطريق مفتوح."),
    ],
)
def test_mended(language: str, broken: str, right: str) -> None:
    assert spaced(broken, language) == right
    assert spaced(right, language) == right


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "See https://kite.example/a,b.Html and www.kite.example."),
        ("en", "Mail desk@kite.example or @dailykite, tag #RainIn2024."),
        ("en", "The file report.PDF and Node.js, ASP.NET, v1.2.3"),
        ("en", "At 12:30 it was 3.5 °C, or 1,000 m below; see p.m. and e.g. this"),
        ("en", "The U.S. and J.R.R. Tolnai met at St. Orm."),
        ("en", "A site named Tarn.News paid to DE89 3704 0044 0532 0130 00, 3:1 (1:0) and 7-6(5)."),
        ("en", "From C:\\Users\\hale in C++ to fe80::1%eth0, $x_{i}+y^2$, 1.e4 e5 2.Nf3, art.5(1)(b) and H2SO4."),
        ("en", "Yahoo! and Wham! played… then left... slowly"),
        ("en", "A 2-1 win in 3:12; F-16,A380, G20,B2B and 1,000 m of 4K film in v2.0 and .NET"),
        ("en", "Smith v. Tarn, 347 U.S. 483 (1954), rose 5,2021 and 12,5 points; f(x,y)"),
        ("de", "Der Kurs fiel im Mai 5,2021 Prozent, vgl. §5 Abs.2, am 3.5.2021 um 19.30 Uhr."),
        ("ko", "그는 0.73%포인트 차로 졌다."),
        ("en", "TL;DR: (un)happy (s)he said"),
        ("en", "the ’90s, rock ’n’ roll, the boys’ room"),
        ("fr", "Il pleut ; vraiment ? Oui : « toujours » !"),
        (None, "Il pleut ; vraiment ? Oui : « toujours » !"),
        ("de", "Er sagte „nein“ und ging, z.B. gestern, d.h. am 3. Mai."),
        ("zh", "今天下雨。明天也下雨，后天晴。"),
        ("ja", "山田　太郎は「雨」と言った。"),
        ("en", 'Rock“n”Roll and a 27" screen, 5\'10" tall, a="b c", r"a b" and 12"x12" tiles'),
        ("en", "Call sorted(list(x)), print(a, b, c); CO(2), Fe(II), member(s) and an S24(Ultra)"),
        ("en", "std:String, file:Path, Re:Zero, 3:2, the .NET and .Net tools and U.S.-led raids by the U.S.news team"),
        ("en", "The dogs’ so-called t shirts, ‘twas the boys’ re-match."),
        ("de", "»Halt!« und »So«, sagte er; Bürger:innen, 50%ige Lösung, Mitarbeiter(innen)"),
        ("pl", "5%owy roztwór"),
        ("ru", "5%й раствор стоит тут"),
        ("en", "Well ... no . . . maybe, it said; see foo.bar(baz,qux) and win 3-1 .."),
        ("en", "Call kite.Open(tarn,wend) on 2021-03-04.txt; No.Then ran 1-0.net"),
        ("en", "“the old boys”s hats"),
        ("fr", "L’abonné(e) et l’élève(s) inscrit(e)s"),
        ("tr", 'Dün "Eski Değirmen"de ve “Sarı Ev”in önünde'),
        ("ar", 'بـ"حلوى القطن"'),
        (
            "en",
            "Call f(x).Then(y) and see foo(bar).Baz or a(b).Com here; ASP.NET, the BBC.News site and U.S.News rank it.",
        ),
        ("en", "iron(III) oxide, Poly(NIPAM), vitamin(D), Jansen(NED) and the Tarn (DJ)ing night"),
        ("en", "a pre- and post-war plan - an old one, a first-, second- and third-year one - and 2019– 2020"),
        ("en", "Run tar -xzf - now - or ls -la – at once. “I was– I mean, we were.”"),
        ("en", "Well.. maybe not.. Then she left... Or not.. Who knows.."),
        ("en", "a,,b and ,,c and x,,y; he weighs 21 st and 3 rd gear, the 12 nd, the 19 th,"),
        ("en", "In section 3. 5 percent of them agreed, in 2. 5 people did."),
        ("en", '5 " x 7 " prints and "a" and "b" or " "'),
        ("en", "host:port, std:string, key:value and 3:the"),
        ("de", "Haupt- und Neben- sowie Seiteneingang - der alte - sind zu; die Leser:in die"),
        ("es", "—Vamos —respondió ella—, que es tarde –dijo él– y se fue."),
        ("fr", "la lettre ‘l’ est, le ‘plan C’ a échoué"),
        ("it", "Un po’ alto, de’ Medici, va’ a casa"),
        ("tr", "'Ankara' da güzel, ‘İzmir’ de güzel"),
        ("ja", "「雨」 山田太郎"),
        ("el", "Κράτησε ό,τι έμεινε. Ό,τι κι αν πεις, ο μόλος έπεσε."),
        ("ko", "이 배는 항구 (낡은 나무 선착장)에서 떠난다."),
        ("zh", "他们在港口 (旧的 木栈桥)上等船,没有人来。"),
        ("ja", "船は港 (古い 木の桟橋)から出る。"),
        ("th", "เรือออกจากท่า (ท่าไม้ เก่า)ทุกเช้า"),
        ("en", "She was glad:D and he was, too."),
        ("ru", "Он говорил не о каком- то одном – а обо всех."),
        ("uk", "Він говорив не про якийсь- небудь один – а про всі."),
    ],
)
def test_right_text_stays(language: str | None, text: str) -> None:
    assert spaced(text, language) == text


PIECES = st.sampled_from(
    [
        *"aB1 .,;:!?()[]\"'“”‘’„«»¿¡-\u00a0\u200b\t",
        "It",
        "ended",
        "whoreportedly",
        "NoemSouth",
        "é",
        "the the",
        "…",
        "&amp;",
        "я",
        "Ã©",
        "– ",
        " —a",
        ",,",
        ", ,",
        ".. ",
        "the 19 th ",
        "l’ ",
        "Ankara' da ",
        "BBC.The ",
        "U.S.The ",
        " (AU)said ",
        "commit- tee",
        "govern-ment",
        "ernment ",
        "2015and ",
        "w2019 r",
        "inParis",
        "pointsThe ",
        "was was ",
        "OSTRAND —The ",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["en", "fr", "de", "es", "ja", None]))
def test_a_second_pass_settles(text: str, language: str | None) -> None:
    for _ in range(4):
        text = spaced(text, language)
    assert spaced(text, language) == text


@given(
    st.lists(st.lists(PIECES, max_size=8).map("".join), min_size=1, max_size=4),
    st.sampled_from(["en", "fr", "de", "ru", "tr", "ja", None]),
)
def test_blocks_that_are_passed_by_are_sound(texts: list[str], language: str | None) -> None:
    """Blocks in which the screen sees nothing come out of each repair as they went in."""
    from cleaner.repair.encoding import encoding_changes
    from cleaner.repair.screen import suspects
    from cleaner.repair.surroundings import Surroundings
    from cleaner.repair.words import word_changes, words_of

    words = words_of(language)
    found = suspects(texts, language, words)
    for index, text in enumerate(texts):
        if index not in found.encoding:
            assert encoding_changes(text) == []
        if index not in found.spacing:
            assert spacing_changes(text, language) == []
        if words and index not in found.words:
            assert word_changes(text, words, Surroundings("\n".join(texts), words.lexicon)) == []


def test_a_tab_does_not_hide_another_blank() -> None:
    blocks = [Block(Trail.of(text)) for text in ("It rained\tall day.", "The river rose. ")]
    done = repaired(blocks, "en", ("spacing",), {})
    assert [block.text for block in done] == ["It rained all day.", "The river rose."]


def test_all_repairs_of_a_document() -> None:
    texts = ["The cafÃ© ended.The river rose", "It rained.", "A man whoreportedly left  early"]
    blocks = [Block(Trail.of(text)) for text in texts]
    done = repaired(blocks, "en", ("encoding", "spacing", "words"), {})
    assert [block.text for block in done] == [
        "The café ended. The river rose",
        "It rained.",
        "A man who reportedly left early",
    ]
    assert done[1] is blocks[1]
