"""Tables of the allowance."""

from hudang.benefits.models.awards import Award as Award
from hudang.benefits.models.awards import Suspension as Suspension
from hudang.benefits.models.changes import StandardChange as StandardChange
from hudang.benefits.models.changes import StandardChangeRow as StandardChangeRow
from hudang.benefits.models.corrections import BackPayment as BackPayment
from hudang.benefits.models.corrections import Correction as Correction
from hudang.benefits.models.corrections import Recovery as Recovery
from hudang.benefits.models.corrections import Repayment as Repayment
from hudang.benefits.models.payments import BankReturn as BankReturn
from hudang.benefits.models.payments import PaymentList as PaymentList
from hudang.benefits.models.payments import PaymentRow as PaymentRow
