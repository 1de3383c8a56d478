//! Differences that are known, with the reason and its source.

/// What a program found.
pub(super) struct Row {
    pub(super) program: String,
    /// What was tried.
    pub(super) check: String,
    /// `fine`, or what was different.
    pub(super) result: String,
}

/// What a result means.
pub(super) enum Kind {
    Fine,
    /// The reason.
    Known(&'static str),
    New,
}

/// A difference that is expected.
struct Known {
    program: &'static str,
    check: &'static str,
    /// A part of what the program says.
    says: &'static str,
    why: &'static str,
}

const KNOWN: &[Known] = &[
    Known {
        program: "cloudflare (TypeScript)",
        check: "stores.secrets.bulkDelete",
        says: "invalid_json_body",
        why: "a defect of the client, which sends no body, so that no secret is named (its source: src/resources/secrets-store/stores/secrets.ts)",
    },
    Known {
        program: "cloudflare (Python)",
        check: "stores.secrets.bulk_delete",
        says: "invalid_json_body",
        why: "a defect of the client, which sends no body, so that no secret is named (its source: resources/secrets_store/stores/secrets.py)",
    },
    Known {
        program: "Prism",
        check: "front-page",
        says: "RepeatedPage",
        why: "Prism answers every page with the same example, which the client notices instead of asking for ever",
    },
    Known {
        program: "Schemathesis",
        check: "ST401 API accepts invalid authentication",
        says: "DELETE /accounts/{account_id}/secrets_store/stores/{store_id}",
        why: "it adds an invented email to a request that has the right token, and the token counts",
    },
    Known {
        program: "Schemathesis",
        check: "ST401 Unexpected response to a request without authentication",
        says: "/accounts/",
        why: "without credentials the service answers 400 (code 9106), not 401 (Cloudflare's documentation of error codes)",
    },
    Known {
        program: "Schemathesis",
        check: "ST202 Schema-valid request rejected",
        says: "/accounts/",
        why: "rules that no schema states: names are unique and of some characters, an account has one store, and is the one of the credentials",
    },
];

impl Row {
    pub(super) fn kind(&self) -> Kind {
        if self.result == "fine" {
            return Kind::Fine;
        }
        let known = KNOWN.iter().find(|it| it.fits(self));
        known.map_or(Kind::New, |it| Kind::Known(it.why))
    }
}

impl Known {
    fn fits(&self, row: &Row) -> bool {
        self.program == row.program && self.check == row.check && row.result.contains(self.says)
    }
}

/// Differences that were expected and did not come.
pub(super) fn gone(rows: &[Row]) -> Vec<String> {
    let missing = KNOWN
        .iter()
        .filter(|known| !rows.iter().any(|row| known.fits(row)));
    missing
        .map(|it| format!("{}, {}", it.program, it.check))
        .collect()
}
