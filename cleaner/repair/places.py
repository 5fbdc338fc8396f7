"""English names of countries and large cities: no product is called after them with a preposition in front."""

from __future__ import annotations

__all__ = ["PLACES"]

PLACES = frozenset(
    (
        b"afghanistan africa albania algeria america argentina armenia asia athens australia austria baghdad "
        b"bangladesh barcelona beijing belarus belgium berlin boston brazil britain brussels bulgaria cairo california "
        b"cambodia canada chicago chile china colombia copenhagen croatia cuba cyprus damascus delhi denmark detroit "
        b"dublin ecuador edinburgh egypt england estonia ethiopia europe finland florida france gaza geneva georgia "
        b"germany ghana glasgow greece haiti havana helsinki hungary iceland india indonesia iran iraq ireland "
        b"islamabad israel istanbul italy jakarta japan jerusalem jordan kabul kenya kiev kyiv lagos latvia lebanon "
        b"libya lisbon lithuania liverpool london madrid malaysia manchester manila melbourne mexico miami michigan "
        b"moscow mumbai nairobi nepal netherlands nigeria norway ohio oslo pakistan palestine paris pennsylvania peru "
        b"philippines poland portugal prague qatar romania rome russia scotland seoul serbia shanghai singapore "
        b"slovakia slovenia somalia spain stockholm sudan sweden switzerland sydney syria taiwan tanzania tehran texas "
        b"thailand tokyo toronto tunisia turkey uganda ukraine vienna vietnam wales warsaw washington yemen zambia "
        b"zimbabwe "
    ).split()
)
"""In lower case; ASCII is alike in all alphabets."""
