//! What an actor is, and how an identity says so: `person:oumar-diarra`, `country:ML`.

use serde::{Deserialize, Serialize};

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorType {
    /// A human being.
    Person,
    /// An organisation, force, operation, party, company or medium.
    Org,
    /// A country.
    Country,
    /// Any other place.
    Place,
}

impl ActorType {
    /// All of them.
    pub const ALL: [ActorType; 4] = [
        ActorType::Person,
        ActorType::Org,
        ActorType::Country,
        ActorType::Place,
    ];

    /// What stands before the colon of an identity.
    pub fn name(self) -> &'static str {
        match self {
            ActorType::Person => "person",
            ActorType::Org => "org",
            ActorType::Country => "country",
            ActorType::Place => "place",
        }
    }

    /// The type of this name.
    pub fn named(name: &str) -> Option<ActorType> {
        ActorType::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What an identity says of its actor; nothing where it is no identity.
    pub fn of(id: &str) -> Option<ActorType> {
        ActorType::parted(id).map(|(kind, _)| kind)
    }

    /// An identity as its type and what tells the actor from others of it.
    pub fn parted(id: &str) -> Option<(ActorType, &str)> {
        let (name, rest) = id.split_once(':')?;
        Some((ActorType::named(name)?, rest))
    }

    /// The identity of an actor of this type.
    pub fn id(self, own: &str) -> String {
        format!("{}:{own}", self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::ActorType;

    #[test]
    fn an_identity_says_what_its_actor_is() {
        for kind in ActorType::ALL {
            let id = kind.id("oumar-diarra");
            assert_eq!(ActorType::parted(&id), Some((kind, "oumar-diarra")));
            assert_eq!(ActorType::named(kind.name()), Some(kind));
        }
        assert_eq!(ActorType::of("person:?diarra"), Some(ActorType::Person));
        assert_eq!(ActorType::of("diarra"), None);
        assert_eq!(ActorType::of("river:niger"), None);
    }
}
