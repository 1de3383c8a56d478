//! An alternative says which one it is.

use case_alternatives_that_say_so::{
    Card, Cash, Extra, Payment, PaymentLimitFixed, PaymentSetupLater,
};
use serde_json::json;

#[test]
fn constructors_fill_in_what_tells_alternatives_apart() {
    let card = Payment::new(Card::new("1")).extra(Extra::new());
    let expected = json!({"source": {"object": "card", "number": "1"}, "extra": {}});
    assert_eq!(json!(card), expected);
    let expected = json!({"source": {"object": "cash"}});
    assert_eq!(json!(Payment::new(Cash::new())), expected);
    assert_eq!(json!(Payment::new(Cash::default())), expected);
}

#[test]
fn what_tells_nothing_is_not_sent() {
    let paid = Payment::new(Cash::new()).setup(PaymentSetupLater::new().expires(5)).limit(PaymentLimitFixed::new().most(1));
    let sent = json!({"source": {"object": "cash"}, "setup": {"expires": 5}, "limit": {"most": 1}});
    assert_eq!(json!(paid), sent);
}
