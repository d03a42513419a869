//! The guard of the HTML parser: a hostile page costs a bounded number of nodes, scans and seconds.
//!
//! Several steps of the HTML standard are quadratic or worse: closing a `<p>` scans all open elements, a `<p>` after unclosed
//! fonts opens each of them again. The tree is therefore built through a sink that counts the nodes it makes and the looks it
//! is asked to take at open elements, and unwinds past a budget that grows with the page; the tree built so far is kept. What
//! never reaches the sink (attributes of one tag are compared with each other) is bounded by the thread's CPU time.

use super::Truncation;
use cpu_time::ThreadTime;
use html5ever::driver::{ParseOpts, parse_document};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{Attribute, QualName};
use scraper::{Html, HtmlTreeSink};
use std::borrow::Cow;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::time::Duration;

/// The page is fed in pieces of this size, with a look at the clock between.
const PIECE: usize = 16 * 1024;
/// CPU time after which a page is not read on. Real pages of megabytes take a tenth of it.
const TIME: Duration = Duration::from_millis(600);

/// What a page of a size may cost. Real pages need at most 0.022 elements and 0.42 scans a byte.
struct ParseBudget {
    nodes: Cell<usize>,
    scans: Cell<usize>,
}

impl ParseBudget {
    fn of(bytes: usize) -> ParseBudget {
        ParseBudget {
            nodes: Cell::new(20_000 + bytes / 16),
            scans: Cell::new(2_000_000 + 4 * bytes),
        }
    }

    fn spend(counter: &Cell<usize>, past: Truncation) {
        match counter.get().checked_sub(1) {
            Some(left) => counter.set(left),
            None => resume_unwind(Box::new(past)),
        }
    }
}

/// The tree of a page, and why it ends early where it does.
pub(super) fn tree(html: &str) -> (Html, Option<Truncation>) {
    let tree = Rc::new(HtmlTreeSink::new(Html::new_document()));
    let sink = Guard {
        tree: Rc::clone(&tree),
        budget: ParseBudget::of(html.len()),
    };
    let outcome = catch_unwind(AssertUnwindSafe(|| feed(sink, html)));
    let cut =
        outcome.unwrap_or_else(|payload| Some(payload.downcast_ref().copied().unwrap_or(Truncation::Fault)));
    let tree = Rc::try_unwrap(tree).map(TreeSink::finish);
    (tree.unwrap_or_else(|_| Html::new_document()), cut)
}

fn feed(sink: Guard, html: &str) -> Option<Truncation> {
    let tree_builder = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let mut parser = parse_document(
        sink,
        ParseOpts {
            tree_builder,
            ..ParseOpts::default()
        },
    );
    let start = ThreadTime::now();
    for piece in pieces(html) {
        parser.process(StrTendril::from_slice(piece));
        if start.elapsed() > TIME {
            return Some(Truncation::Time);
        }
    }
    parser.finish();
    None
}

/// The page in pieces of about [`PIECE`] bytes, cut between characters.
fn pieces(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE.min(rest.len())));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// The sink that counts, around scraper's own.
struct Guard {
    tree: Rc<HtmlTreeSink>,
    budget: ParseBudget,
}

impl Guard {
    fn count_node(&self) {
        ParseBudget::spend(&self.budget.nodes, Truncation::Nodes);
    }

    fn count_scan(&self) {
        ParseBudget::spend(&self.budget.scans, Truncation::Scans);
    }
}

type Handle = <HtmlTreeSink as TreeSink>::Handle;

impl TreeSink for Guard {
    type Handle = Handle;
    type Output = ();
    type ElemName<'a> = <HtmlTreeSink as TreeSink>::ElemName<'a>;

    fn finish(self) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.tree.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> Self::ElemName<'a> {
        self.count_scan();
        self.tree.elem_name(target)
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        self.count_scan();
        self.tree.same_node(x, y)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Handle {
        self.count_node();
        self.tree.create_element(name, attributes, flags)
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        self.count_node();
        self.tree.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> Handle {
        self.count_node();
        self.tree.create_pi(target, data)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.tree.append(parent, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        self.tree.append_based_on_parent_node(element, previous, child);
    }

    fn append_before_sibling(&self, sibling: &Handle, node: NodeOrText<Handle>) {
        self.tree.append_before_sibling(sibling, node);
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.tree.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        self.tree.get_template_contents(target)
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.tree.set_quirks_mode(mode);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        self.tree.add_attrs_if_missing(target, attributes);
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        self.tree.reparent_children(node, parent);
    }

    fn maybe_clone_an_option_into_selectedcontent(&self, option: &Handle) {
        self.tree.maybe_clone_an_option_into_selectedcontent(option);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(page: String) -> Option<Truncation> {
        tree(&page).1
    }

    #[test]
    fn a_hostile_page_is_cut_and_what_was_read_is_kept() {
        assert_eq!(cut("<div>".repeat(100_000)), Some(Truncation::Scans));
        assert_eq!(cut("<ul><li>".repeat(50_000)), Some(Truncation::Scans));
        let fonts: String = (0..2_000).map(|n| format!("<font a={n}>")).collect();
        let (tree, cut) = tree(&format!("<p>Bamako</p>{fonts}{}", "<p>x</p>".repeat(2_000)));
        assert!(
            matches!(cut, Some(Truncation::Nodes | Truncation::Scans)),
            "{cut:?}"
        );
        assert!(tree.root_element().text().any(|text| text == "Bamako"));
    }

    #[test]
    fn a_real_page_is_whole() {
        assert_eq!(
            cut("<div><p>Le général est arrivé.</p></div>".repeat(2_000)),
            None
        );
        assert_eq!(cut(String::new()), None);
    }
}
