//! Dates that are counted from today, as a person types them: `yesterday`, `last-week`, `7d`.

use super::Date;
use chrono::{Datelike, Days, Months, NaiveDate};

/// The date that a word means on a day; nothing where it is no such word. Weeks begin on Monday (ISO 8601).
///
/// `today` and `yesterday` are days, `this-` and `last-` before `week`, `month` and `year` the whole period; a number before
/// `d`, `w`, `m` or `y` is the day that many days, weeks, months or years ago.
pub fn relative(text: &str, today: NaiveDate) -> Option<Date> {
    let month = |day: NaiveDate| Date::Month(day.year(), day.month());
    let week = |day: NaiveDate| Date::Week(day.iso_week().year(), day.iso_week().week());
    Some(match text.to_ascii_lowercase().as_str() {
        "today" => Date::Day(today),
        "yesterday" => Date::Day(today.pred_opt()?),
        "this-week" => week(today),
        "last-week" => week(today.checked_sub_days(Days::new(7))?),
        "this-month" => month(today),
        "last-month" => month(today.checked_sub_months(Months::new(1))?),
        "this-year" => Date::Year(today.year()),
        "last-year" => Date::Year(today.year() - 1),
        ago => Date::Day(days_ago(ago, today)?),
    })
}

/// Whether a text is a span back from today, such as `7d`.
pub fn is_span(text: &str, today: NaiveDate) -> bool {
    days_ago(&text.to_ascii_lowercase(), today).is_some()
}

fn days_ago(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let unit = text.chars().next_back()?;
    let number = &text[..text.len() - unit.len_utf8()];
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: u32 = number.parse().ok()?;
    match unit {
        'd' => today.checked_sub_days(Days::new(number.into())),
        'w' => today.checked_sub_days(Days::new(u64::from(number) * 7)),
        'm' => today.checked_sub_months(Months::new(number)),
        'y' => today.checked_sub_months(Months::new(number.checked_mul(12)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_from_today() {
        let today = NaiveDate::from_ymd_opt(2024, 3, 31).expect("a day");
        for (text, date) in [
            ("today", "2024-03-31"),
            ("Yesterday", "2024-03-30"),
            ("this-week", "2024-W13"),
            ("last-week", "2024-W12"),
            ("this-month", "2024-03"),
            ("last-month", "2024-02"),
            ("this-year", "2024"),
            ("last-year", "2023"),
            ("0d", "2024-03-31"),
            ("7d", "2024-03-24"),
            ("2w", "2024-03-17"),
            ("1m", "2024-02-29"),
            ("1y", "2023-03-31"),
        ] {
            let found = relative(text, today).map(|date| date.to_string());
            assert_eq!(found.as_deref(), Some(date), "{text}");
        }
        for text in [
            "",
            "d",
            "é",
            "7é",
            "7",
            "-7d",
            "+7d",
            "7days",
            "99999999999d",
            "4294967295y",
            "tomorrow",
        ] {
            assert_eq!(relative(text, today), None, "{text}");
        }
        let january = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day");
        assert_eq!(
            relative("last-week", january)
                .map(|date| date.to_string())
                .as_deref(),
            Some("2023-W52")
        );
        assert_eq!(
            relative("last-month", january)
                .map(|date| date.to_string())
                .as_deref(),
            Some("2023-12")
        );
    }
}
