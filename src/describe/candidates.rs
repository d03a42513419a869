//! Candidate values of a metadata field, each with its evidence and, for the rejected ones, the reason.

use crate::article::Evidence;
use serde::Serialize;
use std::fmt;

/// One candidate for a fact.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate<T> {
    /// What it says.
    pub value: T,
    /// What kind of witness says so.
    pub evidence: Evidence,
    /// Where it stands: the property, the tag, the line.
    pub place: String,
    /// How far such a witness is to be believed, from 0 to 1.
    pub weight: f32,
    /// What the judge made of it.
    pub verdict: CandidateVerdict,
}

impl<T> Candidate<T> {
    /// A claim on which nobody has judged yet.
    pub fn new(value: T, evidence: Evidence, place: impl Into<String>, weight: f32) -> Candidate<T> {
        Candidate {
            value,
            evidence,
            place: place.into(),
            weight,
            verdict: CandidateVerdict::Agrees,
        }
    }

    /// The claim, lost before any judge.
    pub fn lost(mut self, loss: Rejection) -> Candidate<T> {
        self.verdict = CandidateVerdict::Lost(loss);
        self
    }

    /// Whether it may still win.
    pub fn stands(&self) -> bool {
        !matches!(self.verdict, CandidateVerdict::Lost(_))
    }
}

/// What the judge made of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CandidateVerdict {
    /// It gives the value.
    Won,
    /// It says the same as the one that won.
    Agrees,
    /// It was not believed.
    Lost(Rejection),
}

/// Why a claim was not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Rejection {
    /// A witness that is to be believed more says otherwise.
    Weaker,
    /// It stands in the furniture of the page.
    Furniture,
    /// It belongs to a related article.
    OtherArticle,
    /// It belongs to a reader's comment.
    Comment,
    /// It stands too far from the article.
    Far,
    /// It is an event that the text speaks of.
    InTheText,
    /// It lies after the day on which the page was saved.
    Future,
    /// It lies before there were such pages.
    TooOld,
    /// It is what a machine writes where it has no date.
    Unset,
    /// It is when the page was changed.
    Modification,
    /// It is when the printed edition came out.
    PrintEdition,
    /// Its year is not written.
    NoYear,
    /// It is relative to a day that is not known.
    Relative,
    /// It is the name of the site.
    SiteName,
    /// It names no person.
    NoPerson,
    /// It is an agency.
    Agency,
    /// It is empty, a template or a placeholder.
    Unfilled,
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Rejection::Weaker => "a better witness says otherwise",
            Rejection::Furniture => "it stands in the furniture of the page",
            Rejection::OtherArticle => "it belongs to another article",
            Rejection::Comment => "it belongs to a reader's comment",
            Rejection::Far => "it stands too far from the article",
            Rejection::InTheText => "the text speaks of it",
            Rejection::Future => "it lies after the day on which the page was saved",
            Rejection::TooOld => "it lies before there were such pages",
            Rejection::Unset => "it is what a machine writes where it has no date",
            Rejection::Modification => "it is when the page was changed",
            Rejection::PrintEdition => "it is when the printed edition came out",
            Rejection::NoYear => "its year is not written",
            Rejection::Relative => "it is relative to a day that is not known",
            Rejection::SiteName => "it is the name of the site",
            Rejection::NoPerson => "it names no person",
            Rejection::Agency => "it is an agency",
            Rejection::Unfilled => "it is a placeholder",
        })
    }
}

/// How many candidates are heard for one fact: every one is compared with every other, and no real page comes near.
pub(super) const MOST_CLAIMS: usize = 300;

/// A fact: its value or nothing, who is believed for it, and all the candidates.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DecidedFact<T> {
    /// The value.
    pub value: Option<T>,
    /// Who is believed.
    pub evidence: Option<Evidence>,
    /// From 0 to 1.
    pub confidence: f32,
    /// Every candidate, the believed ones first.
    pub claims: Vec<Candidate<T>>,
}

impl<T> Default for DecidedFact<T> {
    fn default() -> DecidedFact<T> {
        DecidedFact {
            value: None,
            evidence: None,
            confidence: 0.0,
            claims: Vec::new(),
        }
    }
}

impl<T: Clone> DecidedFact<T> {
    /// The fact on which the judge decided: the claim at `winner` gives its value.
    pub fn decided(
        mut claims: Vec<Candidate<T>>,
        winner: Option<usize>,
        same: impl Fn(&T, &T) -> bool,
    ) -> DecidedFact<T> {
        let Some(winner) = winner else {
            return DecidedFact {
                claims,
                ..DecidedFact::default()
            };
        };
        claims.swap(0, winner);
        let (value, evidence) = (claims[0].value.clone(), claims[0].evidence);
        claims[0].verdict = CandidateVerdict::Won;
        let mut confidence = claims[0].weight;
        let mut heard = vec![evidence];
        for claim in claims[1..].iter_mut().filter(|claim| claim.stands()) {
            if !same(&claim.value, &value) {
                claim.verdict = CandidateVerdict::Lost(Rejection::Weaker);
            } else if !heard.contains(&claim.evidence) {
                heard.push(claim.evidence);
                confidence += (1.0 - confidence) * claim.weight * 0.5;
            }
        }
        claims[1..].sort_by_key(|claim| !claim.stands());
        DecidedFact {
            value: Some(value),
            evidence: Some(evidence),
            confidence: round(confidence),
            claims,
        }
    }

    /// The fact where each claim's weight is its chance: the likeliest standing claim wins, of several alike the first.
    pub fn likeliest(claims: Vec<Candidate<T>>, same: impl Fn(&T, &T) -> bool) -> DecidedFact<T> {
        let standing = claims.iter().enumerate().filter(|(_, claim)| claim.stands());
        let winner = standing.fold(None, |best: Option<(usize, f32)>, (at, claim)| match best {
            Some((_, top)) if top >= claim.weight => best,
            _ => Some((at, claim.weight)),
        });
        let confidence = winner.map_or(0.0, |(_, chance)| chance);
        DecidedFact {
            confidence,
            ..DecidedFact::decided(claims, winner.map(|(at, _)| at), same)
        }
    }

    /// The fact as the user gave it, over whatever was found.
    pub fn overruled(mut self, value: T) -> DecidedFact<T> {
        for claim in &mut self.claims {
            claim.verdict = CandidateVerdict::Lost(Rejection::Weaker);
        }
        let mut claim = Candidate::new(value.clone(), Evidence::User, "user", 1.0);
        claim.verdict = CandidateVerdict::Won;
        self.claims.insert(0, claim);
        DecidedFact {
            value: Some(value),
            evidence: Some(Evidence::User),
            confidence: 1.0,
            claims: self.claims,
        }
    }
}

impl<T> DecidedFact<T> {
    /// Nothing, for this reason, where such a witness was believed.
    pub fn unless(mut self, unfit: impl Fn(Evidence) -> bool, loss: Rejection) -> DecidedFact<T> {
        if !self.evidence.is_some_and(unfit) {
            return self;
        }
        for claim in self.claims.iter_mut().filter(|claim| claim.stands()) {
            claim.verdict = CandidateVerdict::Lost(loss);
        }
        DecidedFact {
            claims: self.claims,
            ..DecidedFact::default()
        }
    }

    /// The fact that the user says is not there, over whatever was found.
    pub fn refused(mut self) -> DecidedFact<T> {
        for claim in &mut self.claims {
            claim.verdict = CandidateVerdict::Lost(Rejection::Weaker);
        }
        DecidedFact {
            value: None,
            evidence: Some(Evidence::User),
            confidence: 1.0,
            claims: self.claims,
        }
    }
}

/// Confidence is no finer than a hundredth.
fn round(confidence: f32) -> f32 {
    (confidence.min(0.99) * 100.0).round() / 100.0
}
