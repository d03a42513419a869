//! Which days, weeks, months and years the text speaks of.
//!
//! An expression is read first ([`expressions`]) and given its value afterwards ([`resolve`]): by the day of publication, or, where
//! that is not known, by the dates that the text itself gives in full. Such values hang on a bound, and an expression that even a
//! bound does not settle (a bare *mardi*) is left out.

pub(crate) mod expressions;
pub(crate) mod resolve;
pub(crate) mod vocabulary;

use crate::article::{MentionedDate, title_and_body};
use crate::calendar::Date;
use crate::describe::actors::identity::Characters;
use crate::describe::tokens::TextTokens;

/// The dates of which a text speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mentioned {
    /// The expressions in the order of the text.
    pub dates: Vec<MentionedDate>,
    /// The date of the text by which relative expressions were settled, where the day of publication is not known:
    /// the text was written then or later.
    pub bound: Option<Date>,
}

/// The dates of which a text speaks. Offsets count the characters of the title, an empty line and the body.
pub fn dates(title: Option<&str>, body: &str, language: Option<&str>, published: Option<Date>) -> Mentioned {
    let whole = title_and_body(title, body);
    let text = TextTokens::of(&whole);
    let found = expressions::find(&text, language);
    let (values, bound) = resolve::values(&found, published);
    let characters = Characters::of(&whole);
    let dates = found
        .iter()
        .zip(values)
        .filter_map(|(expression, date)| {
            let date = date?;
            Some(MentionedDate {
                text: whole[expression.start..expression.end].to_string(),
                date,
                precision: date.precision(),
                start: characters.before(expression.start),
                end: characters.before(expression.end),
            })
        })
        .collect();
    Mentioned { dates, bound }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str, language: &str, published: Option<&str>) -> Vec<String> {
        let published = published.and_then(Date::parse);
        let found = dates(None, text, Some(language), published).dates;
        found.iter().map(|date| date.date.to_string()).collect()
    }

    #[test]
    fn french_expressions_have_values() {
        for (text, expected) in [
            ("le mercredi 20 octobre 2021", vec!["2021-10-20"]),
            ("arrivé mardi à Gao", vec!["2022-05-10"]),
            ("le scrutin se tiendra dimanche", vec!["2022-05-15"]),
            ("vendredi prochain", vec!["2022-05-20"]),
            ("du 19 au 23 juillet", vec!["2022-07-19", "2022-07-23"]),
            ("hier et avant-hier", vec!["2022-05-12", "2022-05-11"]),
            ("la semaine dernière", vec!["2022-W18"]),
            ("en 2012, depuis août 2020", vec!["2012", "2020-08"]),
            ("2000 soldats, 1999 euros, une marche", vec![]),
            ("le 4 mai ; le lendemain", vec!["2022-05-04", "2022-05-05"]),
            ("né le 1er mars 1998", vec!["1998-03-01"]),
            ("en décembre dernier", vec!["2021-12"]),
            ("il y a deux ans", vec!["2020"]),
            ("le 13/04/2022", vec!["2022-04-13"]),
            ("l'inhumation aura lieu le 27, à Gao", vec!["2022-05-27"]),
            ("en août 2020, et deux ans plus tard", vec!["2020-08", "2022"]),
            (
                "le 4 mai ; trois jours plus tard",
                vec!["2022-05-04", "2022-05-07"],
            ),
            ("la distribution débuterait mercredi", vec!["2022-05-18"]),
            ("annoncée pour mai, puis depuis juin", vec!["2022-05", "2021-06"]),
            ("ce soir-là", vec![]),
            ("les rebelles du Mouvement du 23 mars", vec![]),
            ("le 4, ils sont partis de 4 villes", vec!["2022-05-04"]),
            ("depuis le 12 mai ’97", vec!["1997-05-12"]),
        ] {
            assert_eq!(values(text, "fr", Some("2022-05-13")), expected, "{text}");
        }
    }

    /// The orders, the names, the words between and the endings are one table each: what is added there is read on pages and in texts.
    #[test]
    fn a_form_of_a_date_is_written_in_one_place() {
        use crate::calendar::written;
        for (language, text, expected) in [
            ("fr", "13 mai 2022", "2022-05-13"),
            ("fr", "premier mars 2021", "2021-03-01"),
            ("en", "May 4th, 2021", "2021-05-04"),
            ("pt", "1º de maio de 2021", "2021-05-01"),
            ("es", "3 de mayo del 2021", "2021-05-03"),
            ("it", "12 di maggio 2021", "2021-05-12"),
            ("hu", "2022. május 13", "2022-05-13"),
            ("ha", "21 ga Nuwamba 2021", "2021-11-21"),
            ("ar", "١٣ مايو ٢٠٢٢", "2022-05-13"),
        ] {
            let reading = written::DateHints {
                language: Some(language),
                order: None,
            };
            let page = written::first(text, &reading).map(|date| date.to_string());
            assert_eq!(page.as_deref(), Some(expected), "on a page: {text}");
            assert_eq!(values(text, language, None), [expected], "in a text: {text}");
        }
    }

    #[test]
    fn english_expressions_have_values() {
        for (text, expected) in [
            ("on Wednesday, May 4, he said", vec!["2022-05-04"]),
            ("since July 2021", vec!["2021-07"]),
            ("from May 3 to 5", vec!["2022-05-03", "2022-05-05"]),
            ("will leave on Monday", vec!["2022-05-16"]),
            ("they may march in August", vec!["2022-08"]),
            ("the 12th of March 2021", vec!["2021-03-12"]),
            ("last year", vec!["2021"]),
            (
                "last week, three years ago, a year ago",
                vec!["2022-W18", "2019", "2021"],
            ),
            (
                "in the 1990s, mid-October 2021, late 2012",
                vec!["2021-10", "2012"],
            ),
            (
                "killed on Friday; it had begun on Nov. 9",
                vec!["2022-05-13", "2021-11-09"],
            ),
            ("earlier this month; in fiscal 1989", vec!["2022-05", "1989"]),
            ("would be briefed on Monday", vec!["2022-05-16"]),
            ("he has been there since Friday", vec!["2022-05-06"]),
            ("the 2019 study; the 2000 soldiers", vec!["2019"]),
            (
                "seen on the 4th, and two days later",
                vec!["2022-05-04", "2022-05-06"],
            ),
            ("in March 2013 and a year earlier", vec!["2013-03", "2012"]),
            ("over the weekend", vec!["2022-W18"]),
            (
                "Sept. 11, 2001 and Wednesday, May 4",
                vec!["2001-09-11", "2022-05-04"],
            ),
            ("Brig. Gen. Sunday Mensah", vec![]),
            ("model 4o may see what section 5a may not", vec![]),
        ] {
            assert_eq!(values(text, "en", Some("2022-05-13")), expected, "{text}");
        }
    }

    #[test]
    fn expressions_of_other_languages_have_values() {
        for (language, text, expected) in [
            (
                "de",
                "am 17. Februar, gestern und am vergangenen Freitag",
                vec!["2022-02-17", "2022-05-12", "2022-05-06"],
            ),
            (
                "de",
                "vor drei Jahren, seit März 2020; nächste Woche",
                vec!["2019", "2020-03", "2022-W20"],
            ),
            (
                "it",
                "mercoledì 17 novembre 2021, giovedì scorso, due anni fa",
                vec!["2021-11-17", "2022-05-12", "2020"],
            ),
            (
                "nl",
                "op 3 februari 2021, drie jaar geleden, volgende maand",
                vec!["2021-02-03", "2019", "2022-06"],
            ),
            (
                "pl",
                "w środę, 1 grudnia 2019 roku, wczoraj",
                vec!["2019-12-01", "2022-05-12"],
            ),
            (
                "sw",
                "jana, mwaka jana, Machi 3, 2017",
                vec!["2022-05-12", "2021", "2017-03-03"],
            ),
            (
                "ha",
                "ranar 21 ga Nuwamba 2021, gobe",
                vec!["2021-11-21", "2022-05-14"],
            ),
            (
                "ar",
                "في ١٥ أبريل ٢٠٢٢ وفي آذار/مارس 2021، أمس",
                vec!["2022-04-15", "2021-03", "2022-05-12"],
            ),
            ("en", "Wednesday, Sept. 4, 2019", vec!["2019-09-04"]),
            ("en", "the 19th of this month", vec!["2022-05-19"]),
            (
                "es",
                "el sábado 14 y el 30 de este mes",
                vec!["2022-05-14", "2022-05-30"],
            ),
            (
                "es",
                "hace cuarenta años; viajará el lunes",
                vec!["1982", "2022-05-16"],
            ),
            ("pt", "a marcha sai na quinta-feira, dia 12", vec!["2022-05-12"]),
            (
                "pt",
                "um estágio de 16 a 20 do corrente",
                vec!["2022-05-16", "2022-05-20"],
            ),
            (
                "pt",
                "há duas semanas, sem barco até domingo",
                vec!["2022-W17", "2022-05-15"],
            ),
            ("pt", "no 1º de maio", vec!["2022-05-01"]),
            ("hu", "a 2021. május 13-án tartott", vec!["2021-05-13"]),
            ("de", "17 Boote kamen, 2021 waren es 5", vec!["2021"]),
            ("de", "2009 schloss die Fabrik, 2000 Soldaten kamen", vec!["2009"]),
        ] {
            assert_eq!(values(text, language, Some("2022-05-13")), expected, "{text}");
        }
    }

    #[test]
    fn feasts_fiscal_years_and_weeks_have_values() {
        for (language, text, expected) in [
            (
                "fr",
                "réponse mardi en huit, au plus tard le 31 courant",
                vec!["2022-05-24", "2022-05-31"],
            ),
            ("fr", "La messe sera célébrée jeudi.", vec!["2022-05-19"]),
            (
                "fr",
                "fermé depuis le lundi de Pâques, attendu depuis trois ans",
                vec!["2022-04-18"],
            ),
            (
                "fr",
                "hier, le houngan Mercidieu Toussaint a parlé",
                vec!["2022-05-12"],
            ),
            ("en", "the oath is on Tuesday week", vec!["2022-05-24"]),
            (
                "en",
                "shut since Easter Monday, and on Good Friday",
                vec!["2022-04-18", "2022-04-15"],
            ),
            (
                "en",
                "from Boxing Day to New Year's Day, and every Easter",
                vec!["2021-12-26", "2022-01-01"],
            ),
            ("en", "spent in FY2019/20 and FY 2021", vec!["2019", "2021"]),
            ("en", "displaced since 15 April last year", vec!["2021-04-15"]),
            ("en", "in August last year", vec!["2021-08"]),
            ("en", "a gift of 2015. A crowd of 2000 people", vec!["2015"]),
        ] {
            assert_eq!(values(text, language, Some("2022-05-13")), expected, "{text}");
        }
    }

    #[test]
    fn dates_in_digits_are_read_as_on_pages() {
        for (language, text, expected) in [
            (
                "zh",
                "他2022年4月5日到京，3月1日离开，2021年9月开会。",
                vec!["2022-04-05", "2022-03-01", "2021-09"],
            ),
            ("ko", "2022년 4월 5일에 왔다.", vec!["2022-04-05"]),
            ("vi", "ngày 13 tháng 4 năm 2022", vec!["2022-04-13"]),
            (
                "en",
                "seen on 2022/4/5 and 2022.04.06.",
                vec!["2022-04-05", "2022-04-06"],
            ),
            ("en", "logged at 2022-04-05T10:11", vec!["2022-04-05"]),
            (
                "en",
                "the plan of 12/1/21-11/30/21",
                vec!["2021-01-12", "2021-11-30"],
            ),
            (
                "de",
                "am 13.04.2022 und am 3.5.2021",
                vec!["2022-04-13", "2021-05-03"],
            ),
            ("en", "they stood 4-3-3, later 4-4-2", vec![]),
            ("en", "version 1.2.2021.4 and 10.12.20.1", vec![]),
        ] {
            assert_eq!(values(text, language, Some("2022-05-13")), expected, "{text}");
        }
        let text = "他2022年4月5日到京";
        let found = dates(None, text, Some("zh"), None).dates;
        assert_eq!(found[0].text, "2022年4月5日");
    }

    #[test]
    fn days_of_other_calendars_are_ours_where_that_is_certain() {
        for (language, text, expected) in [
            (
                "ar",
                "في ١٧ شعبان ١٤٤٠هـ الموافق ٢٢ أبريل ٢٠١٩",
                vec!["2019-04-22", "2019-04-22"],
            ),
            ("ar", "يوم السبت ٣ رمضان ١٤٤٤ هـ في المدينة", vec!["2023-03-25"]),
            ("ar", "في ٣ شعبان ١٤٤٧ هـ", vec!["2026-01"]),
            (
                "ha",
                "ranar 1 ga Muharram 1443, daidai da 9 ga Agusta 2021",
                vec!["2021-08-09", "2021-08-09"],
            ),
            (
                "en",
                "on 12 Ramadan 1447; in Rajab 1446; in Ramadan 1444",
                vec!["2026", "2023"],
            ),
            (
                "en",
                "on 9 August 2021 (1 Muharram 1443)",
                vec!["2021-08-09", "2021-08-09"],
            ),
            ("fr", "le 10 Chaabane 1440 de l'hégire", vec!["2019-04"]),
            (
                "sw",
                "mwezi wa Mfunguo Mosi 1349 Hijria, yaani Februari 1931",
                vec!["1931-02", "1931-02"],
            ),
            (
                "en",
                "on Tikimt 12, 2016, and 2 Meskerem 2018 E.C.",
                vec!["2023-10-23", "2025-09-12"],
            ),
            ("en", "in Tahsas 2018 E.C. and in 2016 E.C.", vec![]),
            ("am", "መስከረም 2 ቀን 2018 ዓ.ም", vec!["2025-09-12"]),
            ("fr", "pendant le Ramadan, Ramadan Sow et Rajab", vec![]),
        ] {
            assert_eq!(values(text, language, Some("2022-05-13")), expected, "{text}");
        }
    }

    #[test]
    fn without_a_day_of_publication_the_text_s_own_dates_are_a_bound() {
        let text = "Reçu le 20 octobre 2021, il était venu le 12 octobre et en septembre, puis mardi.";
        assert_eq!(values(text, "fr", None), ["2021-10-20", "2021-10-12", "2021-09"]);
        let found = dates(None, text, Some("fr"), None);
        assert_eq!(found.bound, Date::parse("2021-10-20"));
        assert_eq!(values("Arrivé mardi.", "fr", None), Vec::<String>::new());
    }
}
