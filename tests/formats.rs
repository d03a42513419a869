//! What people keep their news in: what of each format becomes an article, where it stands, and what is kept of it.

mod captures;
mod hostile;
mod kills;
mod made;
mod more;
mod records;
mod samples;
