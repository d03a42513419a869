//! Which encoding a page is in; bytes to text.
