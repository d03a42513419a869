//! The actors of an article as the user has decided: joined, renamed, left out.

use super::Actor;
use crate::lexicon::decisions::Decisions;
use std::collections::HashMap;

/// The actors of an article after the user's decisions, in the order of their first mentions.
pub fn decided(actors: Vec<Actor>, article: &str, decisions: &Decisions) -> Vec<Actor> {
    if decisions.all().next().is_none() {
        return actors;
    }
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<Actor> = Vec::with_capacity(actors.len());
    for mut actor in actors {
        let Some(id) = decisions.identity(&actor.id, article) else {
            continue;
        };
        match places.get(&id) {
            Some(at) => kept[*at].mentions.append(&mut actor.mentions),
            None => {
                places.insert(id.clone(), kept.len());
                if let Some(name) = decisions.name(&id) {
                    actor.name = name.to_string();
                }
                actor.id = id;
                kept.push(actor);
            }
        }
    }
    for actor in &mut kept {
        actor.mentions.sort_by_key(|mention| (mention.start, mention.end));
        actor.count = actor.mentions.len();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::{ActorType, Form, Mention};
    use super::*;

    fn actor(id: &str, start: usize) -> Actor {
        let mention = Mention {
            text: "x".into(),
            start,
            end: start + 1,
            form: Form::Name,
        };
        Actor {
            id: id.into(),
            kind: ActorType::Person,
            name: id.into(),
            count: 1,
            mentions: vec![mention],
        }
    }

    #[test]
    fn decisions_join_rename_and_leave_out() {
        let (decisions, _) =
            Decisions::parse("merge person:b person:a\nrename person:a Anne\nignore org:c\n");
        let actors = vec![actor("person:a", 5), actor("org:c", 7), actor("person:b", 2)];
        let kept = decided(actors, "x", &decisions);
        assert_eq!(kept.len(), 1);
        assert_eq!(
            (kept[0].name.as_str(), kept[0].count, kept[0].mentions[0].start),
            ("Anne", 2, 2)
        );
    }
}
