//! Readers' comments: told from the article and from each other in the markup of the usual systems and in bare text; and line
//! by line against the labels of the written pages in `fixtures/corpus`, held by floors that fall only on purpose.

use crate::corpus::{self, Outlets, WrittenPage};
use archive::clean::Comment;
use archive::clean::{Role, clean};
use archive::parse::{self, Declared};
use std::collections::BTreeSet;

/// The least precision and recall over the lines of the first 24 outlets of the corpus, which its README names.
const FIRST_FLOORS: (f64, f64) = (0.982, 0.982);
/// The same over the outlets that were written since.
const LATER_FLOORS: (f64, f64) = (0.999, 0.842);
#[test]
fn comments_of_the_first_outlets_hold_their_floors() {
    hold(&corpus::pages(Outlets::First), FIRST_FLOORS);
}

#[test]
fn comments_of_the_later_outlets_hold_their_floors() {
    hold(&corpus::pages(Outlets::Later), LATER_FLOORS);
}

/// The numbers of the lines that readers wrote.
fn comment_lines(page: &WrittenPage) -> BTreeSet<u32> {
    let lines = (1..).zip(&page.lines);
    let comments = lines.filter(|(_, (label, _))| label == "comment");
    comments.map(|(number, _)| number).collect()
}

fn hold(pages: &[WrittenPage], floors: (f64, f64)) {
    let (mut both, mut found, mut right) = (0, 0, 0);
    let mut wrong = String::new();
    for page in pages {
        let gold = comment_lines(page);
        let document = parse::document(&page.text());
        let body = clean(&document, &Declared::of(&document), None);
        let marked: BTreeSet<u32> = document
            .blocks
            .iter()
            .zip(&body.verdicts)
            .filter(|(_, verdict)| verdict.role == Role::Comment)
            .filter_map(|(block, _)| block.line.map(|line| line.number))
            .collect();
        both += gold.intersection(&marked).count();
        (found, right) = (found + marked.len(), right + gold.len());
        for (block, verdict) in document.blocks.iter().zip(&body.verdicts) {
            let number = block.line.map_or(0, |line| line.number);
            if gold.contains(&number) != marked.contains(&number) {
                let name = verdict.role.name();
                wrong += &format!("{}:{number}: {name}: {}\n", page.path.display(), block.text);
            }
        }
    }
    let (precision, recall) = (both as f64 / found as f64, both as f64 / right as f64);
    assert!(
        precision >= floors.0 && recall >= floors.1,
        "{wrong}precision {precision:.4}, recall {recall:.4}, floors {floors:?}"
    );
}

const ARTICLE: &str = "<h1>Le bac reprend la traversée</h1><p>Le bac de Farafeni a repris la traversée du fleuve mardi matin, après \
    onze jours de réparation, a annoncé la direction des ports.</p><p>Les commerçants attendaient sur les deux rives avec des \
    camions de mangues et d’oignons, dont une partie a été perdue.</p><p>« Nous avons changé les deux moteurs », a expliqué le \
    capitaine, qui promet quatre passages par jour jusqu’à la fin du mois.</p>";

/// The comments of a page, and whether its body is the article alone.
fn read(page: &str) -> Vec<String> {
    let document = parse::document(page);
    let body = clean(&document, &Declared::of(&document), None);
    let text = body.text(&document);
    assert!(text.ends_with("fin du mois."), "{text}");
    body.comments.iter().map(ToString::to_string).collect()
}

fn html(comments: &str) -> Vec<String> {
    read(&format!(
        "<html><head><title>Le bac reprend la traversée</title></head><body><article>{ARTICLE}</article>{comments}</body></html>"
    ))
}

#[test]
fn comments_of_wordpress_are_told_apart_with_their_answers() {
    let found = html(
        "<div id=comments><h3>2 réflexions sur « Le bac reprend »</h3><ol class=commentlist><li class='comment even depth-1'>\
         <article class=comment-body><footer class=comment-meta><div class='comment-author vcard'><b class=fn>Awa Ceesay</b> \
         <span class=says>dit :</span></div><div class=comment-metadata><a href=#c1><time>4 mai 2022 à 10 h 20</time></a></div>\
         </footer><div class=comment-content><p>Onze jours pour deux moteurs, c’est long.</p><p>Qui paie les mangues ?</p></div>\
         <div class=reply><a>Répondre</a></div></article><ul class=children><li class='comment odd depth-2'>\
         <article class=comment-body><footer class=comment-meta><div class='comment-author vcard'><b class=fn>Lamin</b> \
         <span class=says>dit :</span></div></footer><div class=comment-content><p>Personne.</p></div></article></li></ul></li></ol>\
         <div id=respond><h3>Laisser un commentaire</h3><form><p>Votre adresse e-mail ne sera pas publiée.</p></form></div></div>",
    );
    assert_eq!(
        found,
        [
            "Awa Ceesay, 4 mai 2022 à 10 h 20\nOnze jours pour deux moteurs, c’est long.\n\nQui paie les mangues ?",
            "Lamin\nPersonne."
        ]
    );
}

#[test]
fn comments_of_widgets_are_told_apart() {
    let found = html(
        "<section class=comments-section><div class=comment-item><div class=comment-header><span class=username>kora_boy</span>\
         <span class=time-ago>il y a 3 heures</span></div><div class=comment-text>Merci au capitaine.</div><button>Répondre</button>\
         </div><div class=comment-item><div class=comment-header><span class=username>Fatou J.</span><span class=time-ago>il y a \
         2 jours</span></div><div class=comment-text>Et le pont, c’est pour quand ?</div><button>Répondre</button></div></section>",
    );
    assert_eq!(
        found,
        [
            "kora_boy, il y a 3 heures\nMerci au capitaine.",
            "Fatou J., il y a 2 jours\nEt le pont, c’est pour quand ?"
        ]
    );
}

#[test]
fn comments_are_known_by_schema_org() {
    let found = html(
        "<div itemprop=comment itemscope itemtype='https://schema.org/Comment'><span itemprop=author>Isatou</span> \
         <time itemprop=dateCreated>2022-05-04</time><p itemprop=text>Mon oncle a attendu neuf jours avec ses chèvres.</p></div>",
    );
    assert_eq!(
        found,
        ["Isatou, 2022-05-04\nMon oncle a attendu neuf jours avec ses chèvres."]
    );
    let found = html(
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"comment\":[{\"@type\":\"Comment\",\"text\":\"Bravo \
         &amp; merci.\",\"author\":{\"@type\":\"Person\",\"name\":\"Ebrima\"},\"dateCreated\":\"2022-05-05\"}]}</script>",
    );
    assert_eq!(found, ["Ebrima, 2022-05-05\nBravo & merci."]);
}

#[test]
fn a_comment_that_reads_like_an_article_is_a_comment() {
    let long = "<p>J’ai travaillé dix-neuf ans sur ce bac, de 1988 à 2007, comme mécanicien puis comme chef d’équipe, et je peux \
        dire que les moteurs n’ont jamais été le problème.</p><p>Le problème est la coque, que la direction a fait peindre trois \
        fois sans la réparer, selon les registres que j’ai remis au ministère en 2006.</p>";
    let found = html(&format!(
        "<div class=comments><div class=comment><p class=author>Un ancien du bac</p>{long}</div><div class=comment>\
         <p class=author>Awa</p><p>Merci pour ce témoignage.</p></div></div>"
    ));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].starts_with("Un ancien du bac\nJ’ai travaillé") && found[0].ends_with("en 2006."),
        "{found:?}"
    );
}

fn text(comments: &str) -> Vec<String> {
    read(&page_of(comments))
}

/// What readers wrote below the article, whatever else the cleaner thinks of the lines there.
fn below_article(lines: &str) -> Vec<Comment> {
    let document = parse::document(&page_of(lines));
    clean(&document, &Declared::of(&document), None).comments
}

/// A page of visible text with the article and what stands below it.
fn page_of(comments: &str) -> String {
    let article = ARTICLE
        .replace("</p>", "\n\n")
        .replace("</h1>", "\n\n")
        .replace("<p>", "")
        .replace("<h1>", "");
    format!("Accueil\nPolitique\nSport\n\n{article}{comments}")
}

#[test]
fn comments_in_bare_text_are_known_by_what_stands_around_them() {
    let awa = "Awa Ceesay, 4 mai 2022 à 10:20\nOnze jours pour deux moteurs, c’est long.";
    let lamin = "Lamin, 5 mai 2022 à 08:01\nPersonne ne paie jamais rien ici.";
    for comments in [
        "Commentaires (2)\nAwa Ceesay\n4 mai 2022 à 10:20\nOnze jours pour deux moteurs, c’est long.\nRépondre\nLamin\n5 mai 2022 à \
         08:01\nPersonne ne paie jamais rien ici.\nRépondre\nLaisser un commentaire\nVotre nom\n",
        "Vos réactions\n1. Le 4 mai 2022 à 10:20, par Awa Ceesay\nOnze jours pour deux moteurs, c’est long.\nRépondre à ce message\n2. Le \
         5 mai 2022 à 08:01, par Lamin En réponse à : Le bac reprend la traversée\nPersonne ne paie jamais rien ici.\n",
        "Imprimer cet article\nOnze jours pour deux moteurs, c’est long.\n4 mai 2022 à 10:20, par Awa Ceesay\nRépondre à ce message\nPersonne ne paie jamais rien \
         ici.\n5 mai 2022 à 08:01, par Lamin\nRépondre à ce message\n",
        "Imprimer cet article\nAwa Ceesay\nOnze jours pour deux moteurs, c’est long.\n4 mai 2022 à 10:20\nRépondre\nLamin\nPersonne ne paie jamais rien ici.\n\
         5 mai 2022 à 08:01\nRépondre\n\nÀ lire aussi\nLe prix des mangues\n",
    ] {
        assert_eq!(text(comments), [awa, lamin], "{comments}");
    }
    let found = text(
        "2 comments\nkora_boy says:\nMerci au capitaine.\nFatou il y a 3 heures\nEt le pont, c’est pour quand ?\n",
    );
    assert_eq!(
        found,
        [
            "kora_boy\nMerci au capitaine.",
            "Fatou, il y a 3 heures\nEt le pont, c’est pour quand ?"
        ]
    );
}

#[test]
fn what_only_stands_where_comments_do_is_none() {
    for furniture in [
        "Discussion à propos du post\nLe Fleuve est un journal indépendant fondé à Banjul en 2004.\nMentions légales\n",
        "0 commentaire\nLaisser un commentaire\nVotre nom\nVotre adresse email\n© Le Fleuve\n",
        "Articles liés\nLe prix des mangues\n4 mai 2022 à 10:20\nLa pluie est en retard\n5 mai 2022 à 08:01\n",
        "Vos réactions\nLa lettre du soir\nTout ce qu’il faut retenir du fleuve.\nVotre e-mail\n",
    ] {
        assert_eq!(text(furniture), Vec::<String>::new(), "{furniture}");
    }
}

#[test]
fn comments_of_one_line_have_their_name_before_a_colon() {
    let found = text("Maoni 2\nJuma K: Hongera mahakama\nmwana_ikwiriri: Na sisi je?\n");
    assert_eq!(found, ["Juma K\nHongera mahakama", "mwana_ikwiriri\nNa sisi je?"]);
}

#[test]
fn a_heading_may_count_in_a_sentence() {
    let found = text(
        "6 réflexions sur « Le bac reprend la traversée »\nBill 7 février 2024 à 1 h 02 min\nJe donnerai ma version. Avec les reçus.\n\
         Répondre\nAwa 8 février 2024 à 2 h 10 min\nMoi aussi, et sans reçus.\nRépondre\n",
    );
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("Bill, 7 février 2024"), "{found:?}");
}

#[test]
fn the_address_of_the_house_is_no_comment() {
    for foot in [
        "0 commentaire\nÉcrire un commentaire\nLe Bac, quartier Koufan, Tahoua\nDirecteur : voir l’ours. Dépôt légal en cours.\nTous droits réservés\n",
        "Facebook Comments Plugin\nRadio Kuntaur is a community radio station licensed under Act No. 13 of 2009.\nStation Road, Kuntaur\n© Radio \
         Kuntaur 2012-2026\n",
    ] {
        assert_eq!(text(foot), Vec::<String>::new(), "{foot}");
    }
}

/// Lines as comments stand under articles in the languages of the written pages, and whom they name.
const IN_LANGUAGES: [(&str, &[&str]); 22] = [
    (
        "Leserkommentare (2)\nRheinfuchs\n12.03.2023, 14:20 Uhr\nDas hat uns jeder gesagt.\nAntworten\nMelden\nAnna B.\n13.03.2023, 08:11 Uhr\nUnd wer zahlt das nun?\nAntworten\nMelden\n",
        &["Rheinfuchs", "Anna B."],
    ),
    (
        "2 Kommentare\nRheinfuchs schrieb am 12.03.2023 um 14:20\nDas hat uns jeder gesagt.\nAnna schrieb am 13.03.2023 um 08:11\nUnd wer zahlt das nun?\n",
        &["Rheinfuchs", "Anna"],
    ),
    (
        "Reacties (2)\nPiet uit Ommel, 12 maart 2023 om 14:20\nDat wisten we toch allang.\nAnneke, 13 maart 2023 om 08:11\nEn wie betaalt dat?\n",
        &["Piet uit Ommel", "Anneke"],
    ),
    (
        "2 reacties\nPiet schreef:\nDat wisten we toch allang.\nBeantwoorden\nAnneke schreef:\nEn wie betaalt dat?\nBeantwoorden\n",
        &["Piet", "Anneke"],
    ),
    (
        "Komentarze (2)\nrybak ~ 12.03.2023 14:20\nWszyscy to wiedzieli, a nikt nie pytał. Ocena: +4\nHala ~ 13.03.2023 08:11\nKto za to zapłaci\n",
        &["rybak", "Hala"],
    ),
    (
        "Komentarze\nrybak napisał:\nWszyscy to wiedzieli.\nOdpowiedz\nHala napisała:\nKto za to zapłaci?\nOdpowiedz\n",
        &["rybak", "Hala"],
    ),
    (
        "Commenti (2)\nBepi · 12 marzo 2023 alle 14:20\nLo sapevano tutti da anni.\nRispondi\nNina · 13 marzo 2023 alle 08:11\nE chi paga?\nRispondi\n",
        &["Bepi", "Nina"],
    ),
    (
        "2 commenti\nBepi scrive:\nLo sapevano tutti da anni.\nNina scrive:\nE chi paga?\n",
        &["Bepi", "Nina"],
    ),
    (
        "2 comentarios\nForofo de Rebola: Lo sabían todos.\nNsue: ¡Vergüenza!\n",
        &["Forofo de Rebola", "Nsue"],
    ),
    (
        "Comentarios\nForofo dice:\n12 marzo, 2023 a las 14:20\nLo sabían todos desde hace años.\nResponder\nNsue dice:\n13 marzo, 2023 a las 08:11\n¿Y quién paga?\nResponder\n",
        &["Forofo", "Nsue"],
    ),
    (
        "2 Comentários\nKota Zé | 12 Março, 2023 at 14:20: Todos sabiam disso.\nUtente | 13 Março, 2023 at 08:11: E quem paga?\n",
        &["Kota Zé", "Utente"],
    ),
    (
        "Comentários (2)\nKota Zé\n12 de março de 2023 às 14:20\nTodos sabiam disso há anos.\nResponder\nMimi\n13 de março de 2023 às 08:11\nE quem paga?\nResponder\n",
        &["Kota Zé", "Mimi"],
    ),
    (
        "Maoni 2\nJuma K: Tulisema tangu zamani\nmama_asha: Na nani atalipa?\n",
        &["Juma K", "mama_asha"],
    ),
    (
        "Maoni (2)\nJuma K\n12 Machi 2023 saa 14:20\nTulisema tangu zamani kwamba itakuwa hivi.\nJibu\nAsha\n13 Machi 2023 saa 08:11\nNa nani atalipa?\nJibu\n",
        &["Juma K", "Asha"],
    ),
    (
        "Ra'ayoyi (2)\nSani Kofar Ruwa: Mun sani tun da.\nTalatu: Wa zai biya?\n",
        &["Sani Kofar Ruwa", "Talatu"],
    ),
    (
        "Sharhi 2\nSani\n12 Maris 2023, 14:20\nMun sani tun da dadewa cewa haka zai faru.\nAmsa\nTalatu\n13 Maris 2023, 08:11\nTo wa zai biya?\nAmsa\n",
        &["Sani", "Talatu"],
    ),
    (
        "التعليقات (2)\nأبو سارة: كلنا كنا نعرف ذلك\nابن الحي: ومن يدفع الثمن؟\n",
        &["أبو سارة", "ابن الحي"],
    ),
    (
        "تعليقات القراء\nأبو سارة\n12 مارس 2023 14:20\nكلنا كنا نعرف ذلك منذ سنوات طويلة.\nرد\nابن الحي\n13 مارس 2023 08:11\nومن يدفع الثمن؟\nرد\n",
        &["أبو سارة", "ابن الحي"],
    ),
    (
        "2 comments\nkora_boy • 2 years ago\nWe said so in 2019.\n△ 6 ▽ • Reply • Share ›\nBinta J. • 2 years ago\nAnd who pays?\n△ 12 ▽ • Reply • Share ›\n",
        &["kora_boy", "Binta J."],
    ),
    (
        "BY TEXT MESSAGE\n077***301: We all said so, and nobody asked.\n076***118: And who pays\n",
        &["077***301", "076***118"],
    ),
    (
        "Partager\n\nKora du Canada\nMagnifique, j’avais huit ans. Merci pour les photos\nLamin B.\nEt les mangues ? Personne ne paie. On a honte\n\nImprimer\n",
        &["Kora du Canada", "Lamin B."],
    ),
    (
        "DANS LA MEME RUBRIQUE\n2 octobre 2022 – Le pont emporté, le marché déplacé à la hâte\n3 août 2022 – Les députés votent la loi sur les coopératives\n4 juin 2022 – Le fleuve monte à Basse\n\nIl n’a jamais payé une cotisation de sa vie\n12 mars 2023 14:50, par un ancien du bac\nQue devient ce parti ?\n13 mars 2023 22:14, par Niyo\nVisiteurs connectés : 12\n",
        &["un ancien du bac", "Niyo"],
    ),
];

#[test]
fn comments_stand_in_many_forms_and_languages() {
    for (comments, names) in IN_LANGUAGES {
        let found = below_article(comments);
        let authors: Vec<&str> = found
            .iter()
            .filter_map(|comment| comment.author.as_deref())
            .collect();
        assert_eq!(authors, names, "{comments}\n{found:#?}");
        let told_apart = |text: &str| !text.contains(authors[0]) && !text.contains(": ");
        assert!(
            found.iter().all(|comment| told_apart(&comment.text)),
            "{found:#?}"
        );
    }
}

#[test]
fn a_handle_signs_even_a_comment_alone() {
    let below = "\nYou are reader no. 18447\nThe Lantern is set by seven people in two rooms.\n";
    for (line, found) in [
        (
            "088***909: The river will rise again",
            &["088***909\nThe river will rise again"][..],
        ),
        ("Tip: The river will rise again", &[]),
    ] {
        let comments = below_article(&format!(
            "Letters: In defence of rats\nBY TEXT MESSAGE\n{line}{below}"
        ));
        let comments: Vec<String> = comments.iter().map(ToString::to_string).collect();
        assert_eq!(comments, found, "{line}");
    }
}

#[test]
fn lists_of_articles_and_lives_of_authors_are_no_comments() {
    for furniture in [
        "Partager\n\nÉconomie\nLe coton remonte à Banjul\nSport\nLe club gagne la coupe\n\nImprimer\n",
        "Partager\n\nAwa Ceesay\nAwa Ceesay est journaliste. Elle vit à Basse.\nLamin Jallow\nLamin Jallow est photographe. Il vit à Soma.\n\nImprimer\n",
        "DANS LA MEME RUBRIQUE\n\nLe fleuve monte\n12 mars 2023 14:50, par Awa Ceesay\nLe bac est réparé\n13 mars 2023 22:14, par Lamin Jallow\n",
        "Nos vidéos\n\njeudi 27 mars 2023 - 17:46\n\nLe marché aux ânes vu du ciel\n\njeudi 27 mars 2023 - 08:03\n\nIl répare les téléphones\n",
        "Autres tribunes : Qui a vendu la forêt de Kiang aux marchands ?\nAutres tribunes : Lettre à mon fils parti à Basse\n0 commentaire\nÉcrire un commentaire\n",
    ] {
        assert_eq!(below_article(furniture), [], "{furniture}");
    }
}
