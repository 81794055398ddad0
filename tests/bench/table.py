# SPDX-License-Identifier: MIT
"""The figures as a table for a terminal."""

from typing import Any, Dict, List

COLUMNS = ("rusty", "twin", "floor", "eventfd")


def cell(value: object) -> str:
    return "" if value is None else f"{value:,}" if isinstance(value, int) else f"{value:.2f}"


def ratio(row: Dict[str, Any]) -> str:
    return f"{row['rusty'] / row['twin']:.2f}" if row.get("twin") and row.get("rusty") else ""


def table(title: str, rows: Dict[str, Dict[str, Any]]) -> List[str]:
    columns = [column for column in COLUMNS if any(column in row for row in rows.values())]
    lines = [f"{title:44}" + "".join(f"{column:>12}" for column in columns) + f"{'rusty/twin':>12}"]
    lines += [f"  {name:42}" + "".join(f"{cell(row.get(column)):>12}" for column in columns) + f"{ratio(row):>12}"
              for name, row in rows.items()]
    return lines


def show(result: Dict[str, Any]) -> str:
    lines = [f"Linux {result['kernel']}, {result['compiler']}, QEMU -icount"]
    for title, key in (("instructions", "instructions"), ("bytes", "bytes"), ("build, empty C module = 1", "build")):
        if key in result:
            lines += ["", *table(title, result[key])]
    return "\n".join(lines)
