"""Writing of the means test: the region's parameters, assessments as decided."""

from hudang.assessment.actions.parameters import SheetForm as SheetForm
from hudang.assessment.actions.parameters import enter_parameters as enter_parameters
