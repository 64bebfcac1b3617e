"""Where a link may lead outside the house, and what is said there of where somebody came from.

An address is kept only if its host stands on the organisation's list (`outreach.link_hosts`), and
it is looked at again whenever somebody follows the link: who finds a short address of ours finds no
door to just anywhere. What trackers hang on an address is taken off; what we say instead (utm)
names the channel, the kind of placement, the campaign and the placement: never who came.
"""

import posixpath
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import SplitResult, unquote, unquote_plus, urlencode, urlsplit, urlunsplit

from flask_babel import lazy_gettext as _l
from werkzeug.urls import iri_to_uri

from outreach.errors import TargetRefused
from outreach.schemas import ChannelKind, Medium

LONGEST = 2_000
HTTPS = 443
LONGEST_WORD = 40
HOUSE = "rinnalla"
"""What stands for the channel where a link has none."""

_UNFIT = re.compile(
    r"[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufeff\\<>\"]"
)
_NUMBER = re.compile(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)\.?\Z")
_SHORT = re.compile(r"/(?:(?:sv|en)/)?[tq]/")
CODE = "k"
"""By what name our own pages know the link that led to them."""

_MARKS = ("utm_", "mtm_", "matomo_", "piwik_", "pk_", "hsa_", "stm_")
_CLICKS = frozenset({
    "_ga", "_gl", "dclid", "gad_source", "gbraid", "gclid", "gclsrc", "srsltid", "wbraid",
    "fbclid", "igsh", "igshid", "li_fat_id", "mibextid", "sccid", "scid", "ttclid", "twclid",
    "_hsenc", "_hsmi", "mc_cid", "mc_eid", "mkt_tok", "msclkid", "vero_id", "wickedid",
    "epik", "oly_anon_id", "oly_enc_id", "rb_clickid", "s_cid", "yclid",
})  # fmt: skip
_CARRIERS = {
    **dict.fromkeys((Medium.STORY, Medium.BIO, Medium.POST), "social"),
    **{one: one.value for one in (Medium.DM, Medium.QR, Medium.PRINT, Medium.NFC)},
}


@dataclass(frozen=True, kw_only=True)
class CameFrom:
    """What is told of where a link stands."""

    channel: ChannelKind | None
    medium: Medium
    placement: str
    campaign: str
    begun: date | None

    def said(self, *, scanned: bool) -> dict[str, str]:
        """Give the utm words: lower case, letters a to z, digits, `-` and `_`."""
        words = {
            "utm_source": self.channel.value if self.channel else HOUSE,
            "utm_medium": Medium.QR.value if scanned else _CARRIERS[self.medium],
            "utm_campaign": f"{self.begun:%Y-%m}_{_plain(self.campaign)}" if self.begun else "",
            "utm_content": _plain(self.placement),
        }
        return {name: word for name, word in words.items() if word}


def fit(written: str, *, own: str, hosts: Collection[str]) -> str:
    """Give an address as a link keeps it: on a host of the list, or on `own`, without trackers.

    Raises `TargetRefused` with a sentence that says what is wrong.
    """
    if len(written) > LONGEST or _UNFIT.search(written):
        raise TargetRefused(_l("This is no address. Copy it whole from the browser."))
    parts = _parts(written)
    if _is_own(parts, own):
        if _SHORT.match(posixpath.normpath(f"/{unquote(parts.path).lstrip('/')}").casefold()):
            raise TargetRefused(
                _l("This is a short address of ours: a link does not lead to a link.")
            )
        host = parts.netloc
    else:
        host = _checked(parts, hosts)
    kept = (parts.scheme, host, parts.path, _without_marks(parts.query), parts.fragment)
    return iri_to_uri(urlunsplit(kept))


def dressed(target: str, said: Mapping[str, str], *, own: str, code: str) -> str:
    """Add what is said of where somebody came from; our own pages get the link's code alone.

    A worry test counts its end for that code.
    """
    parts = urlsplit(target)
    query = parts.query
    if _is_own(parts, own):
        said, query = {CODE: code}, _without(query, CODE)
    told = urlencode(said)
    return urlunsplit(parts._replace(query=f"{query}&{told}" if query else told))


def _without(query: str, name: str) -> str:
    return "&".join(one for one in query.split("&") if one and one.partition("=")[0] != name)


def _parts(written: str) -> SplitResult:
    try:
        parts = urlsplit(written)
        _ = parts.port
    except ValueError:
        raise TargetRefused(_l("This is no address. Copy it whole from the browser.")) from None
    return parts


def _is_own(parts: SplitResult, own: str) -> bool:
    """Whether scheme, host and port are those of the house; nobody is named before them."""
    ours = urlsplit(own)
    return (parts.scheme, parts.netloc.casefold()) == (ours.scheme, ours.netloc.casefold())


def _checked(parts: SplitResult, hosts: Collection[str]) -> str:
    """Give the host as it is written in the name system. Raises `TargetRefused`."""
    if parts.scheme != "https":
        raise TargetRefused(_l("A link leads only to an address that begins with https://."))
    if "@" in parts.netloc:
        raise TargetRefused(_l("Take the user name out of the address."))
    if parts.port not in {None, HTTPS}:
        raise TargetRefused(_l("Take the port number out of the address."))
    host = _ascii(parts.hostname or "")
    if ":" in host or _NUMBER.match(host.rpartition(".")[2]):
        raise TargetRefused(_l("Write the name of the site, not its number."))
    if host not in hosts:
        raise TargetRefused(
            _l("This site is not on your organisation's list of sites that links may lead to.")
        )
    return host


def _ascii(host: str) -> str:
    """Write a name as the name system does: letters that only look alike are other letters."""
    try:
        return host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        return host


def _without_marks(query: str) -> str:
    """Take off what trackers and other campaigns have hung on an address; the rest stays."""
    return "&".join(part for part in query.split("&") if part and not _is_mark(part))


def _is_mark(part: str) -> bool:
    name = unquote_plus(part.partition("=")[0]).strip().casefold()
    return name.startswith(_MARKS) or name in _CLICKS


def _plain(text: str) -> str:
    """Write words as `mika-sua-huolettaa`."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return "-".join(re.findall(r"[a-z0-9]+", bare))[:LONGEST_WORD].rstrip("-")
