"""A plug-in for tdproto to start from: an outline of the types and events, in Markdown.

tdproto.toml:

    [plugin.outline]
    command = ["python3", "plugins/outline.py"]

`tdproto generate outline` writes the files, `tdproto plugin check python3 plugins/outline.py` tests
the plug-in. Needs Python 3.8 or later, and nothing else.
"""

import json
import sys

# The constructs that this plug-in understands. tdproto refuses a schema that uses others. Add a
# name when the code below handles the construct; codegen/PLUGINS.md lists all of them.
FEATURES = ["nullable", "omit-empty", "omit-null", "optional", "patch", "defaults", "any", "no-params"]


def outline(request):
    model, names = request["model"], request["names"]
    lines = ["<!-- " + request["banner"] + " -->", "", "# " + model["protocol"]["name"]]
    for entity in model["entities"]:
        lines += ["", "## " + names["types"][entity["name"]], ""]
        for field in entity.get("fields", []):
            name = names["fields"][entity["name"]][field["name"]]
            lines.append("- `{}`: `{}`, {}".format(name, field["type"], field["presence"]))
    for enum in model["enums"]:
        lines += ["", "## " + names["types"][enum["name"]], ""]
        for value in enum["values"]:
            lines.append("- `{}`".format(names["values"][enum["name"]][value["name"]]))
    if model["events"]:
        lines += ["", "## Events", ""]
    for event in model["events"]:
        lines.append("- `{}`, sent by: {}".format(event["name"], event["direction"]))
    return "\n".join(lines) + "\n"


def main():
    # Bytes, since the encoding of text streams depends on the machine.
    request = json.loads(sys.stdin.buffer.read())
    diagnostics = []
    if request["protocol"] != 1:
        sys.exit("this plug-in needs protocol 1 of tdproto")
    for entity in request["model"]["entities"]:
        if not entity.get("fields"):
            # Shown at the place in the schema. An error here, and nothing is written.
            message = "`{}` has no fields".format(entity["name"])
            diagnostics.append({"severity": "info", "message": message, "at": entity["name"]})
    answer = {
        "protocol": 1,
        "features": FEATURES,
        "files": [{"path": "outline.md", "text": outline(request)}],
        "diagnostics": diagnostics,
    }
    sys.stdout.buffer.write(json.dumps(answer).encode())


main()
