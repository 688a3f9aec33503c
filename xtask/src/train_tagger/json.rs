//! A JSON reader just large enough for the training data.

/// A JSON value.
#[derive(Debug)]
pub enum Json {
    Null,
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Map(Vec<(String, Json)>),
}

static NULL: Json = Json::Null;

impl Json {
    /// The value under a key, or null.
    pub fn get(&self, key: &str) -> &Json {
        match self {
            Json::Map(pairs) => pairs.iter().find(|(k, _)| k == key).map_or(&NULL, |(_, v)| v),
            _ => &NULL,
        }
    }

    /// The value at a place of a list, or null.
    pub fn at(&self, place: usize) -> &Json {
        self.items().get(place).unwrap_or(&NULL)
    }

    /// The items of a list, or none.
    pub fn items(&self) -> &[Json] {
        if let Json::List(items) = self { items } else { &[] }
    }

    /// The text, or "".
    pub fn text(&self) -> &str {
        if let Json::Text(text) = self { text } else { "" }
    }

    /// A whole number, or 0.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn number(&self) -> usize {
        if let Json::Number(n) = self { *n as usize } else { 0 }
    }
}

/// Reads one JSON value.
pub fn parse(text: &str) -> Result<Json, String> {
    let mut chars = text.chars().peekable();
    value(&mut chars)
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn skip_space(chars: &mut Chars) {
    while chars.next_if(|c| c.is_whitespace()).is_some() {}
}

fn value(chars: &mut Chars) -> Result<Json, String> {
    skip_space(chars);
    match chars.peek() {
        Some('"') => Ok(Json::Text(string(chars)?)),
        Some('[') => list(chars),
        Some('{') => map(chars),
        Some(_) => Ok(bare(chars)),
        None => Err("JSON ends too early".to_owned()),
    }
}

fn bare(chars: &mut Chars) -> Json {
    let mut word = String::new();
    while let Some(c) = chars.next_if(|c| c.is_alphanumeric() || matches!(c, '-' | '+' | '.')) {
        word.push(c);
    }
    word.parse().map_or(Json::Null, Json::Number)
}

fn list(chars: &mut Chars) -> Result<Json, String> {
    chars.next();
    let mut items = Vec::new();
    while more(chars, ']')? {
        items.push(value(chars)?);
    }
    Ok(Json::List(items))
}

fn map(chars: &mut Chars) -> Result<Json, String> {
    chars.next();
    let mut pairs = Vec::new();
    while more(chars, '}')? {
        let key = string(chars)?;
        skip_space(chars);
        chars.next_if_eq(&':');
        pairs.push((key, value(chars)?));
    }
    Ok(Json::Map(pairs))
}

/// Skips commas and space; false at the closing bracket, which it takes.
fn more(chars: &mut Chars, close: char) -> Result<bool, String> {
    while chars.next_if(|c| c.is_whitespace() || *c == ',').is_some() {}
    match chars.peek() {
        Some(c) if *c == close => {
            chars.next();
            Ok(false)
        }
        Some(_) => Ok(true),
        None => Err("JSON ends inside brackets".to_owned()),
    }
}

fn string(chars: &mut Chars) -> Result<String, String> {
    chars.next_if_eq(&'"');
    let mut text = String::new();
    loop {
        match chars.next() {
            Some('"') => return Ok(text),
            Some('\\') => text.push(escape(chars)?),
            Some(c) => text.push(c),
            None => return Err("JSON text is not closed".to_owned()),
        }
    }
}

fn escape(chars: &mut Chars) -> Result<char, String> {
    Ok(match chars.next() {
        Some('n') => '\n',
        Some('t') => '\t',
        Some('r') => '\r',
        Some('b' | 'f') => ' ',
        Some('u') => {
            let high = hex(chars)?;
            if (0xD800..0xDC00).contains(&high) {
                chars.next();
                chars.next();
                let low = hex(chars)?;
                char::from_u32(0x10000 + (((high - 0xD800) << 10) | (low.wrapping_sub(0xDC00) & 0x3ff))).unwrap_or('?')
            } else {
                char::from_u32(high).unwrap_or('?')
            }
        }
        Some(c) => c,
        None => return Err("JSON ends in an escape".to_owned()),
    })
}

fn hex(chars: &mut Chars) -> Result<u32, String> {
    let digits: String = chars.take(4).collect();
    u32::from_str_radix(&digits, 16).map_err(|e| format!("bad \\u escape {digits:?}: {e}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_values_and_escapes_are_read() {
        let json = parse(r#"{"a": [1, {"b": "x\n\u00e9\ud83d\ude00"}], "c": null}"#).unwrap();
        assert_eq!(json.get("a").at(0).number(), 1);
        assert_eq!(json.get("a").at(1).get("b").text(), "x\né😀");
    }

    #[test]
    fn a_cut_off_value_is_an_error() {
        assert!(parse(r#"{"a": [1, "#).is_err());
    }
}
