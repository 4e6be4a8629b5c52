"""Reading of the means test: parameters in force, cases made from the register, assessments as decided."""

from hudang.assessment.queries.parameters import parameters_in_force as parameters_in_force
from hudang.assessment.queries.parameters import version_of as version_of
