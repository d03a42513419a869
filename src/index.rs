//! How articles are stored, found and counted: the only home of tantivy.
