"""Bill files with the standard library. Usage: files.py convert FILE OUT, or files.py diff OLD NEW"""
import csv
import gzip
import json
import os
import resource
import sys
from decimal import Decimal

what, left, right = sys.argv[1:4]
if what == "convert":
    totals = {}
    with gzip.open(left, "rt", newline="", encoding="utf-8") as file, open(right, "w", newline="", encoding="utf-8") as out:
        reader = csv.DictReader(file)
        writer = csv.DictWriter(out, reader.fieldnames)
        writer.writeheader()
        for row in reader:
            customer = row["Customer ID"]
            totals[customer] = totals.get(customer, Decimal(0)) + Decimal(row["Amount Due"])
            writer.writerow(row)
else:
    def records(path):
        with open(path, newline="", encoding="utf-8") as file:
            return {row["id"]: row for row in csv.DictReader(file)}

    old, new = records(left), records(right)
    changed = [key for key in old.keys() | new.keys() if old.get(key) != new.get(key)]
usage = resource.getrusage(resource.RUSAGE_SELF)
os.write(3, json.dumps({"cpu": usage.ru_utime + usage.ru_stime, "rss": usage.ru_maxrss / 1024}).encode())
