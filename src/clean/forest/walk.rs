//! The trees of a forest laid out so that several rows are walked at once: a walk waits for memory at every step, and
//! the others go on meanwhile.

use super::{Child, Forest, Tree};

/// Rows that are walked together.
const TOGETHER: usize = 8;
/// The features of a row.
const FEATURES: usize = 256;

/// A forest ready to score rows.
#[derive(Debug, Default)]
pub struct BatchScorer {
    bias: f32,
    trees: Vec<Root>,
    steps: Vec<WalkNode>,
    /// What a leaf adds, by its step.
    values: Vec<f32>,
}

#[derive(Debug)]
struct Root {
    step: u32,
    depth: u32,
}

/// An inner node, or a leaf, which leads to itself.
#[derive(Debug, Clone, Copy)]
struct WalkNode {
    threshold: f32,
    feature: u8,
    next: [u32; 2],
}

impl BatchScorer {
    /// Lays out a forest.
    pub fn of(forest: &Forest) -> BatchScorer {
        let mut walk = BatchScorer {
            bias: forest.bias,
            ..BatchScorer::default()
        };
        forest.trees.iter().for_each(|tree| walk.add(tree));
        walk
    }

    /// Whether there are no trees.
    pub fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }

    fn add(&mut self, tree: &Tree) {
        let root = self.steps.len();
        let place = |child: Child| match child.place() {
            Ok(node) => (root + node) as u32,
            Err(leaf) => (root + tree.nodes.len() + leaf) as u32,
        };
        let mut depths = vec![0; tree.nodes.len()];
        for (number, node) in tree.nodes.iter().enumerate() {
            for child in [node.left, node.right] {
                if let Some(depth) = child.place().ok().filter(|child| *child < tree.nodes.len()) {
                    depths[depth] = depths[number] + 1;
                }
            }
            self.steps.push(WalkNode {
                threshold: node.threshold,
                feature: node.feature,
                next: [place(node.left), place(node.right)],
            });
            self.values.push(0.0);
        }
        for leaf in &tree.leaves {
            let own = self.steps.len() as u32;
            self.steps.push(WalkNode {
                threshold: 0.0,
                feature: 0,
                next: [own, own],
            });
            self.values.push(*leaf);
        }
        self.trees.push(Root {
            step: root as u32,
            depth: depths.iter().max().map_or(0, |deepest| deepest + 1),
        });
    }

    /// The log odds of "article" for every row. A feature that a row has not is small.
    pub fn log_odds(&self, rows: &[&[f32]]) -> Vec<f32> {
        let mut block = [[f32::NEG_INFINITY; FEATURES]; TOGETHER];
        let mut found = Vec::with_capacity(rows.len());
        for together in rows.chunks(TOGETHER) {
            for (place, row) in block.iter_mut().zip(together) {
                let known = row.len().min(FEATURES);
                place[..known].copy_from_slice(&row[..known]);
                place[known..].fill(f32::NEG_INFINITY);
            }
            let sums = self.sums(&block);
            found.extend(sums[..together.len()].iter().map(|sum| self.bias + sum));
        }
        found
    }

    /// The probabilities of "article" for every row.
    pub fn probabilities(&self, rows: &[&[f32]]) -> Vec<f32> {
        let odds = self.log_odds(rows).into_iter();
        odds.map(|odds| 1.0 / (1.0 + (-odds).exp())).collect()
    }

    fn sums(&self, rows: &[[f32; FEATURES]; TOGETHER]) -> [f32; TOGETHER] {
        let mut sums = [0.0; TOGETHER];
        for tree in &self.trees {
            let mut at = [tree.step; TOGETHER];
            for _ in 0..tree.depth {
                for (at, row) in at.iter_mut().zip(rows) {
                    let step = &self.steps[*at as usize];
                    let left = row[usize::from(step.feature)] <= step.threshold;
                    *at = step.next[usize::from(!left)];
                }
            }
            for (sum, at) in sums.iter_mut().zip(at) {
                *sum += self.values[at as usize];
            }
        }
        sums
    }
}
