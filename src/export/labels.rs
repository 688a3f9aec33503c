//! What the codes of the coded rows are called: the rows of `data/edge/export_labels.tsv`.

const TABLE: &str = include_str!("../../data/edge/export_labels.tsv");

/// The label of `code` in a set such as `inter` or `gtd_weaptype`.
pub(super) fn label(set: &str, code: u64) -> Option<&'static str> {
    let code = code.to_string();
    TABLE.lines().skip(1).find_map(|line| {
        let mut cells = line.split('\t').skip(1);
        (cells.next() == Some(set) && cells.next() == Some(&code)).then(|| cells.next())?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_the_label_of_its_own_set() {
        assert_eq!(label("inter", 8), Some("External/Other forces"));
        assert_eq!(label("gtd_weaptype", 6), Some("Explosives"));
        assert_eq!(label("gtd_weaptype", 99), None);
    }
}
