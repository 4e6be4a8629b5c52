"""Tables of the library."""

from hudang.library.models.documents import Document as Document
from hudang.library.models.documents import LastLook as LastLook
from hudang.library.models.documents import Reading as Reading
from hudang.library.models.documents import Rule as Rule
from hudang.library.models.documents import RuleVersion as RuleVersion
from hudang.library.models.documents import SheetPaper as SheetPaper
from hudang.library.models.documents import Standard as Standard
from hudang.library.models.documents import TextEntry as TextEntry
from hudang.library.models.volumes import InstitutionalItem as InstitutionalItem
from hudang.library.models.volumes import InstitutionalPage as InstitutionalPage
from hudang.library.models.volumes import ItemHousehold as ItemHousehold
from hudang.library.models.volumes import Volume as Volume
from hudang.library.models.volumes import VolumeNote as VolumeNote
