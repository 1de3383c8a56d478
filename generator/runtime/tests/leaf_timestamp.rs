//! Date-times: what is read, what is refused, how they compare and what they become.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use client_runtime::runtime::timestamp::Timestamp;
use proptest::prelude::*;

const SECOND: i128 = 1_000_000_000;

#[test]
fn reads_rfc_3339() {
    for (text, nanos) in [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01t00:00:01z", SECOND),
        ("1969-12-31T23:59:59.5Z", -SECOND / 2),
        ("1970-01-01T00:00:00.000000001Z", 1),
        ("1970-01-01T02:00:00+02:00", 0),
        ("1969-12-31T18:30:00-05:30", 0),
        ("1970-01-01T00:00:00-00:00", 0),
        ("2000-02-29T00:00:00Z", 951_782_400 * SECOND),
        (
            "2026-07-01T12:30:15.123456Z",
            1_782_909_015 * SECOND + 123_456_000,
        ),
        (
            "2026-07-01T14:30:15.123456789+02:00",
            1_782_909_015 * SECOND + 123_456_789,
        ),
        ("0000-01-01T00:00:00Z", -62_167_219_200 * SECOND),
        ("9999-12-31T23:59:59Z", 253_402_300_799 * SECOND),
        // A leap second, in UTC and seen from elsewhere.
        ("2016-12-31T23:59:60Z", 1_483_228_800 * SECOND),
        ("2017-01-01T01:59:60+02:00", 1_483_228_800 * SECOND),
    ] {
        let timestamp = Timestamp::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(timestamp.unix_nanos(), nanos, "{text}");
        assert_eq!(timestamp.to_string(), text);
        assert_eq!(serde_json::to_value(&timestamp).unwrap(), text);
    }
}

#[test]
fn refuses_everything_else() {
    for text in [
        "",
        "2026-7-01T12:30:15Z",
        "+026-07-01T12:30:15Z",
        "2026-00-01T12:30:15Z",
        "2026-13-01T12:30:15Z",
        "2026-06-31T12:30:15Z",
        "2026-02-29T12:30:15Z",
        "1900-02-29T12:30:15Z",
        "2026-07-00T12:30:15Z",
        "2026-07-01T12:60:15Z",
        "2026-07-01T12:30:61Z",
        "2026-07-01T12:30:60Z",
        "2026-07-01T12:30:15.Z",
        "2026-07-01T12:30:15+24:00",
        "2026-07-01T12:30:15+02:60",
        "2026-07-01T12:30:15ZZ",
        "2026/07-01T12:30:15Z",
        "2026-07/01T12:30:15Z",
        "2026-07-01T12.30:15Z",
        "2026-07-01T12:30.15Z",
        "2026-07-01T12:30:15.12345678x",
        "2026-07-01T12:30:15.123456789+02:00Z",
        "x026-07-01T12:30:15Z",
        "2026-07-01T12:30:1xZ",
        " 2026-07-01T12:30:15Z",
        "2026-07-01T12:30:15\u{a0}",
    ] {
        assert!(text.parse::<Timestamp>().is_err(), "{text}");
        assert!(
            serde_json::from_value::<Timestamp>(text.into()).is_err(),
            "{text}"
        );
    }
}

#[test]
fn reads_other_spellings_in_answers_alone() {
    for (text, usual) in [
        ("2026-07-01T12:30:15", "2026-07-01T12:30:15Z"),
        ("2026-07-01 12:30:15Z", "2026-07-01T12:30:15Z"),
        ("2026-07-01 12:30:15.25 UTC", ""),
        ("2026-07-01 12:30:15 +0200", "2026-07-01T12:30:15+02:00"),
        (
            "2026-07-01T12:30:15.1234567890Z",
            "2026-07-01T12:30:15.123456789Z",
        ),
        (
            "2026-07-01T12:30:15.1234567890123-02:00",
            "2026-07-01T12:30:15.123456789-02:00",
        ),
        ("2026-07-01T12:30:15,5Z", "2026-07-01T12:30:15.5Z"),
        (
            "2026-07-01T12:30:15.000+0200",
            "2026-07-01T12:30:15.000+02:00",
        ),
        ("2026-07-01T12:30:15-0230", "2026-07-01T12:30:15-02:30"),
        ("2026-07-01T12:30:15+02", "2026-07-01T12:30:15+02:00"),
        ("2026-07-01T12:30:15+2500", ""),
        ("2026-07-01T12:30:15+020", ""),
        ("2026-07-01T12:30", "2026-07-01T12:30:00Z"),
        ("2026-07-01T12:30Z", "2026-07-01T12:30:00Z"),
        ("2026-07-01 12:30+0200", "2026-07-01T12:30:00+02:00"),
        ("2026-07-01T12:30:15Z[UTC]", "2026-07-01T12:30:15Z"),
        (
            "2026-07-01T12:30+02:00[Europe/Paris]",
            "2026-07-01T12:30:00+02:00",
        ),
        ("2026-07-01", "2026-07-01T00:00:00Z"),
        ("20260701T123015Z", "2026-07-01T12:30:15Z"),
        ("20260701T123015.5+0200", "2026-07-01T12:30:15.5+02:00"),
        ("2026-06-30T24:00:00Z", "2026-07-01T00:00:00Z"),
        ("2026-12-31T24:00", "2027-01-01T00:00:00Z"),
        (
            "2026-02-28T24:00:00.00000000000-02:00",
            "2026-03-01T02:00:00.000000Z",
        ),
        ("2026-06-30T24:00:01Z", ""),
        ("2026-06-30T24:00:00.5Z", ""),
        ("2026-06-31T24:00:00Z", ""),
        ("2026-07-01T12:30:15[Europe/Paris]", ""),
        ("2026-07-01T12:30:15Z[UTC", ""),
        ("2026-07-01T12:30.5", ""),
        ("2026-07-01T12", ""),
        ("2026-07-01T", ""),
        ("2026-02-30", ""),
        ("2026-07", ""),
        ("20260701", ""),
        ("2026-07é", ""),
        ("2026070éT123015Z", ""),
        ("20260701T12301é", ""),
        ("0000-00-00", ""),
        ("0000-00-00 00:00:00", ""),
        ("", ""),
        ("2026-07-01T12:30:15.", ""),
        ("2026-07-01T12:30:15.5.5", ""),
        ("2026-07-01é12:30:15", ""),
        ("2026-07-01T12:30:15+é0", ""),
        ("2026-07-01T12:30:15\u{a0}Z", ""),
    ] {
        assert!(text.parse::<Timestamp>().is_err(), "{text}");
        let read = serde_json::from_value::<Timestamp>(text.into());
        assert_eq!(read.is_err(), usual.is_empty(), "{text}: {read:?}");
        let Ok(read) = read else { continue };
        assert_eq!(read, Timestamp::parse(usual).unwrap(), "{text}");
        let kept = if text.len() <= 35 { text } else { usual };
        assert_eq!(serde_json::to_value(&read).unwrap(), kept);
    }
}

#[test]
fn compares_by_instant_and_keeps_the_text() {
    let at = |text| Timestamp::parse(text).unwrap();
    let (utc, east) = (
        at("2026-07-01T00:00:00Z"),
        at("2026-07-01T02:00:00.000+02:00"),
    );
    assert_eq!(utc, east);
    assert_ne!(utc.as_str(), east.as_str());
    assert!(at("2026-07-01T00:00:00.1Z") > east);
    assert!(at("2026-07-01T01:00:00+02:00") < utc);
    assert_eq!(BTreeSet::from([utc, east]).len(), 1);
}

#[test]
fn prints_system_time_in_utc() {
    let epoch = SystemTime::UNIX_EPOCH;
    for (time, text) in [
        (epoch, "1970-01-01T00:00:00.000000Z"),
        (
            epoch + Duration::from_millis(1_500),
            "1970-01-01T00:00:01.500000Z",
        ),
        (
            epoch + Duration::from_nanos(1),
            "1970-01-01T00:00:00.000000001Z",
        ),
        (
            epoch - Duration::from_millis(1),
            "1969-12-31T23:59:59.999000Z",
        ),
        (
            epoch + Duration::from_secs(951_782_399),
            "2000-02-28T23:59:59.000000Z",
        ),
        (
            epoch + Duration::from_secs(1_000_000_000_000),
            "9999-12-31T23:59:59.999999Z",
        ),
        (
            epoch - Duration::from_secs(1_000_000_000_000),
            "0000-01-01T00:00:00.000000Z",
        ),
    ] {
        assert_eq!(Timestamp::from(time).as_str(), text);
    }
}

proptest! {
    #[test]
    fn survives_the_way_there_and_back(seconds in -62_167_219_200_i64..253_402_300_800, nanos in 0_u32..1_000_000_000) {
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let epoch = SystemTime::UNIX_EPOCH;
        let time = if seconds < 0 { epoch - whole } else { epoch + whole } + Duration::from_nanos(nanos.into());
        let printed = Timestamp::from(time);
        let read = Timestamp::parse(printed.as_str()).unwrap();
        prop_assert_eq!(&read, &printed);
        prop_assert_eq!(read.unix_nanos(), i128::from(seconds) * SECOND + i128::from(nanos));
        prop_assert_eq!(SystemTime::from(read), time);
    }

    #[test]
    fn never_panics(text in "\\PC{0,40}|[0-9TtZz:.+-]{0,40}") {
        let _ = Timestamp::parse(&text);
    }
}
