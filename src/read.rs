//! Which inputs hold pages, and reads them one by one.
