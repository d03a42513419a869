//! What is committed of contents and sightings, as every reader and the writer look it up.

use crate::article::ArticleId;
use crate::error::Result;
use crate::index::address::Key;
use crate::index::sighting::Sighting;
use crate::page::Place;

/// The sightings that are committed. Every function fails if the index cannot be read.
pub trait Register: Send {
    /// The sighting that holds at a place.
    fn at(&self, place: &Key) -> Result<Option<Sighting>>;

    /// The sightings of a content that hold, in the order of their places.
    fn of_content(&self, id: &ArticleId) -> Result<Vec<Sighting>>;

    /// The further places of a content, in their order.
    fn copies(&self, id: &ArticleId) -> Result<Vec<Sighting>>;

    /// The sightings of a content that hold no more, in the order of their places.
    fn past(&self, id: &ArticleId) -> Result<Vec<Sighting>>;

    /// The sightings at an address that hold, in the order of their places.
    fn at_address(&self, address: &Key) -> Result<Vec<Sighting>>;

    /// All that was ever seen where a place or an address ties versions together, in the order of the places.
    fn tied(&self, tie: &Key) -> Result<Vec<Sighting>>;

    /// Every place at which a page is known to stand, in their order.
    fn places(&self) -> Result<Vec<Place>>;

    /// The contents, searched and older, with which this one shares all digits that are printed at least.
    fn near(&self, id: &ArticleId) -> Result<Vec<ArticleId>>;
}
