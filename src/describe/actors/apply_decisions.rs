//! The actors of an article under other identities than the text alone gives: joined, renamed, left out.

use crate::article::Actor;
use std::collections::HashMap;

/// The actors of an article under the identities that are given, and under the names that these have; none where there is no
/// identity. In the order of their first mentions.
pub(crate) fn decided(
    actors: Vec<Actor>,
    identity: impl Fn(&str) -> Option<String>,
    name: impl Fn(&str) -> Option<String>,
) -> Vec<Actor> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<Actor> = Vec::with_capacity(actors.len());
    for mut actor in actors {
        let Some(id) = identity(&actor.id) else {
            continue;
        };
        match places.get(&id) {
            Some(at) => kept[*at].mentions.append(&mut actor.mentions),
            None => {
                places.insert(id.clone(), kept.len());
                if let Some(name) = name(&id) {
                    actor.name = name;
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
    use super::*;
    use crate::article::{ActorType, Mention, MentionForm};

    fn actor(id: &str, start: usize) -> Actor {
        let mention = Mention {
            text: "x".into(),
            start,
            end: start + 1,
            form: MentionForm::Name,
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
    fn actors_are_joined_renamed_and_left_out() {
        let actors = vec![actor("person:a", 5), actor("org:c", 7), actor("person:b", 2)];
        let identity = |id: &str| match id {
            "person:b" => Some("person:a".to_string()),
            "org:c" => None,
            id => Some(id.to_string()),
        };
        let kept = decided(actors, identity, |id| {
            (id == "person:a").then(|| "Anne".to_string())
        });
        assert_eq!(kept.len(), 1);
        assert_eq!(
            (kept[0].name.as_str(), kept[0].count, kept[0].mentions[0].start),
            ("Anne", 2, 2)
        );
    }
}
