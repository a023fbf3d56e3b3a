#!/usr/bin/env python3
"""The worked example again, by other means: exact fractions, no code of the program.

    python3 calculate.py > expected.csv

Every line is written out as a person would with a calculator; nothing is read from the price book.
"""
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction as F


def rounded(value, places):
    """Half up, alike on both sides of zero."""
    step = 10 ** places
    doubled = abs(value) * step * 2 + 1
    units = doubled.numerator // (doubled.denominator * 2)
    return F(units if value >= 0 else -units, step)


def line(customer, what, exact, places=8):
    value = rounded(exact, places)
    rows.append((customer, what, value, places))
    return value


rows = []
early, late = F("3.72"), F("3.7545")  # PEN for a USD, before the 17th and from it on

# Andes Retail, PEN, IGV 18 %: 8 % off the list price of compute, the list price of the rest.
andes = [
    line("andes-retail", "r01", F("120") * F("0.92") * early),
    line("andes-retail", "r02", F("33.33333333") * early),
    line("andes-retail", "r03", F("120") * F("0.92") * late),
    line("andes-retail", "r04", F("-60") * F("0.92") * late),  # the refund, at the rate of its own day
    line("andes-retail", "r05", F(0)),  # traffic is priced with the month
    line("andes-retail", "traffic", F("120.5") * F("0.12") * late),  # 120.5 GB lie in the first step
]

# Blue Bird, USD, no tax: 12.5 % on the cost; an address at 0.0052 an hour.
bluebird = [
    line("bluebird", "r06", F("175.08641975") * F("1.125")),
    line("bluebird", "r07", F("744") * F("0.0052")),
    line("bluebird", "r08", F("63.00000001") * F("1.125")),
    line("bluebird", "r09", F("-63.00000001") * F("1.125")),
]
support = max(sum(bluebird) * F("0.05"), F(20))
bluebird.append(line("bluebird", "support", support))

# Cedro Games, PEN, IGV 18 %: 700 + 650.25 - 50 = 1300.25 GB in three steps; 230 GB of backup in packages of 100.
gigabytes = F("700") + F("650.25") - F("50")
cedro = [line("cedro-games", record, F(0)) for record in ("r10", "r11", "r12", "r13")]
cedro += [
    line("cedro-games", "traffic", F(500) * F("0.12") * late),
    line("cedro-games", "traffic", F(500) * F("0.10") * late),
    line("cedro-games", "traffic", (gigabytes - 1000) * F("0.08") * late),
    line("cedro-games", "backup", 3 * F("4.50") * late),
]
# The minimum of 150 USD is 563.175 PEN: Andes lies above it, Cedro below.
minimum = rounded(F(150) * late, 8)
for name, charges in (("cedro-games", cedro), ("andes-retail", andes)):
    if sum(charges) < minimum:
        charges.append(line(name, "minimum", minimum - sum(charges)))

for name, charges, rate in (("andes-retail", andes, F("0.18")), ("bluebird", bluebird, F(0)), ("cedro-games", cedro, F("0.18"))):
    exact = sum(charges)
    net = line(name, "net", exact, 2)
    rows.append((name, "rounding", net - exact, 8))
    tax = line(name, "tax", net * rate, 2)
    rows.append((name, "total", net + tax, 2))

print("customer,line,amount")
for customer, what, value, places in rows:
    text = Decimal(value.numerator) / Decimal(value.denominator)
    print(f"{customer},{what},{text.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}")
