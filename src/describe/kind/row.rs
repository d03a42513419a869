//! What the judgement of a page's kind is told: numbers, each with its name.

/// The name of a number: what it is about, and what of it.
pub(super) type Name = (&'static str, &'static str);

/// Numbers about a page, in the order in which the judgement has learned them.
#[derive(Debug, Default)]
pub(crate) struct Row {
    /// By number its name.
    pub names: Vec<Name>,
    /// The numbers.
    pub values: Vec<f32>,
}

impl Row {
    /// An empty row with room for all numbers.
    pub(crate) fn new() -> Row {
        const ROOM: usize = 140;
        Row {
            names: Vec::with_capacity(ROOM),
            values: Vec::with_capacity(ROOM),
        }
    }

    /// Adds numbers about one thing.
    pub(crate) fn add(
        &mut self,
        about: &'static str,
        numbers: impl IntoIterator<Item = (&'static str, f32)>,
    ) {
        for (name, value) in numbers {
            self.names.push((about, name));
            self.values.push(value);
        }
    }
}
