//! How boosted trees score a row of features, and how they are stored: a few bytes a node, compiled in.
//!
//! The model is that of J. Friedman, "Greedy function approximation: a gradient boosting machine" (2001), with the
//! logistic loss: the score of a row is the sum of one leaf of every tree, read as the log odds of "article".

mod walk;

pub use walk::BatchScorer;

/// Boosted regression trees over rows of at most 256 features.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Forest {
    /// The log odds before any tree.
    pub bias: f32,
    /// The trees.
    pub trees: Vec<Tree>,
}

/// One tree: a row goes left where its feature is at most the threshold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tree {
    /// The inner nodes, the root first; a tree without any is one leaf.
    pub nodes: Vec<TreeNode>,
    /// The log odds that the leaves add.
    pub leaves: Vec<f32>,
}

/// A question to one feature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TreeNode {
    /// The place of the feature in the row.
    pub feature: u8,
    /// The greatest value that goes left.
    pub threshold: f32,
    /// Where the smaller values go.
    pub left: Child,
    /// Where the greater values go.
    pub right: Child,
}

/// What hangs under a node, in one byte: below 128 an inner node, from 128 on a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Child(u8);

impl Child {
    const FIRST_LEAF: u8 = 128;

    /// The inner node of this number, below 128.
    pub fn node(number: usize) -> Child {
        Child(number as u8)
    }

    /// The leaf of this number, below 128.
    pub fn leaf(number: usize) -> Child {
        Child(Self::FIRST_LEAF + number as u8)
    }

    /// The number of the inner node, or else that of the leaf.
    pub fn place(self) -> Result<usize, usize> {
        match self.0 {
            node if node < Self::FIRST_LEAF => Ok(node as usize),
            leaf => Err((leaf - Self::FIRST_LEAF) as usize),
        }
    }
}

impl Forest {
    /// The forest whose log odds are the mean of those of these.
    pub fn mean(forests: Vec<Forest>) -> Forest {
        let share = 1.0 / forests.len().max(1) as f32;
        let mut mean = Forest::default();
        for mut forest in forests {
            mean.bias += forest.bias * share;
            let leaves = forest.trees.iter_mut().flat_map(|tree| &mut tree.leaves);
            leaves.for_each(|leaf| *leaf *= share);
            mean.trees.append(&mut forest.trees);
        }
        mean
    }

    /// The stored form: bias and number of trees, then of every tree its counts, its nodes and its leaves.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = self.bias.to_le_bytes().to_vec();
        out.extend((self.trees.len() as u16).to_le_bytes());
        for tree in &self.trees {
            out.extend([tree.nodes.len() as u8, tree.leaves.len() as u8]);
            for node in &tree.nodes {
                out.extend([node.feature, node.left.0, node.right.0]);
                out.extend(node.threshold.to_le_bytes());
            }
            out.extend(tree.leaves.iter().flat_map(|leaf| leaf.to_le_bytes()));
        }
        out
    }

    /// The forest of its stored form, and what follows it; none if the bytes end early or a child does not follow its parent.
    pub fn from_bytes(mut bytes: &[u8]) -> Option<(Forest, &[u8])> {
        let bias = f32::from_le_bytes(take(&mut bytes)?);
        let count = u16::from_le_bytes(take(&mut bytes)?);
        let trees = (0..count).map(|_| read_tree(&mut bytes)).collect::<Option<_>>()?;
        Some((Forest { bias, trees }, bytes))
    }
}

fn read_tree(bytes: &mut &[u8]) -> Option<Tree> {
    let [nodes, leaves] = take(bytes)?;
    let nodes = (0..nodes)
        .map(|number| read_node(bytes).filter(|node| node.leads_on_from(number)))
        .collect::<Option<_>>()?;
    let leaves = (0..leaves)
        .map(|_| take(bytes).map(f32::from_le_bytes))
        .collect::<Option<_>>()?;
    Some(Tree { nodes, leaves })
}

fn read_node(bytes: &mut &[u8]) -> Option<TreeNode> {
    let [feature, left, right] = take(bytes)?;
    Some(TreeNode {
        feature,
        threshold: f32::from_le_bytes(take(bytes)?),
        left: Child(left),
        right: Child(right),
    })
}

impl TreeNode {
    /// Whether both children come after the node, so that no walk goes round.
    fn leads_on_from(&self, number: u8) -> bool {
        self.left.0 > number && self.right.0 > number
    }
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forest() -> Forest {
        let node = |feature, threshold, left, right| TreeNode {
            feature,
            threshold,
            left,
            right,
        };
        Forest {
            bias: -1.0,
            trees: vec![
                Tree {
                    nodes: vec![
                        node(0, 0.5, Child::node(1), Child::leaf(0)),
                        node(1, 2.0, Child::leaf(1), Child::leaf(2)),
                    ],
                    leaves: vec![3.0, -2.0, 0.25],
                },
                Tree {
                    nodes: vec![],
                    leaves: vec![0.5],
                },
            ],
        }
    }

    #[test]
    fn a_row_takes_one_leaf_of_every_tree() {
        for (row, expected) in [([1.0, 0.0], 2.5), ([0.5, 2.0], -2.5), ([0.0, 3.0], -0.25)] {
            assert_eq!(BatchScorer::of(&forest()).log_odds(&[&row]), [expected]);
        }
    }

    #[test]
    fn the_mean_of_two_forests_is_between_them() {
        let other = Forest {
            bias: 1.0,
            trees: vec![],
        };
        let mean = Forest::mean(vec![forest(), other]);
        assert_eq!(
            BatchScorer::of(&mean).log_odds(&[&[1.0, 0.0]]),
            [(2.5 + 1.0) / 2.0]
        );
    }

    #[test]
    fn the_stored_form_reads_back() {
        let bytes = forest().to_bytes();
        assert_eq!(Forest::from_bytes(&bytes), Some((forest(), &[][..])));
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let mut bytes = forest().to_bytes();
        assert_eq!(Forest::from_bytes(&bytes[..bytes.len() - 1]), None);
        bytes[9] = 0; // the root as its own child
        assert_eq!(Forest::from_bytes(&bytes), None);
    }
}
