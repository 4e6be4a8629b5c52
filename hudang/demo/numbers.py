"""Invented numbers with the right shape and check digits: identity, account, phone, certificates."""

from __future__ import annotations

from datetime import date
from random import Random

from hudang.demo.names import weighted
from hudang.kernel.identity import check_digit

# 220882 is the county itself, the others its neighbours and where families once came from
_REGIONS = weighted(
    "220882:860 220881:20 220821:20 220822:18 220802:14 220722:10 220723:14 220721:8 152223:10 230223:6 230621:6 371722:4"
)
_MOBILE_PREFIXES = (
    "130 131 132 133 135 136 137 138 139 150 151 152 155 156 158 159 176 177 180 182 186 187 188 189 199".split()
)
BANKS = {
    "大安市农村信用合作联社": "623052",
    "吉林银行大安支行": "622178",
    "中国农业银行大安市支行": "622848",
    "中国邮政储蓄银行大安市支行": "621799",
}
_ACCOUNT_DIGITS = 19


def luhn_digit(first: str) -> str:
    """Return the last digit that makes a card number pass Luhn (ISO/IEC 7812-1)."""
    doubled = sum(2 * int(digit) - (9 if digit > "4" else 0) for digit in first[::-2])
    return str(-(doubled + sum(int(digit) for digit in first[-2::-2])) % 10)


class Numbers:
    """Draws numbers and remembers them, so that none is drawn twice in a county."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._used: set[str] = set()

    def identity(self, born_on: date, sex: str) -> str:
        """Return an identity number (GB 11643) that fits birth date and sex (``1`` odd, ``2`` even)."""
        birth = f"{born_on:%Y%m%d}"
        while True:
            serial = self._rng.randrange(10, 500) * 2 + (sex == "1")
            first = f"{_REGIONS.draw(self._rng)}{birth}{serial:03d}"
            if first not in self._used:
                self._used.add(first)
                return first + check_digit(first)

    def account(self, bank: str) -> str:
        """Return a card number of the bank with its Luhn digit."""
        digits = _ACCOUNT_DIGITS - len(BANKS[bank]) - 1
        while True:
            first = f"{BANKS[bank]}{self._rng.randrange(10**digits):0{digits}d}"
            if first not in self._used:
                self._used.add(first)
                return first + luhn_digit(first)

    def mobile(self) -> str:
        """Return a mobile number; relatives sometimes share one, so it need not be unique."""
        return f"{self._rng.choice(_MOBILE_PREFIXES)}{self._rng.randrange(10**8):08d}"

    def phone(self) -> str:
        """Return a mobile or, more rarely, a landline number of 白城."""
        return f"0436-5{self._rng.randrange(10**6):06d}" if self._rng.random() < 0.08 else self.mobile()

    def certificate(self, urban: bool, year: int) -> str:
        """Return the number of a 低保证."""
        while True:
            number = f"{'CS' if urban else 'NC'}220882{year}{self._rng.randrange(10**5):05d}"
            if number not in self._used:
                self._used.add(number)
                return number
