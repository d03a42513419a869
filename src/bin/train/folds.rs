//! How annotated pages are dealt to the folds of a cross-validation: by site, so that no site is on both sides of one.

/// The site of a page: the one that its annotation names, else what stands before the number in its name, else the page itself.
pub(crate) fn site<'a>(set: &str, id: &'a str, key: Option<&'a str>) -> &'a str {
    match (key, set) {
        (Some(site), _) => site,
        (None, "corpus") => id.rsplit_once('-').map_or(id, |(site, _)| site),
        _ => id,
    }
}

/// The number of a site's fold among so many.
pub(crate) fn fold(site: &str, folds: u64) -> u64 {
    let hash = blake3::hash(site.as_bytes());
    let head = hash.as_bytes()[..4].try_into().expect("four bytes");
    u64::from(u32::from_le_bytes(head)) % folds
}
