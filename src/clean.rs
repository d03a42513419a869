//! Which blocks are the article, which are comments, and which are furniture and why.
