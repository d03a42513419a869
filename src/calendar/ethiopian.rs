//! The Ethiopian calendar: thirteen months, seven or eight years behind ours; a day of it is one day of ours everywhere.

use chrono::{Datelike, NaiveDate};

/// The day before the first of the year 1, in days of the Gregorian calendar from its first.
const EPOCH: i32 = 2795;

/// The day as a Gregorian day.
pub(crate) fn gregorian(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let last = match month {
        1..=12 => 30,
        13 => 5 + u32::from(year % 4 == 3),
        _ => return None,
    };
    let fits = (1800..2200).contains(&year) && (1..=last).contains(&day);
    let days = 365 * (year - 1) + year / 4 + 30 * (month as i32 - 1) + day as i32;
    NaiveDate::from_num_days_from_ce_opt(EPOCH + days).filter(|_| fits)
}

/// The year of ours in which a month lies whole.
pub(crate) fn year_of_month(year: i32, month: u32) -> Option<i32> {
    let (first, last) = (
        gregorian(year, month, 1)?,
        gregorian(year, month, if month < 13 { 30 } else { 5 })?,
    );
    (first.year() == last.year()).then_some(first.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ethiopian_days_are_ours() {
        for (ethiopian, ours) in [
            ((2018, 1, 1), "2025-09-11"),
            ((2018, 1, 2), "2025-09-12"),
            ((2016, 1, 1), "2023-09-12"),
            ((2016, 2, 12), "2023-10-23"),
            ((2015, 13, 6), "2023-09-11"),
            ((2000, 1, 1), "2007-09-12"),
        ] {
            let (y, m, d) = ethiopian;
            assert_eq!(
                gregorian(y, m, d).map(|day| day.to_string()).as_deref(),
                Some(ours)
            );
        }
        assert_eq!(gregorian(2018, 13, 6), None);
        assert_eq!(year_of_month(2018, 1), Some(2025));
        assert_eq!(year_of_month(2018, 4), None);
    }
}
