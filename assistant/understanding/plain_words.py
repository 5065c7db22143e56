"""Interrogatives as text messages and speech have them, in plain words. Pure."""

from __future__ import annotations

import re
from functools import cache

from assistant.data import sections

__all__ = ["in_plain_words"]

_WORD = re.compile(r"(?<![\w'’.-])[^\W_]+(?![\w’]|-(?!(?:t-)?(?:ils?|elles?|on)\b))")
_CALL = re.compile(
    r"\btél\b\.?|(?:^\W*|(?<=\ble )|(?<=\bson )|(?<=\bnum de )|(?<=\bnum[ée]ro de ))tel\b\.?"
    r"(?=\W*$| (?:de |du |d['’]))",
    re.IGNORECASE,
)
"""A telephone, not "tel que"."""
_IT_IS = re.compile(r"(?<![\w'’-])[cC] (?=(?:quoi|qui|quand|combien|comment|où|ou|quel\w*)\b)")
_ARTICLE = r"(?:(?:le|la|les|ce|cette)\s|l['’])?"
_NO_DOCUMENT = (
    rf"(?!{_ARTICLE}(?:communiqu|manifest|brochure|page|rapport|note|lettre|document|[ée]tude|"
    r"charte|convention|accord|texte|article|consultation|plaquette|r[ée]f[ée]r[ée]|loi|d[ée]cret|"
    r"courrier|avis|livre|amendement|r[ée]ponse|discours))"
)
_AGE = re.compile(
    rf"\b(?:de quand (?:date|datent)|(?:à|a) quand remonte(?:nt)?)\s+{_NO_DOCUMENT}"
    rf"(?={_ARTICLE}[\w'’&-]+(?: [\w'’&-]+)?\s*\?*$)",
    re.IGNORECASE,
)
"""How old a thing is whose name is all that follows; of a document its date is meant."""
_NAMED = (
    r"(?!(?:ils?|elles?|on|[cç]a|cela|ce|it|he|she|they|this|that|et|and|mais)\b)[^?,;:]{2,60}?"
)
_NAME = (
    r"(?!(?:ils?|elles?|on|it|he|she|they|moyen\w*|average|un|une|a|an|my|your|his|her|mon|ton|son)\b)"
    r"[\w'’&-]+(?: (?:& )?[\w'’-]+){0,4}"
)
_LASTS = (
    r"(?:depuis (?:quand|combien (?:de temps|d['’]ann[ée]es?))|since when|how (?:long|many years))"
)
_EXISTS = re.compile(
    rf"\b{_LASTS} existe(?:nt)?\s+(?P<last>{_NAMED})\s*\?*$|"
    rf"\b{_LASTS} (?:has |have )?(?P<first>{_NAMED})\s+(?:existe(?:-t-(?:il|elle))?|"
    r"existent(?:-(?:il|elle)s)?|(?:been )?exist(?:ed|ing)?|been around)\s*\?*$|"
    rf"(?:^|[,:]\s*){_NO_DOCUMENT}(?P<opens>(?=\S){_NAMED}),? (?:[cç]a |ils? |elles? )?"
    rf"(?:existe(?:nt)? {_LASTS}|date(?:nt)? de (?:quand|quelle ann[ée]e)|"
    r"remonte(?:nt)? [àa] quand|a quel [âa]ge)\s*\?*$|"
    r"\b(?:[cç]a|cela) fait combien (?:de temps|d['’]ann[ée]es?) qu(?:e |['’])"
    rf"(?P<lasting>{_NAMED}) existe\s*\?*$|"
    r"\b(?:(?:(?:il|elle|[cç]a) a )?quel [âa]ge (?:a |(?:il|elle|[cç]a) a )?|how old is |"
    r"(?:quel est )?l['’][âa]ge (?:de |d['’](?=\w)|(?P<of>du )))"
    rf"(?P<aged>{_ARTICLE}{_NAME})\s*\?*$",
    re.IGNORECASE,
)
"""How long a thing has been, how old it is: when it began. Of several ("l'âge des PME") no one."""
_ENGLISH = re.compile("since when|how", re.IGNORECASE)
_INVERTED = re.compile(
    r"\b(\w*[ae])[\s-]+(?:t[\s'’-]+(ils?|elles?|on)|t(ils?))\b(?!['’])", re.IGNORECASE
)
"""A pronoun behind its verb, without its hyphens: "y a t il", "existe til"."""
_THERE_IS = re.compile(r"\by['’]?a(?=-t-il\b)", re.IGNORECASE)
_TODAY = re.compile(
    r"\b(?:[àa] l['’]heure (?:actuelle|qu['’]il est)|en ce moment|[àa] ce jour|de nos jours|"
    r"[àa] pr[ée]sent|(?P<english>at present|at the moment|these days|as of today))\b",
    re.IGNORECASE,
)
_WORTH = re.compile(
    r"\b(?:quel(?:le)? (?:est )?(?:l['’])?(?:int[ée]r[êe]t|utilit[ée])(?: (?:y a-t-il|a-t-on))?|"
    r"[àa] quoi (?:[çc]a |cela )?sert(?:-il)?) (?:[àa] |de |d['’])(?=\w+(?:er|ir|re)\b)|"
    r"\bwhat (?:do|would|will) (?:i|we|you|smes) (?:gain|get) (?:by|from|out of) "
    r"(?P<doing>\w{3,})ing\b",
    re.IGNORECASE,
)
"""Asks what doing something is good for: why one would do it."""
_BEST_FOR = re.compile(
    r"\b(?:(quel)|what|which) (?:est|is) (?:le|the) (?:meilleur|bon|best|right) "
    r"(p[oô]le|cluster) (?=(?:pour|for|dans|en|in)\b)",
    re.IGNORECASE,
)
"""The best for somebody or something is one that fits."""
_PERIOD = re.compile(
    r"\b(?:combien de temps (?:dure|a dur[eé]|durera)|(?:quelle est )?la dur[eé]e de|"
    r"jusqu['’](?:[aà]|en) quand (?:court|dure|va|ira|s['’][eé]tend)|"
    r"(how long (?:is|was|does|did|will)|until when (?:does|will))) (?:(?:la|the) )?"
    r"(phase (?:\d|[ivx]{1,4})\b)(?: (?:last|run|take|go on))?",
    re.IGNORECASE,
)
"""How long a phase lasts is told by its two ends."""

_BARE_POLE = re.compile(
    r"(\b(?:quoi|qu['’]est[ -]ce qu['’]|d[ée]fini\w*(?: d['’])?|what is|what are|definition of)\s*"
    r"(?:un|le|les|des|a|the)?\s*)(?:(p[ôo]les?)|(?:french )?(clusters?))(?=\s*\?*\s*$)",
    re.IGNORECASE,
)
"""A definition of "pôle" is one of "pôle de compétitivité"."""
_AS_WHAT = re.compile(r"\b(?:il )?y a quoi comme (?=\w)", re.IGNORECASE)
_PAYS = re.compile(
    r"\b(?:(qui) (?:pa[yi]e|pa[yi]ent)(?: pour)?|who pays(?: for)?)\b(?=[^,;]{0,60}$)",
    re.IGNORECASE,
)
"""Who pays for a thing funds it; the stem of "paye" is that of "pays"."""
_LATEST = re.compile(
    r",? (?:d['’]apr[eè]s|selon) (?:les |vos |tes )?derni(?:ers|[eè]res) (?:chiffres|donn[eé]es|"
    r"nombres)(?: (?:connus|connues|disponibles|publi[eé]e?s|officiel\w*))?(?=\s*[?.,]|\s*$)",
    re.IGNORECASE,
)
"""The latest value known answers any question."""
_IS_IT_SO = re.compile(
    r"^\W*(?:est-il|c['’]est(?: bien)?|est-ce) (?:vrai|exact|correct) qu(?:e |['’])\s*|"
    r"^\W*is it (?:true|right|correct) that\s+|"
    r"(?:,\s*|(?<=[\w)»%]) )(?:(?<!\bou )non|n['’]est-ce pas|"
    r"c['’]est (?:bien )?(?:[çc]a|vrai|exact)|pas vrai|hein|is that right|"
    r"right|correct|(?:is|was|has|does|did|do|are|were)n['’]t "
    r"(?:it|he|she|they))(?=\s*\?*\s*$)",
    re.IGNORECASE,
)
"""What asks that something be confirmed, before it or behind it: "…, non ?", "is it true that…"."""


def in_plain_words(text: str) -> str:
    """``text`` with what it asks spelt out: "kan", "ki", "c koi", "de quand date", "un pôle"."""
    plain, text = _spellings(), _IS_IT_SO.sub("", _LATEST.sub("", text))
    text = _WORD.sub(lambda match: plain.get(match[0], match[0]), text)
    text = _CALL.sub("téléphone", text)
    text = _INVERTED.sub(lambda match: f"{match[1]}-t-{match[2] or match[3]}", text)
    text = _PAYS.sub(lambda match: "qui finance" if match[1] else "who funds", text)
    text = _EXISTS.sub(_when_begun, _THERE_IS.sub("y a", text))
    text = _TODAY.sub(lambda match: "today" if match["english"] else "aujourd'hui", text)
    text = _WORTH.sub(lambda match: f"why {d}" if (d := match["doing"]) else "pourquoi ", text)
    text = _AS_WHAT.sub("quels sont les ", text)
    text = _BEST_FOR.sub(lambda match: f"{match[1] or 'which'} {match[2]} ", text)
    text = _AGE.sub("quand a été créé ", _IT_IS.sub("c'est ", _PERIOD.sub(_period, text)))
    return _BARE_POLE.sub(_whole_name, text)


def _whole_name(match: re.Match[str]) -> str:
    before, pole, cluster = match.groups()
    return f"{before}{pole} de compétitivité" if pole else f"{before}competitiveness {cluster}"


@cache
def _spellings() -> dict[str, str]:
    """The plain word for each spelling, in small letters: "KI" may be a name."""
    lines = (line.split(": ") for line in sections("synonyms.txt")["spellings"])
    return {spelt: plain for plain, words in lines for spelt in words.split()}


def _period(match: re.Match[str]) -> str:
    english, phase = match.groups()
    return f"when does {phase} begin and end" if english else f"de quand à quand va la {phase}"


def _when_begun(match: re.Match[str]) -> str:
    begun = "when was {} created?" if _ENGLISH.match(match[0]) else "quand a été créé {} ?"
    named = next(filter(None, map(match.group, ("last", "first", "opens", "lasting", "aged"))))
    return begun.format(f"le {named}" if match["of"] else named)
