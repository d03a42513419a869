//! The program under test, as its users meet it: one integration binary, one module a subject.
