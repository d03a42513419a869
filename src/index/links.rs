//! Which people of the articles are one person across an index, and why.

use crate::describe::actors::linking::People;

/// The joins of the people of an index.
#[derive(Debug, Clone, Default)]
pub struct EntityLinks(People);

/// How an identity stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkStanding {
    /// It is the other.
    ResolvesTo,
    /// The other is it.
    ResolvedFrom,
    /// It may be the other, and others.
    MayResolveTo,
    /// The other may be it.
    MayResolveFrom,
}

impl LinkStanding {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            LinkStanding::ResolvesTo => "is",
            LinkStanding::ResolvedFrom => "same",
            LinkStanding::MayResolveTo => "candidate",
            LinkStanding::MayResolveFrom => "perhaps",
        }
    }
}

/// One identity as another sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likeness<'a> {
    /// How they stand to each other.
    pub standing: LinkStanding,
    /// The other.
    pub other: &'a str,
    /// Why.
    pub reason: &'static str,
}

impl EntityLinks {
    /// Those of some people.
    pub fn of(people: People) -> EntityLinks {
        EntityLinks(people)
    }

    /// How the others stand to an identity.
    pub fn likenesses(&self, id: &str) -> Vec<Likeness<'_>> {
        let people = &self.0;
        let Some(own) = people.find(id).filter(|who| people.is_named(*who)) else {
            return Vec::new();
        };
        let identity = people.person(own).identity;
        let is = Some((LinkStanding::ResolvesTo, identity, own)).filter(|_| identity != own);
        let has = people.sources(own).filter(|who| *who != own);
        let has = has.map(|who| (LinkStanding::ResolvedFrom, who, who));
        let ambiguous = Some(own).filter(|own| people.is_ambiguous(*own));
        let bearers = ambiguous.into_iter().flat_map(|own| people.bearers(own));
        let may_be = bearers.map(|bearer| (LinkStanding::MayResolveTo, people.person(bearer).identity, own));
        let short = people.sources(own).flat_map(|who| people.partial_of(who));
        let short = short.filter(|who| people.is_ambiguous(*who));
        let perhaps = short.map(|who| (LinkStanding::MayResolveFrom, who, who));
        let all = is.into_iter().chain(has).chain(may_be).chain(perhaps);
        let mut likenesses: Vec<Likeness> = all
            .map(|(standing, other, grounded)| Likeness {
                standing,
                other: people.id(other),
                reason: people.ground(grounded).reason(),
            })
            .collect();
        likenesses.sort_unstable_by_key(|likeness| (likeness.standing.name(), likeness.other));
        likenesses.dedup();
        likenesses
    }

    /// The identity in the archive of an identity of an article, where it is another.
    pub fn identity(&self, id: &str) -> Option<&str> {
        let own = self.0.find(id).filter(|who| self.0.is_named(*who))?;
        let identity = self.0.person(own).identity;
        (identity != own).then(|| self.0.id(identity))
    }

    /// The identities of articles that are this one in the archive.
    pub fn sources(&self, id: &str) -> Vec<&str> {
        let own = self.0.find(id).into_iter();
        let all = own.flat_map(|own| self.0.sources(own).filter(move |who| *who != own));
        let mut sources: Vec<&str> = all.map(|who| self.0.id(who)).collect();
        sources.sort_unstable();
        sources
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::actors::linking::Countries;
    use std::collections::BTreeSet;

    fn joins(ids: &[&str]) -> EntityLinks {
        let mut countries = Countries::default();
        countries.insert("country:RW");
        let ids: BTreeSet<&str> = ids.iter().copied().collect();
        EntityLinks(People::resolved(ids.into_iter().map(|id| (id, 1, &countries))))
    }

    #[test]
    fn joins_are_looked_up() {
        let joins = joins(&[
            "person:jean-bosco-kazura",
            "person:jb-kazura",
            "person:paul-kagame",
        ]);
        assert_eq!(
            joins.identity("person:jb-kazura"),
            Some("person:jean-bosco-kazura")
        );
        assert_eq!(joins.identity("person:jean-bosco-kazura"), None);
        assert_eq!(joins.sources("person:jean-bosco-kazura"), ["person:jb-kazura"]);
        assert_eq!(EntityLinks::default().identity("person:jb-kazura"), None);
        let reason = joins.likenesses("person:jb-kazura")[0].reason;
        assert!(reason.contains("initials"), "{reason}");
    }

    #[test]
    fn everybody_is_found_and_nobody_else() {
        let joins = joins(&[
            "person:?diarra",
            "person:oumar-diarra",
            "person:alou-diarra",
            "person:z",
        ]);
        let told = |id: &str| -> Vec<(&str, String)> {
            let likenesses = joins.likenesses(id).into_iter();
            likenesses
                .map(|likeness| (likeness.standing.name(), likeness.other.to_string()))
                .collect()
        };
        let both = ["person:alou-diarra", "person:oumar-diarra"].map(|id| ("candidate", id.to_string()));
        assert_eq!(told("person:?diarra"), both);
        assert_eq!(
            told("person:oumar-diarra"),
            [("perhaps", "person:?diarra".to_string())]
        );
        for none in [
            "",
            "person:a",
            "person:oumar",
            "person:m",
            "person:z",
            "person:zz",
        ] {
            assert_eq!(told(none), [], "{none}");
        }
    }
}
