//! What the pages of one site share.

/// What is known of the blocks of a page from the other pages of its site.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recurring {
    /// By block: on how many other pages of the site it stands as furniture.
    pub pages: Vec<u32>,
}

impl Recurring {
    /// Whether a block recurs as the furniture of the site.
    pub fn is_furniture(&self, block: usize) -> bool {
        self.pages.get(block).is_some_and(|pages| *pages > 0)
    }
}
