//! What the user asked for; no index in it.
