"""Tables of recertification."""

from hudang.recertification.models.campaigns import Campaign as Campaign
from hudang.recertification.models.campaigns import CampaignHousehold as CampaignHousehold
from hudang.recertification.models.campaigns import CampaignPosting as CampaignPosting
from hudang.recertification.models.devices import Device as Device
from hudang.recertification.models.devices import Sending as Sending
from hudang.recertification.models.events import EventList as EventList
from hudang.recertification.models.feeds import CalendarFeed as CalendarFeed
from hudang.recertification.models.rules import RuleVersion as RuleVersion
from hudang.recertification.models.supervision import Supervision as Supervision
from hudang.recertification.models.tasks import Attempt as Attempt
from hudang.recertification.models.tasks import PlanRun as PlanRun
from hudang.recertification.models.tasks import RecertificationTask as RecertificationTask
from hudang.recertification.models.tasks import Standing as Standing
from hudang.recertification.models.visits import Neighbour as Neighbour
from hudang.recertification.models.visits import Visit as Visit
from hudang.recertification.models.visits import VisitPhoto as VisitPhoto
