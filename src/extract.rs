//! The order of the stages, from a page to an article.
