//! A block of every kind beside one article, and the reason it is dropped for.

use crate::clean::{Reason, Role, clean};
use crate::parse::{self, Declared};

const FIRST: &str = "<p>Le gouverneur de la province a signé mercredi l’arrêté qui reporte la rentrée de deux semaines, à la \
    demande des parents d’élèves déplacés par les inondations.</p>";
const REST: &str = "<p>Trente-deux écoles servent encore d’abri à des familles de pêcheurs, selon le directeur de \
    l’enseignement, qui cherche des tentes auprès des agences humanitaires.</p><p>« Nous ne voulons pas mettre ces familles dehors une \
    seconde fois », a déclaré le gouverneur devant la presse, avant de remercier les enseignants.</p>";

/// What is made of `marked` above the title, between the paragraphs, or below the article.
fn role(above: &str, between: &str, below: &str, marked: &str) -> Role {
    let page = format!(
        "<html><head><title>La rentrée attendra</title></head><body>{above}<article><h1>La rentrée attendra</h1>{FIRST}{between}{REST}\
         </article>{below}</body></html>"
    );
    let document = parse::document(&page);
    let body = clean(&document, &Declared::of(&document), None);
    let found = body.judged(&document).find(|judged| judged.text.contains(marked));
    found
        .unwrap_or_else(|| panic!("{marked} is a block"))
        .verdict
        .role
}

#[test]
fn every_kind_of_furniture_has_its_reason() {
    let cases = [
        (
            "above",
            "<nav><a href=/p>Politique du jour</a></nav>",
            "Politique",
            Reason::Navigation,
        ),
        (
            "between",
            "<div class=share><a href=#>Partager sur Facebook</a></div>",
            "Partager",
            Reason::Share,
        ),
        ("below", "<h3>À lire aussi</h3>", "À lire", Reason::Related),
        (
            "between",
            "<div class=newsletter><p>Recevez notre lettre du matin</p></div>",
            "Recevez",
            Reason::Newsletter,
        ),
        ("between", "<div>Publicité</div>", "Publicité", Reason::Ad),
        (
            "between",
            "<figure><img src=a><figcaption>Une école du lac</figcaption></figure>",
            "Une école",
            Reason::Caption,
        ),
        ("below", "<p class=byline>Par Awa Diop</p>", "Awa", Reason::Byline),
        (
            "between",
            "<p class=date>Publié le 3 mai 2022</p>",
            "3 mai",
            Reason::DateLine,
        ),
        ("below", "<p>Avec AFP</p>", "AFP", Reason::Agency),
        (
            "below",
            "<ul class=tags><li>Mots-clés : école, lac</li></ul>",
            "école, lac",
            Reason::Tags,
        ),
        (
            "between",
            "<blockquote class=twitter-tweet><p>Trois jours de visite.</p>— RDF (@RwandaMoD) May 11, 2022</blockquote>",
            "RwandaMoD",
            Reason::Embed,
        ),
        (
            "below",
            "<footer><p>© 2022 Le Journal. Tous droits réservés.</p></footer>",
            "2022 Le Journal",
            Reason::Footer,
        ),
        (
            "below",
            "<div><button>Voter</button></div>",
            "Voter",
            Reason::Widget,
        ),
        (
            "below",
            "<div class=cookie-banner><p>Nous posons des cookies pour mesurer</p></div>",
            "cookies",
            Reason::Consent,
        ),
        (
            "below",
            "<div class=paywall><p>Déjà abonné ? Connexion</p></div>",
            "abonné",
            Reason::Paywall,
        ),
        (
            "below",
            "<h3>Laisser un commentaire</h3>",
            "Laisser",
            Reason::CommentsHead,
        ),
        (
            "below",
            "<div class=author-bio><p>Elle écrit sur le lac.</p></div>",
            "Elle écrit",
            Reason::AuthorBiography,
        ),
        (
            "between",
            "<p>« Nous ne voulons pas mettre ces familles dehors une seconde fois »</p>",
            "seconde fois »",
            Reason::PullQuote,
        ),
        ("below", "<p>{{ player.title }}</p>", "player", Reason::Code),
        ("below", "<p hidden>Un mot caché ici</p>", "caché", Reason::Hidden),
    ];
    let mut wrong = Vec::new();
    for (place, html, marked, reason) in cases {
        let at = |name| if place == name { html } else { "" };
        let found = role(at("above"), at("between"), at("below"), marked);
        if found != Role::Furniture(reason) {
            wrong.push(format!("{marked}: {} for {}", found.name(), reason.name()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
