# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

"""The part of benches/peers.mjs that needs pyxform.

    peers.py workbook FILE      writes a workbook with 2,000 questions and 5,000 choices
    peers.py convert FILE OUT   converts it to an XForm and prints the seconds, the best of three
"""

import json
import sys
import time


def workbook(path):
    import openpyxl

    book = openpyxl.Workbook()
    survey = book.active
    survey.title = "survey"
    survey.append(["type", "name", "label", "relevant", "constraint", "required", "choice_filter"])
    survey.append(["text", "gruppe", "Gruppe", None, None, None, None])
    for number in range(2000):
        name = f"q{number}"
        match number % 5:
            case 0:
                kind, filters = f"select_one liste{number // 5 % 10}", "gruppe = ${gruppe}"
            case 1:
                kind, filters = f"select_multiple liste{number // 5 % 10}", None
            case 2:
                kind, filters = "integer", None
            case 3:
                kind, filters = "date", None
            case _:
                kind, filters = "text", None
        relevant = f"${{q{number - 1}}} != ''" if number % 10 == 9 else None
        constraint = ". >= 0 and . < 1000" if kind == "integer" else None
        required = "yes" if number % 7 == 0 else None
        survey.append([kind, name, f"Frage {number}", relevant, constraint, required, filters])
    choices = book.create_sheet("choices")
    choices.append(["list_name", "name", "label", "gruppe"])
    for number in range(5000):
        choices.append([f"liste{number % 10}", f"c{number}", f"Eintrag {number}", f"g{number % 97}"])
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id"])
    settings.append(["Bench", "bench"])
    book.save(path)


def convert(path, out):
    from pyxform import xls2xform

    spent = []
    for _ in range(3):
        began = time.perf_counter()
        result = xls2xform.convert(path, validate=False, pretty_print=False)
        spent.append(time.perf_counter() - began)
    with open(out, "w", encoding="utf-8") as file:
        file.write(result.xform)
    print(json.dumps({"seconds": min(spent)}))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["workbook", path]:
            workbook(path)
        case ["convert", path, out]:
            convert(path, out)
        case _:
            sys.exit(__doc__)
