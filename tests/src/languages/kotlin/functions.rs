//! Functions of Kotlin that choose by a text.

/// Functions of some branches each, since a method of the JVM has limits. `params` are those of each
/// function; the first one is looked at.
pub(super) fn functions(name: &str, params: &[(&str, &str)], arms: &[String]) -> String {
    const MOST: usize = 100;
    let chunks: Vec<&[String]> = arms.chunks(MOST).collect();
    let declared: Vec<String> = params
        .iter()
        .map(|(name, ty)| format!("{name}: {ty}"))
        .collect();
    let given: Vec<&str> = params.iter().map(|(name, _)| *name).collect();
    let (declared, given, first) = (declared.join(", "), given.join(", "), params[0].0);
    let mut text = String::new();
    for at in 0..=chunks.len() {
        let suffix = if at == 0 {
            String::new()
        } else {
            at.to_string()
        };
        text.push_str(&format!(
            "    private fun {name}{suffix}({declared}): Outcome? =\n        when ({first}) {{\n"
        ));
        for arm in chunks.get(at).copied().unwrap_or_default() {
            text.push_str(&format!("            {arm}\n"));
        }
        match at < chunks.len() {
            true => text.push_str(&format!("            else -> {name}{}({given})\n", at + 1)),
            false => text.push_str("            else -> null\n"),
        }
        text.push_str("        }\n\n");
    }
    text
}
