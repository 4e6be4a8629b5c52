"""Hangs up the notice of a case nine days ago: the township's handler acts, only the clock is set."""

from __future__ import annotations

import sys
from datetime import timedelta
from io import BytesIO

import django
from PIL import Image

django.setup()

from hudang.accounts.models import User  # noqa: E402
from hudang.casework.actions.notices import Posting, photograph_notice, post_notice, prepare_notice  # noqa: E402
from hudang.casework.models import Case  # noqa: E402
from hudang.kernel import clock  # noqa: E402

_DAYS = 9


def main(number: str) -> None:
    """Prepare, post and photograph the notice of one case."""
    handler, case = User.objects.get(username="sheli"), Case.objects.get(number=number)
    photo = BytesIO()
    Image.new("RGB", (640, 480), "white").save(photo, "JPEG")
    photo.seek(0)
    with clock.frozen(clock.now() - timedelta(days=_DAYS)):
        day = clock.today()
        made = prepare_notice(
            actor=handler,
            village_code=case.village_code,
            numbers=[number],
            telephone="0436-5550102",
            starts_on=day,
        )
        post_notice(actor=handler, number=made.number, posting=Posting("村部公示栏", "王春梅", day))
        photograph_notice(actor=handler, number=made.number, last=False, photo=photo, name="首日.jpg")
    sys.stdout.write(made.number)


main(sys.argv[1])
