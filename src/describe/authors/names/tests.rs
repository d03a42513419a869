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
        ("Ann Bell Associated Press", vec!["Ann Bell"]),
        ("Ann Bell The Example", vec!["Ann Bell"]),
        ("The Water Cooler", vec![]),
        ("TE Economy", vec![]),
        ("Avec APA", vec![]),
        ("Bibliothécaire : Bell", vec![]),
        ("Yes: Orange", vec![]),
        ("Capt. ANN BELL", vec!["Ann Bell"]),
        ("Brig. Gen. Ann Bell", vec!["Ann Bell"]),
        ("Ann Bell on behalf of the group", vec!["Ann Bell"]),
        ("أحمد علي، موفد إلى وداي", vec!["أحمد علي"]),
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
        ("أحمد علي – الدامر", vec!["أحمد علي"]),
        (
            "أحمد عبد المولى علي وريم سالم",
            vec!["أحمد عبد المولى علي", "ريم سالم"],
        ),
        ("أحمد علي ووليد سالم", vec!["أحمد علي", "وليد سالم"]),
        ("Ann Bell Political Correspondent", vec!["Ann Bell"]),
        ("Ann Bell Parliamentary editor", vec!["Ann Bell"]),
        ("Ann Bell\nWriter", vec!["Ann Bell"]),
        ("By Victoria O’Bell Follow", vec!["Victoria O’Bell"]),
        ("Ann Bell 2 minutes read", vec!["Ann Bell"]),
        ("Ann Bell1, PhD", vec!["Ann Bell"]),
        ("Ann Bell5 hours ago", vec!["Ann Bell"]),
        ("Ann BellAnn Bell", vec!["Ann Bell"]),
        ("Ann Marie Bell Editor", vec!["Ann Marie Bell"]),
        ("Ann P. Bell CPP", vec!["Ann P. Bell"]),
        ("Oumar Issa BA", vec!["Oumar Issa BA"]),
        (
            "Ann Bell, VMD, DACVB; Monique Coe, BA, LVT",
            vec!["Ann Bell", "Monique Coe"],
        ),
        (
            "This post was written by Ann Bell, MD, gastroenterologist",
            vec!["Ann Bell"],
        ),
        ("Malam Tahirou Dan Malka", vec!["Malam Tahirou Dan Malka"]),
        ("From Francis K. Bell, Abuja", vec!["Francis K. Bell"]),
        ("From Monday", vec![]),
        ("Example Staff", vec![]),
        ("ExampleTunnel Team", vec![]),
        ("The Example in Brief", vec![]),
        ("Ann (Nana) Bell", vec!["Ann (Nana) Bell"]),
        ("Ann Bell (Lomé), Bob Coe", vec!["Ann Bell", "Bob Coe"]),
        ("Ann Bell ⋅ Senior Review Analyst", vec!["Ann Bell"]),
        ("Chris McBell Analyst", vec!["Chris McBell"]),
        ("Ann Bell, RADIO LOMÉ", vec!["Ann Bell"]),
        ("ANN BELL, BOB COE", vec!["Ann Bell", "Bob Coe"]),
        ("Ann Bell/SP-X", vec!["Ann Bell"]),
        ("La Dépêche du Lac", vec![]),
        ("La Toya Bell", vec!["La Toya Bell"]),
        ("Ein Interview von Ann Bell mit Bob Coe", vec!["Ann Bell"]),
        ("责任编辑：孔德明", vec![]),
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
    assert!(is_opening("(Signed)") && is_opening("Signé :") && !is_opening("Signed copies"));
    assert_eq!(opened("Le président"), None);
    assert_eq!(opened("Na Mwanaidi Shehe"), None);
    assert_eq!(opened_in("Na Mwanaidi Shehe", Some("sw")), Some("Mwanaidi Shehe"));
}

#[test]
fn whole_names_are_known_by_their_shape() {
    for name in ["Mercy Chepng'eno", "Ann Bell", "Lin Yu-han", "Walter von Berg"] {
        assert!(is_whole_name(name), "{name}");
    }
    for name in ["Bell", "It's raining", "ANN BELL", "ann bell"] {
        assert!(!is_whole_name(name), "{name}");
    }
    assert!(is_shouted_name("ANN BELL") && !is_shouted_name("Ann BELL") && !is_shouted_name("BELL"));
}

#[test]
fn users_of_a_publishing_system_have_names() {
    let named = |name: &str| in_small_letters(name);
    assert_eq!(named("ann bell").as_deref(), Some("Ann Bell"));
    assert_eq!(named("ann.p.bell").as_deref(), Some("Ann P Bell"));
    assert_eq!(
        named("walter von berg-coe").as_deref(),
        Some("Walter von Berg-Coe")
    );
    assert_eq!(named("Ann bell").as_deref(), Some("Ann Bell"));
    assert_eq!(named("site admin"), None);
    assert_eq!(named("ann"), None);
}

#[test]
fn a_name_in_capitals_is_told_in_usual_letters() {
    for (byline, name) in [
        ("By ELKANA BETT", "Elkana Bett"),
        ("Par Souleymane FAYE", "Souleymane Faye"),
        ("By SADIQ ABUBAKAR-LAWAN", "Sadiq Abubakar-Lawan"),
        ("By Bill MCCARTHY", "Bill McCarthy"),
        ("By ANN MACDONALD", "Ann MacDonald"),
        ("By ANN MACHADO", "Ann Machado"),
        ("By SEAN O'BRIEN", "Sean O'Brien"),
        ("By JRR Tolkien", "JRR Tolkien"),
        ("By Robert Wood Johnson III", "Robert Wood Johnson III"),
    ] {
        assert_eq!(people(byline, &[]), [name]);
    }
    for kept in ["J'aime", "Qu'a dit Jean"] {
        assert!(!is_whole_name(kept), "{kept}");
    }
}
