//! Bylines, and the people in them.

use super::*;

#[test]
fn bylines_name_people() {
    for (line, names) in [
        ("Par Abdou Cissé", vec!["Abdou Cissé"]),
        ("Par Jean Dupont avec AFP", vec!["Jean Dupont"]),
        (
            "By Ann Bell and Bob Coe, Political Editor",
            vec!["Ann Bell", "Bob Coe"],
        ),
        ("Von Ida Kern, Berlin", vec!["Ida Kern"]),
        ("Ann Bell, Las Palmas", vec!["Ann Bell"]),
        ("Par A. B.", vec!["A. B."]),
        ("Bell, Ann", vec!["Ann Bell"]),
        ("Posted by: Ann Bell", vec!["Ann Bell"]),
        ("Ann Bell (text) / Bob Coe (photos)", vec!["Ann Bell", "Bob Coe"]),
        ("Dr. Ann Bell ann@example.org", vec!["Ann Bell"]),
        ("Ann Bell@annbell", vec!["Ann Bell"]),
        ("Ann Bell Ann Bell", vec!["Ann Bell"]),
        ("Ann BellTwitter", vec!["Ann Bell"]),
        ("Ann Bell Reuters", vec!["Ann Bell"]),
        ("Entretien réalisé par Ann Bell", vec!["Ann Bell"]),
        ("By Staff", vec![]),
        ("Thứ Sáu", vec![]),
        ("La Rédaction", vec![]),
        ("Jörg Staff", vec!["Jörg Staff"]),
        ("Perry Bell Jr.", vec!["Perry Bell Jr."]),
        (
            "By Maud Haver, Shay Bell Jr. and Rui Coe, MD",
            vec!["Maud Haver", "Shay Bell Jr.", "Rui Coe"],
        ),
        ("By Andrew P. Bell", vec!["Andrew P. Bell"]),
        ("Ann Bell Ph.D., Bob Coe III", vec!["Ann Bell", "Bob Coe III"]),
        (
            "By Ann Bell and Lin Yu-han / Staff reporters",
            vec!["Ann Bell", "Lin Yu-han"],
        ),
        ("Ann Bell\u{200b} Madrid. Corresponsal", vec!["Ann Bell"]),
        (
            "Reporting by Ann Bell in London; Additional reporting by Bob Coe; Editing by Ida Kern and Jan Pell",
            vec!["Ann Bell"],
        ),
        (
            "Par Ann Bell, avec la contribution d’Awa Ba à Dakar; version française Paul Coe, édité par Jean Kern",
            vec!["Ann Bell"],
        ),
        ("(Reportage Ann Bell, édité par Jean Kern)", vec!["Ann Bell"]),
        ("Ann Bell, DVM. Reviewed by Bob Coe", vec!["Ann Bell"]),
        ("Ann Bell reports from Auyo", vec!["Ann Bell"]),
        ("Ann Bell In", vec!["Ann Bell"]),
        ("Na Asha Bell", vec!["Asha Bell"]),
        ("Asha Bell na Ann Coe", vec!["Asha Bell", "Ann Coe"]),
        ("홍길동 기자", vec!["홍길동"]),
        ("山田太郎記者", vec!["山田太郎"]),
        ("Région > Béjaïa", vec![]),
        ("#Cloud Computing", vec![]),
        ("Frequently Asked Questions", vec![]),
        ("Connectez-vous", vec![]),
        ("See all", vec![]),
        ("Study Design", vec![]),
        ("Walter von Berg", vec!["Walter von Berg"]),
        ("AuthorAnn Bell", vec!["Ann Bell"]),
        ("AFP Deutschland", vec![]),
        ("Interview: Ann Bell", vec!["Ann Bell"]),
        ("AFP", vec![]),
        ("https://www.example.org/ann", vec![]),
        ("Reuters | The Example", vec![]),
        (
            "María José Pérez y Juan Gil",
            vec!["María José Pérez", "Juan Gil"],
        ),
        ("بقلم أحمد علي", vec!["أحمد علي"]),
        ("山田太郎", vec!["山田太郎"]),
    ] {
        assert_eq!(people(line, &["The Example"]), names, "{line}");
    }
}

#[test]
fn bylines_open_in_many_languages() {
    assert_eq!(opened("by Ann Bell, Benin City"), Some("Ann Bell, Benin City"));
    assert_eq!(opened("Par Abdou Cissé"), Some("Abdou Cissé"));
    assert_eq!(opened("Propos recueillis par : X"), Some("X"));
    assert_eq!(opened("Parlement européen"), None);
    assert_eq!(opened("Le président"), None);
}
