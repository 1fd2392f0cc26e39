"""Writes classes of kotlinx.serialization's compiler plug-in for a published model.

    python3 peers.py MODEL.json > Peers.kt

As people write them: a property for each key, null or the empty value where a key may be missing.
They check less than the generated package: a text is an integer to them, and unknown keys are dropped.
"""
import json
import re
import sys

SCALARS = {
    "string": ("String", '""'), "datetime": ("String", '""'), "bytes": ("String", '""'),
    "bool": ("Boolean", "false"), "any": ("JsonElement?", "null"),
    "float32": ("Float", "0f"), "float64": ("Double", "0.0"),
    "int8": ("Byte", "0"), "int16": ("Short", "0"), "int32": ("Int", "0"), "int64": ("Long", "0"), "int": ("Long", "0"),
    "uint8": ("Short", "0"), "uint16": ("Int", "0"), "uint32": ("Long", "0"), "uint64": ("ULong", "0uL"), "uint": ("Long", "0"),
}


def main():
    model = json.load(open(sys.argv[1], encoding="utf-8"))
    aliases = {alias["name"]: alias["type"] for alias in model["aliases"]}
    scalars = {scalar["name"]: scalar["base"] for scalar in model["scalars"]}
    enums = {enum["name"] for enum in model["enums"]}

    def split(text):
        depth, parts = 0, [""]
        for c in text:
            depth += {"<": 1, ">": -1}.get(c, 0)
            if c == "," and depth == 0:
                parts.append("")
            else:
                parts[-1] += c
        return [part.strip() for part in parts]

    def kotlin(text):
        """The type, and its empty value if it has one."""
        if match := re.fullmatch(r"list<(.*)>", text):
            return f"List<{kotlin(match[1])[0]}>", "emptyList()"
        if match := re.fullmatch(r"map<(.*)>", text):
            key, value = split(match[1])
            return f"Map<{kotlin(key)[0]}, {kotlin(value)[0]}>", "emptyMap()"
        if text in SCALARS:
            return SCALARS[text]
        if text in aliases:
            return kotlin(aliases[text])
        if text in scalars:
            return kotlin(scalars[text])
        if text in enums:
            return "String", '""'
        return text, None

    def camel(name):
        first, *rest = re.split(r"[^0-9A-Za-z]+", name)
        return first + "".join(word[:1].upper() + word[1:] for word in rest)

    print("package peers\n")
    print("import kotlinx.serialization.SerialName")
    print("import kotlinx.serialization.Serializable")
    print("import kotlinx.serialization.KSerializer")
    print("import kotlinx.serialization.json.JsonElement\n")
    print("@Serializable\nclass Frame<P>(val event: String, @SerialName(\"confirm_id\") val confirmId: String? = null, val params: P)\n")
    for entity in model["entities"]:
        print("@Serializable")
        fields = entity["fields"]
        if not fields:
            print(f"class {entity['name']}\n")
            continue
        print(f"data class {entity['name']}(")
        for field in fields:
            ty, empty = kotlin(field["type"])
            if field["presence"] not in ("required", "omit_empty") or empty is None:
                ty, empty = ty.rstrip("?") + "?", "null"
            print(f"    @SerialName({json.dumps(field['name'])}) val `{camel(field['name'])}`: {ty} = {empty},")
        print(")\n")
    print("val serializers: Map<String, KSerializer<out Any>> = mapOf(")
    for event in model["events"]:
        if "params" in event:
            ty, empty = kotlin(event["params"])
            if re.fullmatch(r"\w+", ty) and empty is None:
                print(f"    {json.dumps(event['name'])} to {ty}.serializer(),")
    print(")")


main()
