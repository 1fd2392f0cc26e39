//! The bot of the readme: what is the same for envelopes and drawn frames.

use std::collections::BTreeSet;

use super::example::imports;
use crate::lang::Input;

/// The cases of a `match` for what is not known: `what` is `Event` or `Frame`.
pub(super) fn other_cases(what: &str) -> [String; 6] {
    [
        format!("                case Unknown{what}(name=name):"),
        "                    print(name, \"is of a later version\")".to_owned(),
        format!("                case Malformed{what}(path=path, reason=reason):"),
        "                    print(path, reason)".to_owned(),
        "                case _:".to_owned(),
        "                    pass".to_owned(),
    ]
}

/// The section with the whole program; `names` are those of the package that its function uses.
pub(super) fn section(
    input: &Input<'_>,
    names: &BTreeSet<String>,
    function: Vec<String>,
) -> String {
    let mut code = vec![
        "import asyncio".to_owned(),
        "import sys".to_owned(),
        String::new(),
        "from websockets.asyncio.client import connect".to_owned(),
        String::new(),
    ];
    code.extend(imports(input, names));
    code.extend([String::new(), String::new()]);
    code.extend(function);
    code.extend([
        String::new(),
        String::new(),
        "if __name__ == \"__main__\":".to_owned(),
        "    asyncio.run(bot(sys.argv[1]))".to_owned(),
    ]);
    format!("## Connect\n\n```python\n{}\n```", code.join("\n"))
}
