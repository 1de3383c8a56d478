//! Proof on the wire: for each operation calls with synthesised values, what they must send, and what must come out of
//! each documented answer.
//!
//! Values, requests and answers come straight from the document, and nothing here uses the runtime or the lowering of
//! schemas, but for tables of words: what is worked out is evidence. Of the model only the call is made, in its types.

mod answers;
mod bodies;
mod budget;
mod classes;
mod declared;
mod known;
mod parts;
mod said;
mod scalars;
mod schema_parts;
mod schemas;
mod schemes;
mod signing;
mod tags;
mod webhooks;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use crate::model::{
    Answer, Body, Encoding, Example, Kind, Model, Name, Operation, Parameter, ParameterPlace,
    Payload, Sent, Value, Wire,
};
use crate::spec::Document;
use budget::Budget;
use declared::Declared;
use known::{Known, Reading};
use said::Unsaid;
use schemas::{Fill, Schemas, Seen, Way};
use signing::Signing;

/// Most calls with other alternatives in their bodies.
const TURNS: usize = 4;

/// Most values inside each other: printed, each lies deeper than the one around it.
const DEEPEST: usize = 200;

/// Gives each operation its wires. What cannot be made, because a type contains itself without end, is left out. `in_answers`
/// are the schemas that answers refer to.
pub(super) fn fill(model: &mut Model, document: &Document, in_answers: &BTreeSet<usize>) {
    let (mut answered, mut asked) = (Seen::new(), Seen::new());
    let signing = Signing::of(document, model);
    let (known, mut budget) = (Known::default(), Budget::of(document));
    let reading = Reading {
        document,
        known: &known,
    };
    for number in 0..model.operations.len() {
        if budget.is_spent() {
            break;
        }
        let operation = &model.operations[number];
        let it = Proof {
            reading,
            model,
            operation,
            declared: declared::parameters(document, operation),
            by_place: declared::by_place(operation),
            in_answers,
            signing: &signing,
        };
        let answers = answers::of(reading, model, it.operation, &mut answered);
        let wires = it.wires(&answers, &mut asked);
        budget.spend(&wires);
        model.operations[number].wires = wires;
    }
    webhooks::fill(model, reading);
}

struct Proof<'a> {
    reading: Reading<'a>,
    model: &'a Model,
    operation: &'a Operation,
    /// Its parameters, as the document has them.
    declared: Vec<Declared<'a>>,
    /// Those that the client knows.
    by_place: BTreeMap<(ParameterPlace, &'a str), &'a Parameter>,
    in_answers: &'a BTreeSet<usize>,
    signing: &'a Signing<'a>,
}

/// What is being put together.
#[derive(Default)]
struct Call {
    example: Example,
    /// The optional body.
    body: Option<Value>,
    sent: Sent,
    /// What the client does not take although it should.
    misfit: Option<String>,
}

/// One media type of a body; a variant if there are several.
#[derive(Clone, Copy)]
struct Form<'a> {
    variant: Option<(crate::model::TypeId, &'a Name)>,
    payload: &'a Payload,
}

impl<'a> Proof<'a> {
    fn wires(&self, answers: &[Answer], seen: &mut Seen) -> Vec<Wire> {
        let Some(first) = answers.first() else {
            return Vec::new();
        };
        let forms = self.forms();
        let mut wires = Vec::new();
        let form = forms.first().copied();
        wires.extend(self.wire("required", Fill::Required, (form, 0), answers, seen));
        let one = std::slice::from_ref(first);
        wires.extend(self.wire("all", Fill::All, (form, 0), one, seen));
        for turn in 1..TURNS {
            let name = format!("all_{}", turn + 1);
            wires.extend(self.wire(&name, Fill::All, (form, turn), one, seen));
        }
        for (number, form) in forms.iter().enumerate().skip(1) {
            let name = format!("all_as_{}", number + 1);
            wires.extend(self.wire(&name, Fill::All, (Some(*form), 0), one, seen));
        }
        wires
    }

    /// The media types of the body.
    fn forms(&self) -> Vec<Form<'a>> {
        let Some(body) = &self.operation.body else {
            return Vec::new();
        };
        if let Some(id) = body.payload.ty.named()
            && let Kind::Choice(forms) = &self.model[id].kind
        {
            let form = |it: &'a crate::model::BodyForm| Form {
                variant: Some((id, &it.name)),
                payload: &it.payload,
            };
            return forms.iter().map(form).collect();
        }
        vec![Form {
            variant: None,
            payload: &body.payload,
        }]
    }

    fn wire(
        &self,
        name: &str,
        fill: Fill,
        (form, turn): (Option<Form<'a>>, usize),
        answers: &[Answer],
        seen: &mut Seen,
    ) -> Option<Wire> {
        let mut call = Call::default();
        let mut new = Seen::new();
        self.path(&mut call)?;
        self.parameters(fill, turn, &mut call, &mut new)?;
        if let (Some(body), Some(form)) = (&self.operation.body, form) {
            self.body(body, form, (fill, turn), &mut call, &mut new)?;
        }
        let deepest = call
            .example
            .values()
            .chain(&call.body)
            .map(Value::depth)
            .max();
        if turn > 0 && new.is_subset(seen) || deepest > Some(DEEPEST) {
            return None;
        }
        seen.extend(new);
        Some(Wire {
            name: name.to_owned(),
            sent: self.signing.signed(self.model, self.operation, &call.sent),
            call: match call.misfit {
                Some(text) => Err(text),
                None => Ok(call.example),
            },
            body: call.body,
            answers: answers.to_vec(),
        })
    }

    fn schemas(&self, fill: Fill, text: &'static str) -> Schemas<'a> {
        Schemas::new(self.reading, Way::Request, fill, text).beside(self.in_answers)
    }

    fn path(&self, call: &mut Call) -> Option<()> {
        call.sent.path = declared::template(self.reading.document, self.operation);
        // Of each kind, no two have the same text.
        let (plain, reserved) = ("p-", "p/a:%2F");
        let [plain, reserved] = [plain, reserved].map(|it| self.schemas(Fill::All, it));
        for it in &self.operation.path_parameters {
            let wire = &it.parameter.name.wire;
            let known = self
                .declared
                .iter()
                .find(|it| it.name == wire && it.place == "path");
            let schemas = if known.is_some_and(|it| it.allow_reserved) {
                &reserved
            } else {
                &plain
            };
            let json = match known.and_then(|it| it.schema) {
                Some(schema) => schemas.value(schema)?,
                None => Json::from(format!("p-{}", wire.len())),
            };
            let text = match known {
                Some(known) => written::path(known, &json),
                None => written::encoded(&written::scalar(&json)),
            };
            // Nothing can be sent: the client refuses paths with empty segments, and those that lead elsewhere.
            if matches!(text.as_str(), "" | "." | "..") {
                return None;
            }
            call.sent.path = call.sent.path.replace(&format!("{{{wire}}}"), &text);
            let given = self.model.given(self.operation, it);
            let json = if given.ty == it.parameter.ty {
                json
            } else {
                said::as_shared(self.model, &given.ty, json)?
            };
            let value = said::value(self.model, &given.ty, &json);
            let value = call.said(value, schemas, Value::Multipart)?;
            call.example.path.push((wire.clone(), value));
        }
        let fixed = self.operation.fixed_query.split('&');
        let pairs = fixed
            .filter(|it| !it.is_empty())
            .map(|it| it.split_once('=').unwrap_or((it, "")));
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        call.sent.query.extend(pairs);
        Some(())
    }

    /// Every parameter that the document has must be sent, whether the client knows it or not.
    fn parameters(&self, fill: Fill, turn: usize, call: &mut Call, new: &mut Seen) -> Option<()> {
        for it in &self.declared {
            let wanted = it.required || fill == Fill::All;
            if it.place == "path" || !wanted {
                continue;
            }
            if declared::is_of_the_client(self.reading.document, self.operation, it) {
                continue;
            }
            let text = match it.place {
                // What is encoded already stays.
                "query" if it.allow_reserved => "a b&c/é%2F ",
                "query" => "a b&c/é ",
                "header" => "h ",
                _ => "c",
            };
            let schemas = self.schemas(fill, text).at_turn(turn);
            let json = match it.schema {
                Some(schema) => schemas.value(schema)?,
                None => Json::from(text),
            };
            new.extend(schemas.taken.take());
            self.parameter(it, &json, &schemas, call)?;
        }
        Some(())
    }

    fn parameter(
        &self,
        it: &Declared<'_>,
        json: &Json,
        schemas: &Schemas<'_>,
        call: &mut Call,
    ) -> Option<()> {
        match it.place {
            "query" => call.sent.query.extend(written::pairs(it, json)),
            "cookie" => call.sent.cookies.extend(written::cookies(it, json)?),
            _ => {
                let text = written::header(it, json);
                // Nothing can be sent: the client refuses what is no ASCII.
                if text.as_ref().is_some_and(|it| !it.is_ascii()) {
                    return None;
                }
                let name = it.name.to_ascii_lowercase();
                call.sent.headers.extend(text.map(|it| (name, it)));
            }
        }
        let place = match it.place {
            "query" => ParameterPlace::Query,
            "cookie" => ParameterPlace::Cookie,
            _ => ParameterPlace::Header,
        };
        let Some(parameter) = self.by_place.get(&(place, it.name)) else {
            // The test will miss it.
            return Some(());
        };
        let value = said::value(self.model, &parameter.ty, json);
        let value = call.said(value, schemas, Value::Multipart)?;
        match &parameter.fixed {
            // The constructor fills it in.
            Some(fixed) if said::is_fixed(fixed, json) => {}
            None if parameter.is_argument() => call.example.arguments.push(value),
            _ => call.example.setters.push((parameter.name.clone(), value)),
        }
        Some(())
    }

    fn body(
        &self,
        body: &Body,
        form: Form<'_>,
        (fill, turn): (Fill, usize),
        call: &mut Call,
        new: &mut Seen,
    ) -> Option<()> {
        if !body.required && body.flattened.is_none() && fill == Fill::Required {
            return Some(());
        }
        let media = bodies::media(
            self.reading.document,
            self.operation,
            &form.payload.media_type,
        )?;
        let schemas = self.schemas(fill, "text é ").at_turn(turn);
        let mut json = match media.schema {
            Some(schema) => schemas.value(schema)?,
            None if matches!(form.payload.encoding, Encoding::Form(_)) => json!({"key": "text é"}),
            None => Json::from("text é"),
        };
        if matches!(form.payload.encoding, Encoding::Text | Encoding::Bytes) && !json.is_string() {
            json = Json::from("text é");
        }
        media.add_what_callers_say(&schemas, &form.payload.encoding, &mut json);
        new.extend(schemas.taken.take());
        call.sent.body = Some((
            form.payload.media_type.clone(),
            media.written(&form.payload.encoding, &json),
        ));
        if let Some(id) = body.flattened {
            let fields = said::fields(self.model, id, &json);
            let none = (Vec::new(), Vec::new());
            let (required, optional) = call.said(fields, &schemas, none)?;
            call.example.arguments.extend(required);
            call.example.setters.extend(optional);
            return Some(());
        }
        let value = self.whole(&form, &schemas, &json, call)?;
        if body.required {
            call.example.arguments.push(value);
        } else {
            call.body = Some(value);
        }
        Some(())
    }

    /// A body that is one argument.
    fn whole(
        &self,
        form: &Form<'_>,
        schemas: &Schemas<'_>,
        json: &Json,
        call: &mut Call,
    ) -> Option<Value> {
        let value = if form.payload.encoding == Encoding::Multipart {
            if let Some((_, sent)) = &mut call.sent.body {
                *sent = crate::model::SentBody::Parts(Vec::new());
            }
            Value::Multipart
        } else {
            let value = said::value(self.model, &form.payload.ty, json);
            call.said(value, schemas, Value::Multipart)?
        };
        Some(match form.variant {
            Some((id, name)) => Value::alternative(id, name, &form.payload.ty, value),
            None => value,
        })
    }
}

impl Call {
    /// Notes what does not fit, so that the test can say it; what contradicts itself fits nothing.
    fn said<T>(&mut self, it: Result<T, Unsaid>, schemas: &Schemas<'_>, or: T) -> Option<T> {
        if schemas.contradiction.get() {
            return None;
        }
        match it {
            Ok(it) => Some(it),
            Err(Unsaid::Misfit(text)) => {
                self.misfit.get_or_insert(text);
                Some(or)
            }
            Err(Unsaid::Other) => None,
        }
    }
}
