//! Which dates stand written in a text, in the forms and languages of the press.

mod cursor;
mod elapsed;
mod forms;

pub use elapsed::TimeAgo;

use super::Date;
use crate::text::tokens::pieces::pieces;
use chrono::{NaiveDate, Weekday};

/// What is known of a text before its dates are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DateHints<'a> {
    /// The language, as an ISO 639-1 code.
    pub language: Option<&'a str>,
    /// How `05/06/2024` is meant; without it the day stands first and the other reading is given too.
    pub order: Option<DayOrder>,
}

/// Which of two numbers is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// 13/05/2022.
    DayFirst,
    /// 05/13/2022.
    MonthFirst,
}

/// A date as it is written somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenDate {
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// What it says.
    pub value: DateValue,
    /// The other value, where day and month may be swapped.
    pub other: Option<NaiveDate>,
    /// The day of the week written before it.
    pub weekday: Option<Weekday>,
}

/// What a written date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateValue {
    /// A day, or a month of a year.
    Date(Date),
    /// A day of some year.
    Yearless {
        /// From 1 to 12.
        month: u32,
        /// From 1 to 31.
        day: u32,
    },
    /// So long before the text was shown.
    Ago(TimeAgo),
}

impl WrittenDate {
    /// The date, where it is written out.
    pub fn date(&self) -> Option<Date> {
        match self.value {
            DateValue::Date(date) => Some(date),
            _ => None,
        }
    }

    /// The date, where it is written out or follows from the day on which the text was shown: a day without a year is
    /// the last such day.
    pub fn date_seen(&self, shown: Option<NaiveDate>) -> Option<Date> {
        match self.value {
            DateValue::Date(date) => Some(date),
            DateValue::Ago(ago) => ago.before(shown?).map(Date::Day),
            DateValue::Yearless { month, day } => last_such_day(month, day, self.weekday, shown?),
        }
    }
}

/// The last day of this name up to `shown`; where the day of the week is written, it must fit.
fn last_such_day(month: u32, day: u32, weekday: Option<Weekday>, shown: NaiveDate) -> Option<Date> {
    use chrono::Datelike;
    let years = (shown.year() - 6..=shown.year()).rev();
    let mut days = years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
    days.find(|d| *d <= shown && weekday.is_none_or(|w| w == d.weekday()))
        .map(Date::Day)
}

/// The dates of a text, in order; none overlaps another.
pub fn find(text: &str, reading: &DateHints) -> Vec<WrittenDate> {
    let tokens = pieces(text);
    let cursor = cursor::Cursor {
        text,
        tokens: &tokens,
        reading,
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match forms::date_at(&cursor, at).or_else(|| elapsed::ago_at(&cursor, at)) {
            Some((written, next)) => {
                found.push(written);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// The date in digits with which a text begins (`2022-05-13`, `13/05/2022`, `2022年5月13日`), and the byte after it.
pub(crate) fn in_digits(text: &str, reading: &DateHints) -> Option<(DateValue, usize)> {
    let tokens = pieces(text);
    let cursor = cursor::Cursor {
        text,
        tokens: &tokens,
        reading,
    };
    forms::in_digits(&cursor, 0)
}

/// The first day or month of a year written in the text.
pub fn first(text: &str, reading: &DateHints) -> Option<Date> {
    find(text, reading).iter().find_map(WrittenDate::date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, language: &str) -> String {
        let reading = DateHints {
            language: Some(language),
            order: None,
        };
        let found = find(text, &reading);
        let shown: Vec<String> = found
            .iter()
            .map(|w| match w.value {
                DateValue::Date(date) => date.to_string(),
                DateValue::Yearless { month, day } => format!("--{month:02}-{day:02}"),
                DateValue::Ago(ago) => format!("-{}{:?}", ago.count, ago.unit),
            })
            .collect();
        shown.join(" ")
    }

    #[test]
    fn dates_are_read_in_the_languages_of_the_press() {
        for (language, text, dates) in [
            ("fr", "jeudi 26 mai 2022 - 21:16", "2022-05-26"),
            ("fr", "Publié le 1er août 2021 à 10h30", "2021-08-01"),
            ("fr", "Le 13-mai-2022", "2022-05-13"),
            ("fr", "Mis à jour : mai 2022", "2022-05"),
            ("fr", "Kigali, le 12/05/22", "2022-05-12"),
            ("fr", "Kigali, le 12/05/61", "1961-05-12"),
            ("fr", "Kigali, le premier mai 2021", "2021-05-01"),
            ("en", "29 Dec 2025", "2025-12-29"),
            ("en", "May 13th, 2022 | 2 comments", "2022-05-13"),
            ("en", "the 3rd of June, 2019", "2019-06-03"),
            ("en", "Tuesday 05/06/2018", "2018-06-05"),
            ("en", "Sunday, 05/06/2018", "2018-05-06"),
            ("en", "08/16/2019 and 16/08/2019", "2019-08-16 2019-08-16"),
            ("en", "Published: 2022-05-13T10:11:12+01:00", "2022-05-13"),
            ("en", "2019 August 16", "2019-08-16"),
            ("en", "On May 12 he said", "--05-12"),
            ("de", "Freitag, 13. Mai 2022, 09:30 Uhr", "2022-05-13"),
            ("de", "13.05.22", "2022-05-13"),
            ("ha", "Litinin 5 ga Disamba 2022", "2022-12-05"),
            ("ha", "27 Fabrairu 2017", "2017-02-27"),
            ("sw", "Tarehe 17 mwezi wa tisa 2020", "2020-09-17"),
            ("sw", "3 mwezi wa kumi na mbili 2020", "2020-12-03"),
            ("es", "13 de mayo de 2022", "2022-05-13"),
            ("es", "mayo 13, 2022", "2022-05-13"),
            ("pt", "13 de maio de 2022 às 10h", "2022-05-13"),
            ("it", "venerdì 13 maggio 2022", "2022-05-13"),
            ("nl", "13 mei 2022", "2022-05-13"),
            ("sv", "13 maj 2022", "2022-05-13"),
            ("no", "13. mai 2022", "2022-05-13"),
            ("fi", "13. toukokuuta 2022", "2022-05-13"),
            ("pl", "13 maja 2022 r.", "2022-05-13"),
            ("cs", "13. 5. 2022", "2022-05-13"),
            ("hr", "13. listopada 2022.", "2022-10-13"),
            ("hu", "2022. május 13.", "2022-05-13"),
            ("lt", "2022 m. gegužės 13 d.", "2022-05-13"),
            ("ro", "13 mai 2022", "2022-05-13"),
            ("ru", "13 мая 2022 года", "2022-05-13"),
            ("uk", "13 травня 2022", "2022-05-13"),
            ("el", "Παρασκευή, 13 Μαΐου 2022", "2022-05-13"),
            ("tr", "13 Mayıs 2022 Cuma", "2022-05-13"),
            ("ar", "الجمعة ١٣ مايو ٢٠٢٢", "2022-05-13"),
            ("ar", "13 تشرين الثاني 2022", "2022-11-13"),
            ("fa", "۲۳ اردیبهشت ۱۴۰۱", "2022-05-13"),
            ("fa", "۱۴۰۱/۰۲/۲۳", "2022-05-13"),
            ("ar", "السبت ٣ رمضان ١٤٤٤ هـ", "2023-03-25"),
            ("ar", "١٧ شعبان ١٤٤٠هـ الموافق ٢٢ أبريل ٢٠١٩", "2019-04-22"),
            ("en", "Saturday, 3 Ramadan 1444", "2023-03-25"),
            ("en", "3 Ramadan 1444, Dhul-Hijjah 9, 1444", ""),
            ("am", "መስከረም 2 ቀን 2018 ዓ.ም", "2025-09-12"),
            ("en", "Tikimt 12, 2016 E.C.", "2023-10-23"),
            ("hi", "१३ मई २०२२", "2022-05-13"),
            ("bn", "১৩ মে ২০২২", "2022-05-13"),
            ("th", "13 พฤษภาคม 2565", "2022-05-13"),
            ("th", "13 พ.ค. 2565", "2022-05-13"),
            ("vi", "Thứ Sáu, ngày 13 tháng 5 năm 2022", "2022-05-13"),
            ("id", "Jumat, 13 Mei 2022", "2022-05-13"),
            ("sw", "13 Mei 2022", "2022-05-13"),
            ("zh", "2022年5月13日 10:11", "2022-05-13"),
            ("ja", "2022年05月13日（金）", "2022-05-13"),
            ("ko", "2022년 5월 13일", "2022-05-13"),
            ("ko", "입력 2022.05.13 09:00", "2022-05-13"),
            ("he", "13 במאי 2022", "2022-05-13"),
        ] {
            assert_eq!(read(text, language), dates, "{text}");
        }
    }

    #[test]
    fn elapsed_time_is_read() {
        for (language, text, ago) in [
            ("fr", "il y a 2 heures", "-2Hour"),
            ("fr", "Il y a une heure", "-1Hour"),
            ("en", "3 days ago", "-3Day"),
            ("en", "an hour ago", "-1Hour"),
            ("en", "5h ago", "-5Hour"),
            ("de", "vor 20 Minuten", "-20Minute"),
            ("es", "hace 3 días", "-3Day"),
            ("ru", "2 часа назад", "-2Hour"),
            ("tr", "2 saat önce", "-2Hour"),
            ("ar", "منذ 3 ساعات", "-3Hour"),
            ("zh", "3小时前", "-3Hour"),
            ("ko", "3시간 전", "-3Hour"),
            ("fr", "Hier, 14:30", "-1Day"),
            ("en", "Today 14:30", "-0Day"),
        ] {
            assert_eq!(read(text, language), ago, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_left_alone() {
        for text in [
            "192.168.12.2022",
            "0800 12 13 14",
            "Tel. 05.06.07.08.09",
            "5 ans avant",
            "mar 2, no",
            "page 3/4",
            "score 3-2",
            "il y a deux ans la guerre",
            "the march of 2000 men",
        ] {
            assert!(
                first(text, &DateHints::default()).is_none(),
                "{text}: {}",
                read(text, "en")
            );
        }
    }

    #[test]
    fn a_day_without_a_year_is_the_last_one() {
        let shown = NaiveDate::from_ymd_opt(2022, 5, 20);
        let seen = |text| {
            let found = find(text, &DateHints::default());
            found[0].date_seen(shown).map(|date| date.to_string())
        };
        assert_eq!(seen("12 mai"), Some("2022-05-12".into()));
        assert_eq!(seen("24 December"), Some("2021-12-24".into()));
        assert_eq!(seen("2 hours ago"), Some("2022-05-20".into()));
        assert_eq!(seen("3 weeks ago"), Some("2022-04-29".into()));
    }
}
