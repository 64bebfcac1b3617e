"""What the browser's side of keys says, in the page's language."""

from flask_babel import gettext as _

from organisation.routes.doors import bp


@bp.app_template_global("key_words")
def sentences() -> dict[str, str]:
    """Give the sentences of `static/js/sealed/unlock.js` and `worker-keys.js`."""
    return {
        "working": _("One moment…"),
        "wrong": _("That did not open your keys. Try again."),
        "not_now": _("The passkey was not used. Try again, or use your passphrase."),
        "short": _("Choose at least 12 characters, for example four words."),
        "differ": _("The two passphrases are not the same."),
        "no_prf": _("This passkey cannot open keys. Use another one, or a passphrase."),
        "failed": _("This did not work. Open the page again and try once more."),
        "held": _("You hold the key of this line."),
        "wait": _(
            "You are not let in yet. Call a colleague of the line: on this same page they see your "
            "name and let you in."
        ),
        "nobody": _("Nobody holds a key of this line yet."),
        "let_in": _("%(name)s has been let in."),
        "passkey": _("Passkey"),
    }
