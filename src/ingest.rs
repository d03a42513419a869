//! Which work runs at once; one bad page never stops the rest: the only home of threads.
