//! English inflection of listed words: plurals of nouns and the five forms of verbs.

/// The regular plural of the last word of `term`.
pub fn plural(term: &str) -> String {
    let (head, last) = split_last(term);
    format!("{head}{}", add_s(last))
}

/// The five forms of a verb: base, third person, past, participle, -ing. `listed` overrides the last four, comma-separated.
pub fn verb(term: &str, listed: &str) -> Option<[String; 5]> {
    let (first, rest) = match term.split_once(' ') {
        Some((first, rest)) => (first, format!(" {rest}")),
        None => (term, String::new()),
    };
    let forms = if listed == "-" {
        [add_s(first), add_ed(first), add_ed(first), add_ing(first)]
    } else {
        let parts: Vec<&str> = listed.split(',').collect();
        let [third, past, participle, ing] = parts.as_slice() else {
            return None;
        };
        [third, past, participle, ing].map(|form| form.to_string())
    };
    let [third, past, participle, ing] = forms.map(|form| form + &rest);
    Some([term.to_string(), third, past, participle, ing])
}

fn split_last(term: &str) -> (&str, &str) {
    match term.rfind([' ', '-']) {
        Some(at) => term.split_at(at + 1),
        None => ("", term),
    }
}

fn consonant_y(word: &str) -> Option<&str> {
    let stem = word.strip_suffix('y')?;
    (!stem.ends_with(['a', 'e', 'i', 'o', 'u'])).then_some(stem)
}

fn add_s(word: &str) -> String {
    if let Some(stem) = consonant_y(word) {
        return format!("{stem}ies");
    }
    if let Some(stem) = word.strip_suffix("man").filter(|stem| stem.len() > 1 && !word.ends_with("human") && !word.ends_with("german")) {
        return format!("{stem}men");
    }
    match word {
        _ if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

fn add_ed(word: &str) -> String {
    if let Some(stem) = consonant_y(word) {
        return format!("{stem}ied");
    }
    match word.strip_suffix('e') {
        Some(_) => format!("{word}d"),
        None => format!("{word}ed"),
    }
}

fn add_ing(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    match word.strip_suffix('e') {
        Some(stem) if !word.ends_with("ee") => format!("{stem}ing"),
        _ => format!("{word}ing"),
    }
}
