"""Licence and publication page.

Whoever reads the document, on paper too, must be told under which licence it may be reused and where it is published, so
`report.yaml` gives both with their addresses, and the text says both. Data and documents of public offices are published under
an open licence: legislative decree 36/2006, article 8; AgID's guidelines on open data (determination 183/2023), which ask for
CC BY 4.0 unless there is a reason for another. The address is that of the licence named (CC BY 4.0, section 3(a)(1)(C): a link
to it belongs to the notice). Reports and their summaries are made available to the public: Regulation (EU) No 1303/2013,
article 50(9); what a programme achieves stands on the managing authority's website: Regulation (EU) 2021/1060, article 49(1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from report_builder.checks.model import Context, Finding, Level, folded
from report_builder.checks.walk import links
from report_builder.law import Licence, licences

RULES: Mapping[str, Level] = {
    "licence-unknown": Level.WARNING,
    "licence-not-open": Level.WARNING,
    "licence-address": Level.WARNING,
    "licence-address-missing": Level.BEFORE_PRINT,
    "licence-not-said": Level.BEFORE_PRINT,
    "publication-missing": Level.BEFORE_PRINT,
    "publication-not-said": Level.BEFORE_PRINT,
}


def check(context: Context) -> Iterator[Finding]:
    entry, place = context.report.entry, context.report.place
    addresses = {_address(link.target) for passage in context.passages for link in links(passage.inlines)}
    known = next((one for one in licences() if folded(one.name) == folded(entry.licence)), None)
    yield from _licence(context, known)
    if folded(entry.licence) not in context.printed and _address(entry.licence_url) not in addresses:
        yield Finding("licence-not-said", {"licence": entry.licence}, place("licence"), entry.licence)
    if not entry.publication_url:
        yield Finding("publication-missing", {}, place("publisher"), "publication_url")
    elif (page := _address(entry.publication_url)) not in addresses and page not in context.printed:
        parameters = {"address": entry.publication_url}
        yield Finding("publication-not-said", parameters, place("publication_url"), entry.publication_url)


def _licence(context: Context, known: Licence | None) -> Iterator[Finding]:
    entry, place = context.report.entry, context.report.place
    name = entry.licence
    if known is None:
        names = [one.name for one in licences() if one.open]
        near = get_close_matches(name, names, 1)
        parameters = {"licence": name, "known": ", ".join(names), "suggestion": near[0] if near else ""}
        yield Finding("licence-unknown", parameters, place("licence"), name)
    elif not known.open:
        yield Finding("licence-not-open", {"licence": name}, place("licence"), name)
    if not entry.licence_url:
        example = f"https://{known.address}/" if known else ""
        yield Finding("licence-address-missing", {"licence": name, "suggestion": example}, place("licence"), name)
    elif known is not None and not _address(entry.licence_url).startswith(known.address):
        parameters = {"licence": name, "address": entry.licence_url, "wanted": f"https://{known.address}/"}
        yield Finding("licence-address", parameters, place("licence_url"), name)


def _address(url: str) -> str:
    """An address without what makes no other page: the scheme, letter case, a slash at the end."""
    return url.partition("://")[2].rstrip("/").lower() or url.lower()
