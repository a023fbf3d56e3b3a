#!/usr/bin/env python3
"""The reseller's month again, by other means: exact fractions, no code of the program.

    python3 calculate.py > expected.csv
"""
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction as F


def rounded(value, places):
    """Half up, alike on both sides of zero."""
    step = 10 ** places
    doubled = abs(value) * step * 2 + 1
    units = doubled.numerator // (doubled.denominator * 2)
    return F(units if value >= 0 else -units, step)


def text(value, places):
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


def put(who, what, exact, places=8):
    value = rounded(exact, places)
    print(f"{who},{what},{text(value, places)}")
    return value


early, late, off = F("0.92"), F("0.9155"), F("0.88")  # EUR for a USD until the 14th and from the 15th on; 12 % off

print("customer,line,amount")
falcon = [
    put("falcon-labs", "k01", F("100") * off * early),
    put("falcon-labs", "k02", F("-25") * off * early),
    put("falcon-labs", "k03", F(0)),  # priced with the month
    put("falcon-labs", "kestrel-traffic", F(100) * F("0.10") * late),
    put("falcon-labs", "kestrel-traffic", F(20) * F("0.08") * late),
]
osprey = [
    put("osprey-media", "k04", F("33.33333333") * off * early),
    put("osprey-media", "k05", F("10.005") * off * late),
]
# What stands below each customer's lines is the sum of its lines as shown.
for name, charges in (("falcon-labs", falcon), ("osprey-media", osprey)):
    put(name, "subtotal", sum(rounded(charge, 2) for charge in charges), 2)
harbor = [put("harbor-inn", "k06", F("50"))]

for name, charges in (("kestrel-it", falcon + osprey), ("harbor-inn", harbor)):
    exact = sum(charges)
    net = put(name, "net", exact, 2)
    put(name, "rounding", net - exact)
    tax = put(name, "tax", net * F("0.21"), 2)
    put(name, "total", net + tax, 2)
