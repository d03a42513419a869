//! Grows boosted trees over binned features: gradient and Hessian histograms, best leaf first.
//!
//! The method is that of T. Chen and C. Guestrin, "XGBoost" (2016), with the histograms and the leaf-wise growth of
//! G. Ke et al., "LightGBM" (2017). Every draw comes from one seed, so that a run repeats to the last bit.

use archive::training::clean::{Child, Forest, Tree, TreeNode};

const BINS: usize = 64;

/// How a forest is grown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BoostingParams {
    pub trees: usize,
    pub leaves: usize,
    pub rate: f32,
    /// The share of the features that a tree may ask.
    pub features: f32,
    /// The share of the rows that a tree sees.
    pub rows: f32,
    /// The least sum of Hessians in a leaf.
    pub least: f32,
    /// The weight of the squared leaf in the loss.
    pub shrink: f32,
    pub seed: u64,
}

/// Rows of features, column by column, each value as the number of its bin.
pub(crate) struct BinnedFeatures {
    columns: Vec<Vec<u8>>,
    edges: Vec<Vec<f32>>,
    rows: usize,
}

impl BinnedFeatures {
    /// The rows, each as long as the first.
    pub(crate) fn of(rows: &[&[f32]]) -> BinnedFeatures {
        let width = rows.first().map_or(0, |row| row.len());
        let (mut columns, mut edges) = (Vec::new(), Vec::new());
        for feature in 0..width {
            let values: Vec<f32> = rows.iter().map(|row| row[feature]).collect();
            let cuts = quantiles(&values);
            columns.push(
                values
                    .iter()
                    .map(|v| cuts.partition_point(|cut| cut < v) as u8)
                    .collect(),
            );
            edges.push(cuts);
        }
        BinnedFeatures {
            columns,
            edges,
            rows: rows.len(),
        }
    }
}

/// At most [`BINS`] - 1 values that part the column into bins of about one size.
fn quantiles(values: &[f32]) -> Vec<f32> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    let mut distinct = sorted.clone();
    distinct.dedup();
    if distinct.len() <= BINS {
        let between = distinct.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0);
        return between.collect();
    }
    let mut cuts: Vec<f32> = (1..BINS).map(|i| sorted[i * sorted.len() / BINS]).collect();
    cuts.dedup();
    cuts
}

/// A forest that tells rows of label 1 from rows of label 0, each row counting by its weight.
pub(crate) fn grow(
    table: &BinnedFeatures,
    labels: &[f32],
    weights: &[f32],
    growth: &BoostingParams,
) -> Forest {
    let mut random = Random(growth.seed | 1);
    let positive: f32 = labels.iter().zip(weights).map(|(y, w)| y * w).sum();
    let mean = (positive / weights.iter().sum::<f32>().max(1e-9)).clamp(1e-4, 1.0 - 1e-4);
    let bias = (mean / (1.0 - mean)).ln();
    let mut scores = vec![bias; table.rows];
    let mut forest = Forest { bias, trees: vec![] };
    for _ in 0..growth.trees {
        let slopes: Vec<Slope> = scores
            .iter()
            .zip(labels)
            .zip(weights)
            .map(|((s, y), w)| Slope::of(*s, *y, *w))
            .collect();
        let rows = (0..table.rows as u32)
            .filter(|_| random.unit() < growth.rows)
            .collect();
        let asked = (0..table.columns.len())
            .filter(|_| random.unit() < growth.features)
            .collect();
        let tree = Grower {
            table,
            slopes: &slopes,
            asked,
            growth,
        }
        .tree(rows);
        for (row, score) in scores.iter_mut().enumerate() {
            *score += tree.leaf(table, row);
        }
        forest.trees.push(tree.finished(table));
    }
    forest
}

/// The first and second derivative of the loss of a row, by its score.
#[derive(Clone, Copy, Default)]
struct Slope {
    gradient: f32,
    hessian: f32,
}

impl Slope {
    fn of(score: f32, label: f32, weight: f32) -> Slope {
        let p = 1.0 / (1.0 + (-score).exp());
        Slope {
            gradient: weight * (p - label),
            hessian: weight * (p * (1.0 - p)).max(1e-6),
        }
    }

    fn add(&mut self, other: Slope) {
        self.gradient += other.gradient;
        self.hessian += other.hessian;
    }

    fn less(self, other: Slope) -> Slope {
        Slope {
            gradient: self.gradient - other.gradient,
            hessian: self.hessian - other.hessian,
        }
    }

    fn gain(self, shrink: f32) -> f32 {
        self.gradient * self.gradient / (self.hessian + shrink)
    }
}

type Histogram = Vec<[Slope; BINS]>;

struct Grower<'a> {
    table: &'a BinnedFeatures,
    slopes: &'a [Slope],
    asked: Vec<usize>,
    growth: &'a BoostingParams,
}

struct Split {
    gain: f32,
    feature: usize,
    bin: u8,
}

struct Leaf {
    rows: Vec<u32>,
    sum: Slope,
    histogram: Histogram,
    best: Option<Split>,
    /// The node above it, and whether it hangs on its left.
    parent: Option<(usize, bool)>,
}

impl Grower<'_> {
    fn tree(&self, rows: Vec<u32>) -> Grown {
        let mut grown = Grown::default();
        let histogram = self.histogram(&rows);
        let mut leaves = vec![self.leaf(rows, histogram, None)];
        while leaves.len() < self.growth.leaves {
            let gain = |leaf: &Leaf| leaf.best.as_ref().map_or(0.0, |split| split.gain);
            let best = (0..leaves.len())
                .max_by(|a, b| gain(&leaves[*a]).total_cmp(&gain(&leaves[*b])))
                .filter(|i| gain(&leaves[*i]) > 1e-4);
            let Some(best) = best else { break };
            let leaf = leaves.swap_remove(best);
            leaves.extend(self.split(leaf, &mut grown));
        }
        for leaf in leaves {
            let value = -leaf.sum.gradient / (leaf.sum.hessian + self.growth.shrink) * self.growth.rate;
            grown.hang(leaf.parent, Child::leaf(grown.leaves.len()));
            grown.leaves.push(value);
        }
        grown
    }

    fn split(&self, leaf: Leaf, grown: &mut Grown) -> [Leaf; 2] {
        let split = leaf.best.expect("a leaf is chosen by its split");
        let column = &self.table.columns[split.feature];
        let node = grown.nodes.len();
        grown.hang(leaf.parent, Child::node(node));
        grown
            .nodes
            .push((split.feature, split.bin, Child::leaf(0), Child::leaf(0)));
        let (left, right): (Vec<u32>, Vec<u32>) = leaf
            .rows
            .iter()
            .partition(|row| column[**row as usize] <= split.bin);
        let small_is_left = left.len() <= right.len();
        let small = self.histogram(if small_is_left { &left } else { &right });
        let large = difference(&leaf.histogram, &small);
        let (for_left, for_right) = if small_is_left {
            (small, large)
        } else {
            (large, small)
        };
        [
            self.leaf(left, for_left, Some((node, true))),
            self.leaf(right, for_right, Some((node, false))),
        ]
    }

    fn leaf(&self, rows: Vec<u32>, histogram: Histogram, parent: Option<(usize, bool)>) -> Leaf {
        let mut sum = Slope::default();
        for row in &rows {
            sum.add(self.slopes[*row as usize]);
        }
        let best = self.best(&histogram, sum);
        Leaf {
            rows,
            sum,
            histogram,
            best,
            parent,
        }
    }

    fn histogram(&self, rows: &[u32]) -> Histogram {
        let slopes: Vec<Slope> = rows.iter().map(|row| self.slopes[*row as usize]).collect();
        self.asked
            .iter()
            .map(|feature| {
                let (column, mut bins) = (&self.table.columns[*feature], [Slope::default(); BINS]);
                for (row, slope) in rows.iter().zip(&slopes) {
                    bins[column[*row as usize] as usize].add(*slope);
                }
                bins
            })
            .collect()
    }

    fn best(&self, histogram: &Histogram, sum: Slope) -> Option<Split> {
        let (shrink, least) = (self.growth.shrink, self.growth.least);
        let mut best: Option<Split> = None;
        for (feature, bins) in self.asked.iter().zip(histogram) {
            let mut left = Slope::default();
            let bins = bins.iter().take(self.table.edges[*feature].len());
            for (bin, slope) in bins.enumerate() {
                left.add(*slope);
                let right = sum.less(left);
                if left.hessian < least || right.hessian < least {
                    continue;
                }
                let gain = left.gain(shrink) + right.gain(shrink) - sum.gain(shrink);
                if best.as_ref().is_none_or(|b| gain > b.gain) {
                    best = Some(Split {
                        gain,
                        feature: *feature,
                        bin: bin as u8,
                    });
                }
            }
        }
        best
    }
}

fn difference(whole: &Histogram, part: &Histogram) -> Histogram {
    let bins = |(w, p): (&[Slope; BINS], &[Slope; BINS])| std::array::from_fn(|i| w[i].less(p[i]));
    whole.iter().zip(part).map(bins).collect()
}

/// A tree over bins.
#[derive(Default)]
struct Grown {
    nodes: Vec<(usize, u8, Child, Child)>,
    leaves: Vec<f32>,
}

impl Grown {
    fn hang(&mut self, parent: Option<(usize, bool)>, child: Child) {
        match parent {
            Some((node, true)) => self.nodes[node].2 = child,
            Some((node, false)) => self.nodes[node].3 = child,
            None => {}
        }
    }

    fn leaf(&self, table: &BinnedFeatures, row: usize) -> f32 {
        let mut at = if self.nodes.is_empty() {
            Child::leaf(0)
        } else {
            Child::node(0)
        };
        loop {
            match at.place() {
                Ok(node) => {
                    let (feature, bin, left, right) = self.nodes[node];
                    at = if table.columns[feature][row] <= bin {
                        left
                    } else {
                        right
                    };
                }
                Err(leaf) => return self.leaves[leaf],
            }
        }
    }

    fn finished(&self, table: &BinnedFeatures) -> Tree {
        let node = |&(feature, bin, left, right): &(usize, u8, Child, Child)| TreeNode {
            feature: feature as u8,
            threshold: table.edges[feature][bin as usize],
            left,
            right,
        };
        Tree {
            nodes: self.nodes.iter().map(node).collect(),
            leaves: self.leaves.clone(),
        }
    }
}

/// Marsaglia's xorshift: enough for drawing rows and features. The trees that are shipped were drawn with it, and come out again.
pub(crate) struct Random(pub u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// From 0 up to and without 1.
    pub(crate) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }
}
