"""Writes a schema of entities that differ only in how many fields they have.

    python3 wide.py > wide.toml

The fields of each are of seven kinds, in turn.
"""
KINDS = [
    'type = "string"',
    'type = "bool", omitempty = true',
    'type = "string", nullable = true',
    'type = "int32", omitempty = true',
    'type = "list<string>", omitempty = true',
    'type = "map<string, int32>", omitempty = true',
    'type = "Point"',
]


def main():
    print('[protocol]\nname = "wide"\n')
    print('[entity.Point.fields]\nx = { type = "int32" }\ny = { type = "int32" }')
    for name, count in [("Twenty", 20), ("TwoHundred", 200)]:
        print(f"\n[entity.{name}.fields]")
        for at in range(count):
            print(f"field_{at} = {{ {KINDS[at % len(KINDS)]} }}")


main()
