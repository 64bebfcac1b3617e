"""The writers' form of a guide or an info bite, from its wording and back into a draft."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlmodel import Session
from wtforms import Field, HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Regexp
from wtforms.validators import Optional as OrNothing

from core.choices import SelectChoice
from core.i18n import LANGUAGES, language
from core.web import HouseForm
from guidance import queries
from guidance.finnish import fold
from guidance.forms import ChecksField
from guidance.queries import ShownGuide, WorkingGuide
from guidance.schemas import GuideDraft, GuideFor, GuideWords
from guidance.search import lexicon

TITLE, LEAD, BODY, LINE, SOURCES = 90, 280, 20_000, 160, 1_500
LONGEST_SLUG = 60
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
RESERVED = frozenset({"desk"})
MOST_SERVICES = 12
ON_PICTURE = 220
PARTS = ("title", "lead", "body", "byline", "sources")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
FOR_WHOM = [
    SelectChoice(GuideFor.EVERYBODY, _l("Everybody")),
    SelectChoice(GuideFor.YOUTH, _l("Young people")),
    SelectChoice(GuideFor.YOUNG_ADULTS, _l("Young adults")),
    SelectChoice(GuideFor.PARENTS, _l("Parents")),
]


def _short(label: Any, most: int) -> StringField:
    return StringField(label, [Length(max=most)])


def _long(label: Any, most: int) -> TextAreaField:
    return TextAreaField(label, [Length(max=most)])


def _picture_text(label: Any) -> TextAreaField:
    return TextAreaField(label, [Length(max=ON_PICTURE)])


class GuideForm(HouseForm):
    """All of a guide on one page; `known` maps names of services to their ids."""

    revision = HiddenField(default="0")
    fi_title = StringField(_l("Title in Finnish"), [InputRequired(), Length(max=TITLE)])
    fi_lead = _long(_l("In a sentence or two, in Finnish"), LEAD)
    fi_body = _long(_l("Text in Finnish"), BODY)
    fi_byline = _short(_l("Written by, in Finnish"), LINE)
    fi_sources = _long(_l("Sources, in Finnish"), SOURCES)
    sv_title = _short(_l("Title in Swedish"), TITLE)
    sv_lead = _long(_l("In a sentence or two, in Swedish"), LEAD)
    sv_body = _long(_l("Text in Swedish"), BODY)
    sv_byline = _short(_l("Written by, in Swedish"), LINE)
    sv_sources = _long(_l("Sources, in Swedish"), SOURCES)
    en_title = _short(_l("Title in English"), TITLE)
    en_lead = _long(_l("In a sentence or two, in English"), LEAD)
    en_body = _long(_l("Text in English"), BODY)
    en_byline = _short(_l("Written by, in English"), LINE)
    en_sources = _long(_l("Sources, in English"), SOURCES)
    audience = SelectField(_l("For whom"), choices=FOR_WHOM, default=GuideFor.EVERYBODY)
    topics = ChecksField(_l("Topics"))
    services = _long(_l("Services to name first"), 2_000)
    leads_to = SelectField(_l("Guide that it leads to"), default="")
    slug = StringField(
        _l("Address"),
        [
            OrNothing(),
            Length(max=LONGEST_SLUG),
            Regexp(SLUG, message=_l("Only small letters a–z, digits and hyphens between them.")),
        ],
    )

    def __init__(
        self, *args: Any, guides: Iterable[ShownGuide] = (), asked: Session | None, **kwargs: Any
    ) -> None:
        """Fill the form; `asked` is where services are looked for by their names."""
        super().__init__(*args, **kwargs)
        self._asked = asked
        self.known: dict[str, UUID] = {}
        named = {one: lexicon.named(one, language()) for one in lexicon.shipped()}
        self.topics.choices = [
            SelectChoice(*pair) for pair in sorted(named.items(), key=lambda pair: pair[1])
        ]
        self.leads_to.choices = [
            SelectChoice("", _l("None")),
            *(SelectChoice(str(one.id), one.words.title) for one in guides),
        ]

    def validate_slug(self, field: Field) -> None:
        """Refuse an address that the house needs itself."""
        if field.data in RESERVED:
            raise ValidationError(_l("Another page has this address already."))

    def validate_services(self, field: Field) -> None:
        """Refuse a service that nobody finds by its name or by the address of its page."""
        lines = _lines(field.data)
        if len(lines) > MOST_SERVICES:
            raise ValidationError(_l("Name fewer services: the nearest ones help most."))
        by_name = queries.services_named(self._asked, lines) if self._asked else {}
        for line in lines:
            linked = _ID.search(line)
            if linked is None and line not in by_name:
                raise ValidationError(_l("We do not know the service %(name)s.", name=line))
            self.known[line] = UUID(linked[0]) if linked else by_name[line]

    def _validate_other_title(self, field: Field) -> None:
        lang = field.name[:2]
        parts = [self[f"{lang}_{part}"].data for part in PARTS]
        if any((one or "").strip() for one in parts) and not (field.data or "").strip():
            raise ValidationError(_l("Give the title in this language too."))

    validate_sv_title = _validate_other_title
    validate_en_title = _validate_other_title


class BiteForm(GuideForm):
    """The same for an info bite: a title, what stands on its picture, and where it leads."""

    fi_lead = _picture_text(_l("Text on the picture, in Finnish"))
    sv_lead = _picture_text(_l("Text on the picture, in Swedish"))
    en_lead = _picture_text(_l("Text on the picture, in English"))


def guide_draft(form: GuideForm) -> GuideDraft:
    """Give what a valid form says."""
    texts = {lang: _words(form, lang) for lang in LANGUAGES}
    return GuideDraft(
        slug=form.slug.data or slug_of(form.fi_title.data or ""),
        texts={lang: told for lang, told in texts.items() if told.title},
        audience=GuideFor(form.audience.data),
        topics=tuple(form.topics.data or ()),
        services=tuple(form.known[line] for line in _lines(form.services.data)),
        leads_to=UUID(form.leads_to.data) if form.leads_to.data else None,
    )


def guide_form_data(working: WorkingGuide, names: Mapping[UUID, str]) -> dict[str, Any]:
    """Give a guide as it is being written as the form's data; services go by their names."""
    guide = working.guide
    told = {
        f"{lang}_{part}": getattr(words, part)
        for lang, words in working.texts.items()
        for part in PARTS
    }
    return told | {
        "revision": str(guide.revision),
        "slug": guide.slug,
        "audience": guide.audience,
        "topics": list(guide.topics),
        "leads_to": str(guide.leads_to_id or ""),
        "services": "\n".join(names.get(one, f"/services/{one}") for one in working.services),
    }


def slug_of(title: str) -> str:
    """Make an address of a title: "Kun ei saa unta" becomes "kun-ei-saa-unta"."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(title)))[:LONGEST_SLUG].strip("-") or "x"


def _words(form: GuideForm, lang: str) -> GuideWords:
    said = {part: (form[f"{lang}_{part}"].data or "") for part in PARTS}
    return GuideWords(**{part: text.replace("\r\n", "\n").strip() for part, text in said.items()})


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
