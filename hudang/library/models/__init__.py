"""Tables of the library."""

from hudang.library.models.volumes import InstitutionalItem as InstitutionalItem
from hudang.library.models.volumes import InstitutionalPage as InstitutionalPage
from hudang.library.models.volumes import ItemHousehold as ItemHousehold
from hudang.library.models.volumes import Volume as Volume
from hudang.library.models.volumes import VolumeNote as VolumeNote
