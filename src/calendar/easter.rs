//! Easter of the western churches, on which their movable feasts hang.

use chrono::{Duration, NaiveDate};

/// The day so many days after Easter Sunday of a year (Meeus, Jones and Butcher's algorithm, as *Astronomical Algorithms*, chapter 8,
/// prints it).
pub(crate) fn after(year: i32, days: i64) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month_and_day = h + l - 7 * m + 114;
    let sunday = NaiveDate::from_ymd_opt(
        year,
        (month_and_day / 31).try_into().ok()?,
        (month_and_day % 31 + 1).try_into().ok()?,
    )?;
    sunday.checked_add_signed(Duration::days(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_tables_have_it() {
        for (year, day) in [
            (1818, "1818-03-22"),
            (1954, "1954-04-18"),
            (2000, "2000-04-23"),
            (2019, "2019-04-21"),
            (2024, "2024-03-31"),
            (2025, "2025-04-20"),
            (2038, "2038-04-25"),
        ] {
            assert_eq!(after(year, 0).map(|day| day.to_string()).as_deref(), Some(day));
        }
        assert_eq!(
            after(2025, -46).map(|day| day.to_string()).as_deref(),
            Some("2025-03-05")
        );
    }
}
