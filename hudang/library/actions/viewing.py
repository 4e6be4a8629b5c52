"""Opening a file of an institutional item: it leaves the archive, which the log must show."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.models import User
from hudang.archives.actions.viewing import OriginalFile
from hudang.audit.log import Act, record
from hudang.digitization.vocabulary import EXTENSIONS, MediaType
from hudang.kernel.errors import NotVisible
from hudang.library.queries.volumes import item_for, object_for
from hudang.platform import storage


@transaction.atomic
def open_original(*, actor: User, item_id: int, object_id: int) -> OriginalFile:
    """Return a file of an item, and record that it was opened; raises ``NotVisible``."""
    item, found = item_for(actor, item_id), object_for(actor, item_id, object_id)
    path = storage.path_of(found.sha256)
    if not path.is_file():
        raise NotVisible
    name = f"{item.reference_code.replace('·', '_')}.{EXTENSIONS[MediaType(found.media_type)]}"
    summary = f"打开机构卷的件 {item.reference_code}"
    record(actor, Act("open_original", "institutional_item", item.pk, summary=summary))
    return OriginalFile(path, found.media_type, name)
