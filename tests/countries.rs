//! Which countries the texts of many languages name: a country inside the name of another, or of a place that is none, is not meant.

use archive::article::{ActorType, MentionForm};
use archive::describe::actors;
use archive::lexicon::Lexicon;
use std::collections::BTreeSet;

/// The codes of the countries that a text names, in whatever form.
fn countries(text: &str, language: &str) -> BTreeSet<String> {
    let found = actors(None, text, Some(language), Lexicon::built_in());
    let codes = found.iter().filter(|actor| actor.kind == ActorType::Country);
    codes
        .map(|actor| actor.id.trim_start_matches("country:").to_string())
        .collect()
}

fn assert_countries(language: &str, text: &str, codes: &str) {
    let expected: BTreeSet<String> = codes.split_whitespace().map(str::to_string).collect();
    assert_eq!(countries(text, language), expected, "{language}: {text}");
}

#[test]
fn the_longest_name_wins() {
    for (language, text, codes) in [
        ("fr", "Il est né en Guinée-Bissau.", "GW"),
        ("fr", "Le Soudan du Sud a voté.", "SS"),
        ("fr", "Elle vit en Irlande du Nord depuis dix ans.", ""),
        ("fr", "La Papouasie-Nouvelle-Guinée a perdu.", "PG"),
        ("fr", "La Guinée équatoriale a signé.", "GQ"),
        ("fr", "La République démocratique du Congo a répondu.", "CD"),
        ("fr", "La République dominicaine a gagné.", "DO"),
        ("fr", "Un pêcheur de la Nouvelle-Écosse, au Canada.", "CA"),
        ("fr", "Le Sahara occidental reste disputé.", "EH"),
        ("fr", "La Corée du Nord a tiré un missile.", "KP"),
        ("fr", "Le Timor oriental attend.", "TL"),
        ("en", "He was born in Guinea-Bissau.", "GW"),
        ("en", "South Sudan voted on Sunday.", "SS"),
        ("en", "She has lived in Northern Ireland for years.", ""),
        ("en", "Papua New Guinea lost the match.", "PG"),
        ("en", "Equatorial Guinea signed.", "GQ"),
        ("en", "The Democratic Republic of the Congo replied.", "CD"),
        ("en", "The Dominican Republic won.", "DO"),
        ("en", "He moved to New Mexico last year.", ""),
        ("en", "Western Sahara remains disputed.", "EH"),
        ("en", "North Korea fired a missile.", "KP"),
        ("pt", "Nasceu na Guiné-Bissau.", "GW"),
        ("pt", "O Sudão do Sul votou.", "SS"),
        ("pt", "Vive na Irlanda do Norte.", ""),
        ("pt", "A Papua-Nova Guiné perdeu.", "PG"),
        ("pt", "A Guiné Equatorial assinou.", "GQ"),
        ("es", "Nació en Guinea-Bisáu.", "GW"),
        ("es", "Sudán del Sur votó.", "SS"),
        ("es", "Vive en Irlanda del Norte.", ""),
        ("es", "Papúa Nueva Guinea perdió.", "PG"),
        ("es", "Guinea Ecuatorial firmó.", "GQ"),
        ("it", "È nato in Guinea-Bissau.", "GW"),
        ("it", "Il Sud Sudan ha votato.", "SS"),
        ("it", "Vive in Irlanda del Nord.", ""),
        ("it", "La Papua Nuova Guinea ha perso.", "PG"),
        ("it", "La Guinea Equatoriale ha firmato.", "GQ"),
        ("de", "Er wurde in Guinea-Bissau geboren.", "GW"),
        ("de", "Der Südsudan hat gewählt.", "SS"),
        ("de", "Sie lebt in Nordirland.", ""),
        ("de", "Papua-Neuguinea hat verloren.", "PG"),
        ("de", "Äquatorialguinea hat unterschrieben.", "GQ"),
        ("nl", "Hij is geboren in Guinee-Bissau.", "GW"),
        ("nl", "Zuid-Soedan heeft gestemd.", "SS"),
        ("nl", "Zij woont in Noord-Ierland.", ""),
        ("nl", "Papoea-Nieuw-Guinea heeft verloren.", "PG"),
        ("nl", "Equatoriaal-Guinea heeft getekend.", "GQ"),
        ("pl", "Urodził się w Gwinei Bissau.", "GW"),
        (
            "pl",
            "Sudan Południowy zagłosował, a w Sudanie Południowym padało.",
            "SS",
        ),
        ("pl", "Mieszka w Irlandii Północnej.", ""),
        ("pl", "Papua-Nowa Gwinea przegrała.", "PG"),
        ("pl", "Gwinea Równikowa podpisała.", "GQ"),
        ("sw", "Alizaliwa Guinea-Bissau.", "GW"),
        ("sw", "Sudan Kusini ilipiga kura.", "SS"),
        ("sw", "Guinea ya Ikweta ilisaini.", "GQ"),
        ("ha", "An haife shi a Guinea Bissau.", "GW"),
        ("ha", "Sudan ta Kudu ta kaɗa ƙuri'a.", "SS"),
        ("ar", "ولد في غينيا بيساو", "GW"),
        ("ar", "صوت جنوب السودان يوم الأحد", "SS"),
        ("ar", "تعيش في أيرلندا الشمالية", ""),
        ("ar", "وقعت غينيا الاستوائية", "GQ"),
    ] {
        assert_countries(language, text, codes);
    }
}

#[test]
fn countries_are_known_in_many_languages_and_cases() {
    for (language, text) in [
        ("af", "Die president van Duitsland is in Rusland."),
        ("am", "የጀርመን ፕሬዝዳንት በሩስያ ናቸው"),
        ("ar", "رئيس ألمانيا في روسيا"),
        ("be", "Прэзідэнт Германіі ў Расіі."),
        ("bg", "Президентът на Германия е в Русия."),
        ("ca", "El president d'Alemanya és a Rússia."),
        ("cs", "Prezident Německa je v Rusku."),
        ("da", "Tysklands præsident er i Rusland."),
        ("de", "Deutschlands Präsident ist in Russland."),
        ("el", "Ο πρόεδρος της Γερμανίας είναι στη Ρωσία."),
        ("en", "The president of Germany is in Russia."),
        ("es", "El presidente de Alemania está en Rusia."),
        ("et", "Saksamaa president on Venemaal."),
        ("fa", "رئیس جمهور آلمان در روسیه است"),
        ("fi", "Saksan presidentti on Venäjällä."),
        ("fr", "Le président de l'Allemagne est en Russie."),
        ("ha", "Shugaban Jamus yana Rasha."),
        ("he", "נשיא גרמניה נמצא ברוסיה"),
        ("hi", "जर्मनी के राष्ट्रपति रूस में हैं"),
        ("hr", "Predsjednik Njemačke je u Rusiji."),
        ("hu", "Németország elnöke Oroszországban van."),
        ("hy", "Գերմանիայի նախագահը Ռուսաստանում է"),
        ("id", "Presiden Jerman berada di Rusia."),
        ("it", "Il presidente della Germania è in Russia."),
        ("ja", "ドイツの大統領はロシアにいる"),
        ("ka", "გერმანიის პრეზიდენტი რუსეთში არის"),
        ("ko", "독일 대통령이 러시아에 있다"),
        ("lt", "Vokietijos prezidentas yra Rusijoje."),
        ("lv", "Vācijas prezidents ir Krievijā."),
        ("mk", "Претседателот на Германија е во Русија."),
        ("ms", "Presiden Jerman berada di Rusia."),
        ("nl", "De president van Duitsland is in Rusland."),
        ("no", "Tysklands president er i Russland."),
        ("pl", "Prezydent Niemiec jest w Rosji."),
        ("pt", "O presidente da Alemanha está na Rússia."),
        ("ro", "Președintele Germaniei este în Rusia."),
        ("ru", "Президент Германии находится в России."),
        ("sk", "Prezident Nemecka je v Rusku."),
        ("sl", "Predsednik Nemčije je v Rusiji."),
        ("so", "Madaxweynaha Jarmalka wuxuu joogaa Ruushka."),
        ("sq", "Presidenti i Gjermanisë është në Rusi."),
        ("sr", "Председник Немачке је у Русији."),
        ("sv", "Tysklands president är i Ryssland."),
        ("sw", "Rais wa Ujerumani yuko Urusi."),
        ("th", "ประธานาธิบดีเยอรมนีอยู่ในรัสเซีย"),
        ("tr", "Almanya Cumhurbaşkanı Rusya'da."),
        ("uk", "Президент Німеччини перебуває в Росії."),
        ("ur", "جرمنی کے صدر روس میں ہیں"),
        ("vi", "Tổng thống Đức đang ở Nga."),
        ("zh", "德国总统在俄罗斯"),
    ] {
        assert_countries(language, text, "DE RU");
    }
}

#[test]
fn a_country_is_not_a_place_of_its_name_too() {
    for (language, text) in [
        (
            "de",
            "Deutschland wählt. Deutschlands Kanzler schweigt, und Deutschland schläft.",
        ),
        ("pl", "Niemcy głosują. W Niemczech pada, a Niemiec nie widać."),
        ("nl", "Duitsland stemt. Duitslands kanselier zwijgt."),
        ("it", "La Germania vota. In Germania piove."),
    ] {
        let found = actors(None, text, Some(language), Lexicon::built_in());
        let ids: Vec<&str> = found.iter().map(|actor| actor.id.as_str()).collect();
        let place = ids.iter().find(|id| id.starts_with("place:"));
        assert_eq!(place, None, "{language}: {ids:?}");
        assert!(ids.contains(&"country:DE"), "{language}: {ids:?}");
    }
}

#[test]
fn an_arabic_country_is_no_demonym_in_the_accusative() {
    for (text, code) in [
        ("تموّلها جزئيا ألمانيا منذ عام.", "DE"),
        ("وصل الوفد إلى نيجيريا أمس.", "NG"),
        ("عاش في سبها بليبيا منذ سنوات.", "LY"),
        ("وعن إثيوبيا تحدثت الخبيرة.", "ET"),
        ("قادما من روسيا وتركيا", "RU"),
    ] {
        let found = actors(None, text, Some("ar"), Lexicon::built_in());
        let country = found.iter().find(|actor| actor.id == format!("country:{code}"));
        let forms = country.map(|country| country.mentions.iter().map(|mention| mention.form).collect());
        assert_eq!(forms, Some(vec![MentionForm::Name]), "{text}");
    }
}
