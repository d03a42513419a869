//! Which articles print one text, as a question asks for it.

use crate::article::{ArticleId, Story};
use crate::error::Result;
use crate::index::Archive;
use crate::query::Query;
use std::collections::{BTreeMap, BTreeSet};

/// An article that has copies, and its story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoryEntry {
    /// The article.
    pub article: ArticleId,
    /// The story, by the least of its articles.
    pub story: ArticleId,
    /// The earliest of its articles.
    pub first: ArticleId,
    /// How many they are.
    pub copies: u64,
}

impl Archive {
    /// The stories to which an answer of the query belongs, those with the most copies first, each with its articles.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn stories(&self, query: &Query) -> Result<Vec<(Story, Vec<ArticleId>)>> {
        let answers = self.ids(query)?;
        let mut stories: BTreeMap<ArticleId, (Story, Vec<ArticleId>, bool)> = BTreeMap::new();
        for row in self.store.stories()? {
            let story = || (self.story_of(&row), Vec::new(), false);
            let (_, articles, answered) = stories.entry(row.story).or_insert_with(story);
            articles.push(self.shown(row.article));
            *answered |= answers.contains(&row.article);
        }
        let answered = stories.into_values().filter(|(_, _, answered)| *answered);
        let mut stories: Vec<_> = answered.map(|(story, articles, _)| (story, articles)).collect();
        stories.sort_by_key(|(story, _)| std::cmp::Reverse(story.copies));
        Ok(stories)
    }

    /// The story of an article, where it has copies.
    pub(super) fn story(&self, id: &ArticleId) -> Result<Option<Story>> {
        Ok(self.store.story(id)?.map(|row| self.story_of(&row)))
    }

    fn story_of(&self, row: &StoryEntry) -> Story {
        Story {
            id: self.shown(row.story).to_string(),
            copies: row.copies as usize,
            first: self.shown(row.first),
        }
    }

    /// The identities of the answers of a query.
    fn ids(&self, query: &Query) -> Result<BTreeSet<ArticleId>> {
        let mut ids = BTreeSet::new();
        self.store.each_id(&self.meaning(query)?.plan, &mut |id| {
            ids.insert(id);
        })?;
        Ok(ids)
    }
}

#[cfg(test)]
mod tests {
    use crate::index::tests::{archive, article, dated, with};
    use crate::index::{Archive, Writer};
    use crate::query::{Query, parse};

    const WIRE: &str = "Le gouverneur de la province a annoncé dimanche la réouverture du pont sur la rivière, fermé depuis \
        les pluies de mars. Les camions de plus de dix tonnes devront encore attendre la fin des travaux, prévue en juillet. \
        Les commerçants du marché central disent avoir perdu la moitié de leurs clients pendant la fermeture du pont.";

    fn stories(archive: &Archive, query: &str) -> Vec<Vec<String>> {
        let found = archive.stories(&parse(query).query).expect(query);
        let titles = |(_, ids): &(_, Vec<_>)| {
            let title = |id| archive.article(id).unwrap().unwrap().title.unwrap();
            let mut titles: Vec<String> = ids.iter().map(title).collect();
            titles.sort();
            titles
        };
        found.iter().map(titles).collect()
    }

    #[test]
    fn copies_are_one_story() {
        let (_folder, archive) = archive();
        let mut reprint = article("B", &format!("{WIRE} Notre correspondant était sur place."));
        reprint.published = Some(dated("2022-05-12"));
        let mut wire = article("A", WIRE);
        wire.published = Some(dated("2022-05-10"));
        let cut = article("C", &WIRE[..WIRE.len() - 60]);
        let other = article("D", "Un tout autre texte, sur la pluie et sur la récolte de mil.");
        let archive = with(
            archive,
            &[reprint.clone(), wire.clone(), cut.clone(), other.clone()],
        );
        assert_eq!(stories(&archive, "*"), [["A", "B", "C"]]);
        assert_eq!(stories(&archive, "correspondant"), [["A", "B", "C"]]);
        assert_eq!(stories(&archive, "récolte"), [[""; 0]; 0]);
        let story = |id| archive.article(id).unwrap().unwrap().story;
        assert_eq!(story(&other.id), None);
        let found = story(&cut.id).unwrap();
        assert_eq!((found.copies, &found.first), (3, &wire.id));
        assert_eq!(story(&wire.id), Some(found));
    }

    #[test]
    fn the_order_of_the_pages_decides_nothing_and_what_goes_is_gone() {
        let copies = ["A", "B", "C"].map(|title| article(title, WIRE));
        let id = |archive: &Archive| archive.stories(&Query::All).unwrap()[0].0.id.clone();
        let (_first, one) = archive();
        let one = with(one, &copies);
        let (_second, other) = archive();
        let other = copies
            .iter()
            .rev()
            .fold(other, |archive, copy| with(archive, std::slice::from_ref(copy)));
        assert_eq!(id(&one), id(&other));
        let delete = |mut writer: Box<dyn Writer>| {
            writer.delete(&[copies[0].id, copies[1].id]).unwrap();
            writer.finish().unwrap();
        };
        delete(one.writer().unwrap());
        let one = Archive::open(one.path()).unwrap();
        assert_eq!(one.stories(&Query::All).unwrap(), []);
    }
}
