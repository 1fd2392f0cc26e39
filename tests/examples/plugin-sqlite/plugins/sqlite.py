"""A plug-in for tdproto: a table of SQLite for each entity.

Options: `primary-key`, the field that is the primary key of each table that has it; `strict`, true
for strict tables, which refuse values of another type. Needs Python 3.8 or later.
"""

import json
import sys

# All but `patch`: a column has no third state beside a value and NULL. Frames and events come
# without tables, so that their constructs do not matter.
FEATURES = [
    "any", "both-senders", "bytes", "conditions", "confirms", "constants", "constraints", "defaults",
    "empty-datetimes", "event-matches", "event-values", "frames", "input-views", "integer-enums",
    "integer-keys", "no-params", "nullable", "nullable-items", "nulls", "omit-empty", "omit-null",
    "optional", "params-values", "prefixes", "requests", "tuples", "union-absent", "union-content",
    "union-key", "union-kind", "union-tag",
]

INTEGERS = {"int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32"}
# SQLite's integers end at 2^63 - 1.
TEXTS = {"string", "datetime", "uint64"}


class Plugin:
    def __init__(self, request):
        self.request = request
        self.model = request["model"]
        self.diagnostics = []
        self.scalars = {scalar["name"]: scalar for scalar in self.model["scalars"]}
        self.aliases = {alias["name"]: alias["type"] for alias in self.model["aliases"]}
        self.enums = {enum["name"]: enum for enum in self.model["enums"]}

    def report(self, severity, message, at):
        self.diagnostics.append({"severity": severity, "message": message, "at": at})

    def resolved(self, expression):
        """The type that an alias stands for."""
        seen = set()
        while expression in self.aliases and expression not in seen:
            seen.add(expression)
            expression = self.aliases[expression]
        return expression

    def column_type(self, expression, name):
        """The type of a column, the SQL of what a range limits, and checks of its values."""
        expression = self.resolved(expression)
        if expression in self.enums:
            enum = self.enums[expression]
            values = ", ".join(literal(value["value"]) for value in enum["values"])
            checks = [] if enum["open"] else [name + " IN (" + values + ")"]
            return "INTEGER" if enum.get("int") else "TEXT", None, checks
        scalar = self.scalars.get(expression, {})
        base = scalar.get("base", expression)
        if base == "bool":
            return "INTEGER", None, [name + " IN (0, 1)"]
        if base in INTEGERS:
            return "INTEGER", name, range_checks(scalar, name)
        if base in ("float32", "float64"):
            return "REAL", name, range_checks(scalar, name)
        length = "length(" + name + ")"
        if base == "bytes":
            return "BLOB", length, range_checks(scalar, length)
        if base in TEXTS:
            limited = length if base == "string" else None
            return "TEXT", limited, range_checks(scalar, limited)
        # Entities, unions, lists, maps, tuples, and values of any JSON.
        limited = "json_array_length(" + name + ")" if base.startswith("list<") else None
        return "TEXT", limited, ["json_valid(" + name + ")"]

    def column(self, entity, field):
        name = quoted(self.request["names"]["fields"][entity["name"]][field["name"]])
        kind, limited, checks = self.column_type(field["type"], name)
        line = name + " " + kind
        # JSON's null is a value of `any`; in a column it is NULL.
        may_be_null = self.resolved(field["type"]) in ("null", "any")
        if field["presence"] in ("required", "omit_empty") and not may_be_null:
            line += " NOT NULL"
        if "const" in field:
            checks = [name + " = " + literal(field["const"])]
        if ("min" in field or "max" in field) and limited is None:
            at = entity["name"] + "." + field["name"]
            self.report("info", "the range of `{}` is not checked".format(at), at)
        checks += range_checks(field, limited)
        if checks:
            line += " CHECK (" + " AND ".join(checks) + ")"
        return line

    def table(self, entity):
        name = self.request["names"]["types"][entity["name"]]
        lines, columns = comment(entity.get("doc", "")), {}
        key = self.request["options"].get("primary-key")
        body = []
        for field in entity.get("fields", []):
            column = self.request["names"]["fields"][entity["name"]][field["name"]]
            # SQLite tells no columns apart by case.
            if folded(column) in columns:
                at = entity["name"] + "." + field["name"]
                self.report("error", "two columns of `{}` are called `{}`".format(name, column), at)
            columns[folded(column)] = column
            body.append((self.column(entity, field), field.get("doc", "")))
            if field["name"] == key:
                body.append(("PRIMARY KEY (" + quoted(column) + ")", ""))
        if not body:
            self.report("info", "`{}` has no fields, so that it has no table".format(name), entity["name"])
            return []
        # Constraints of a table come after its columns.
        body.sort(key=lambda item: item[0].startswith("PRIMARY KEY"))
        lines.append("CREATE TABLE " + quoted(name) + " (")
        for index, (definition, doc) in enumerate(body):
            lines += ["    " + line for line in comment(doc)]
            lines.append("    " + definition + ("," if index + 1 < len(body) else ""))
        lines.append(") STRICT;" if self.request["options"].get("strict") else ");")
        return [""] + lines

    def answer(self):
        lines = comment(self.request["banner"])
        tables = {}
        for entity in self.model["entities"]:
            name = self.request["names"]["types"][entity["name"]]
            if folded(name) in tables:
                self.report("error", "two tables are called `{}`".format(name), entity["name"])
            tables[folded(name)] = name
            lines += self.table(entity)
        return {
            "protocol": 1,
            "features": FEATURES,
            "files": [{"path": "tables.sql", "text": "\n".join(lines) + "\n"}],
            "diagnostics": self.diagnostics,
        }


def folded(name):
    """A name as SQLite compares it: only the letters of ASCII have a case."""
    return "".join(c.lower() if c.isascii() else c for c in name)


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def literal(value):
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value)


def range_checks(bounds, value):
    signs = {"min": ">=", "max": "<="}
    limits = [(sign, bounds[key]) for key, sign in signs.items() if value and key in bounds]
    return ["{} {} {}".format(value, sign, limit) for sign, limit in limits]


def comment(text):
    """The lines of a text as comments: no character may end one early."""
    return ["-- " + "".join(c if c.isprintable() else " " for c in line) for line in text.splitlines()]


def main():
    request = json.loads(sys.stdin.buffer.read())
    if request["protocol"] != 1:
        sys.exit("this plug-in needs protocol 1 of tdproto")
    sys.stdout.buffer.write(json.dumps(Plugin(request).answer()).encode())


main()
