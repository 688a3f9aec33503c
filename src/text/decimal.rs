//! Decimal numbers as tables and articles write them.
//!
//! The reading of numbers in the standard library is exact for any number of digits, at ten kilobytes of tables.

/// The largest figure there is: beyond it JSON is not read alike everywhere.
pub const LARGEST: u64 = (1 << 53) - 1;

/// All `numbers` together, or the largest figure there is.
pub fn sum(numbers: impl IntoIterator<Item = u64>) -> u64 {
    numbers.into_iter().fold(0, |sum, number| number.saturating_add(sum).min(LARGEST))
}

/// The same, unless one of them is open.
pub fn sum_of_all(numbers: impl IntoIterator<Item = Option<u64>>) -> Option<u64> {
    numbers.into_iter().try_fold(0, |total, number| number.map(|number| sum([total, number])))
}

/// The number `text` writes: digits with at most one point and a minus before them; exact up to fifteen digits.
pub fn decimal(text: &str) -> Option<f64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1.0, text), |digits| (-1.0, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let places = u32::try_from(part.len()).ok().filter(|_| whole.len() + part.len() > 0)?;
    let digit = |number: u64, byte: u8| byte.is_ascii_digit().then(|| number.checked_mul(10)?.checked_add(u64::from(byte - b'0')))?;
    let number = whole.bytes().chain(part.bytes()).try_fold(0_u64, digit)?;
    Some(sign * number as f64 / 10_u64.checked_pow(places)? as f64)
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn numbers_read_as_the_standard_library_reads_them() {
        for text in ["0", "7", "7.5", "-12.34", "0.333", "1284", "99.99", ".5", "5.", "-0.01", "123456789.12345", "179.9999"] {
            assert_eq!(decimal(text), text.parse().ok(), "{text}");
        }
        for text in ["", "-", ".", "1,284", "1.2.3", "inf", "five", "99999999999999999999999"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }
}
