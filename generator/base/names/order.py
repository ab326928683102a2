"""Which words of a name are the family name, as far as the words tell."""

import re
import unicodedata
from collections.abc import Sequence

from anyascii import anyascii

# Word lists are easier to edit as text than as lists of strings.
_PARTICLES = frozenset(
    """
    af al am av ben bin bint binti da dal dalla dalle de degli del della den der di do dos du el ibn il la las
    le lo los op ould st ten ter ul ur van vom von zu zum zur 't
    """.split()
)
# Written with a capital they are mostly particles too, but others of the list are then given names.
_CAPITAL_PARTICLES = frozenset(
    """
    Abd Abdel Abou Abu Al Bar Ben Bou Da Dal Dalla De Del Della Den Der Di Dos Du El Ibn La Le Mac Mc Saint
    Ould San Santa St St. Ter Van Von Ó Ní Ua Uí
    """.split()
)
# Between two family names: "Santiago Ramón y Cajal".
_JOINING = frozenset("y e i".split())
_VIETNAMESE = frozenset(
    """
    Bui Cao Dang Dao Dinh Do Doan Duong Ho Hoang Huynh Lam Le Luong Luu Ly Mai Ngo Nguyen Pham Phan Phung
    Quach Thai Tran Trinh Truong Vo Vu Vuong
    """.split()
)
"""Family names of Vietnam, of which a few serve nine people in ten."""

_SURELY_VIETNAMESE = frozenset("Huynh Nguyen Pham Phan Tran Trinh Truong".split())
"""Those that no other language has as a given name."""

_VIETNAMESE_MIDDLE = frozenset(
    """
    Anh Ba Bao Cong Dac Dang Dinh Duc Duy Gia Hoang Hong Huu Huy Khac Kim Mai Manh Minh Ngoc Nhat Nhu Phuong
    Quang Quoc Quy Tan Thanh The Thi Thu Tien Trong Trung Tuan Van Viet Xuan
    """.split()
)
# Of the most frequent family names of Spanish-speaking countries those that are no given names as well.
_SPANISH = frozenset(
    """
    acosta aguilar aguirre alvarado alvarez arias avila ayala barrera benitez blanco bravo caballero cabrera
    calvo campos cano cardenas carrasco carrillo castillo castro cervantes chavez contreras cordero cortes
    crespo cruz delgado diaz dominguez duran escobar espinosa espinoza estrada fernandez ferrer figueroa
    flores fuentes gallardo gallego garcia garrido gil gimenez gomez gonzalez guerrero gutierrez guzman
    hernandez herrera herrero hidalgo ibanez iglesias jimenez juarez lopez lozano marin marquez martinez
    medina mejia mendez mendoza miranda molina montero montoya mora morales moreno moya munoz navarro nieto
    nunez ochoa ortega ortiz pacheco padilla paredes parra pascual pena peralta perez ponce quintero ramirez
    reyes rios rivas rivera rodriguez rojas romero rubio ruiz salazar salinas sanchez sandoval santana santos
    sanz serrano sierra silva solis soto suarez torres trujillo valdez valencia vargas vasquez vazquez vega
    velasco velasquez vera vidal villanueva zamora zuniga
    """.split()
)
SUFFIXES = frozenset("Jr Jr. Sr Sr. II III IV 2nd 3rd 4th".split())
"""What stands behind a name and is no part of it."""

_INITIAL = re.compile(r"[^\W\d_]\.?(?:-?[^\W\d_]\.)*")
_FAMILY_FIRST = re.compile("[\u3005-\u3007\u3040-\u309f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\\s]+")
_FEWEST_WITH_TWO_FAMILY_NAMES = 3


def family_start(words: Sequence[str]) -> int:
    """Return the position of the first word of the family name, in a name in reading order.

    That is the first particle ("Luc Van Gool"), the first of two Spanish family names ("Ana García López"),
    or the last word.

    Args:
        words: At least two.
    """
    last = len(words) - 1
    start = next((place for place in range(last) if _is_particle(words, place)), last)
    if words[start] in _JOINING:
        return start - 1
    is_double = len(words) >= _FEWEST_WITH_TWO_FAMILY_NAMES and start == last
    return last - 1 if is_double and all(_is_spanish(word) for word in words[-2:]) else start


def is_family_name(text: str) -> bool:
    """Return whether some words are a family name by themselves: with a particle, or two Spanish ones."""
    words = text.split()
    begins = len(words) > 1 and words[0] in _PARTICLES
    return begins or (len(words) == 2 and all(map(_is_spanish, words)))  # noqa: PLR2004  father's and mother's


def is_vietnamese_order(words: Sequence[str]) -> bool:
    """Return whether a Vietnamese name begins with the family name: "Nguyễn Văn Đức", "Tran Thi Mai".

    Args:
        words: The words of a name.
    """
    if len(words) < 3 or anyascii(words[0]) not in _VIETNAMESE:  # noqa: PLR2004
        return False
    plain = [anyascii(word) for word in words]
    if plain[-1] in _SURELY_VIETNAMESE:
        return False
    has_marks = any(unicodedata.combining(sign) for sign in unicodedata.normalize("NFD", "".join(words[1:])))
    return plain[1] in _VIETNAMESE_MIDDLE and (has_marks or plain[0] in _SURELY_VIETNAMESE)


def is_written_family_first(text: str) -> bool:
    """Return whether a name is in Chinese, Japanese or Korean script, where the family name comes first."""
    return not text.isascii() and _FAMILY_FIRST.fullmatch(text) is not None


def is_initial(word: str) -> bool:
    """Return whether a word is one or more initials with their points: "A", "J.", "J.-P."."""
    return word[0].isupper() and _INITIAL.fullmatch(word) is not None


def _is_spanish(word: str) -> bool:
    return word[:1].isupper() and anyascii(word).lower() in _SPANISH


def _is_particle(words: Sequence[str], position: int) -> bool:
    """Return whether a word that is not the last belongs to the family name."""
    word = words[position]
    if word in _PARTICLES or (word in _JOINING and position > 1):
        return True
    return position > 0 and word in _CAPITAL_PARTICLES and words[position + 1] not in _VIETNAMESE
