//! Whether an operation can be sent in chunks, and in which.

use super::Misfit;
use crate::lower::{Lowering, fixed};
use crate::model::{Body, Bulk, Constraints, Content, Kind, Name, Operation, Output, Type};

/// Most items of one request where the document sets no limit.
const CHUNK: u64 = 100;

const ONE_AFTER_THE_OTHER: &str = "remove `x-bulk`: callers send one request after the other";

/// What does not fit about the operation as such.
pub(super) fn misfit(why: impl Into<String>) -> Misfit {
    Misfit::new("", why, ONE_AFTER_THE_OTHER)
}

/// A body that is a list, or one required list of a flattened body.
pub(super) fn bulk(
    lowering: &Lowering<'_>,
    operation: &Operation,
    chunk: Option<u64>,
) -> Result<Bulk, Misfit> {
    let body = operation.body.as_ref();
    let body = body.ok_or_else(|| misfit("the operation has no body, so it takes no list"))?;
    let (ty, limits) = list(lowering, body)?;
    let Type::List(item) = ty else {
        return Err(misfit("what the operation takes is not a list"));
    };
    let result = match &operation.output {
        Output::One(Content::Nothing | Content::Verdict) => None,
        Output::One(Content::Result(Type::List(it)) | Content::Json(Type::List(it))) => {
            Some((**it).clone())
        }
        Output::One(_) | Output::ByStatus { .. } => {
            return Err(misfit(
                "what the operation answers is neither a list nor nothing",
            ));
        }
    };
    Ok(Bulk {
        name: Name::undecided(""),
        chunk: size(limits, chunk)?,
        item: (**item).clone(),
        result,
        keys: None,
    })
}

fn list<'a>(
    lowering: &'a Lowering<'_>,
    body: &'a Body,
) -> Result<(&'a Type, &'a Constraints), Misfit> {
    let Some(id) = body.flattened else {
        return Ok((&body.payload.ty, &body.payload.constraints));
    };
    let fields = match &lowering.types[id.0].kind {
        Kind::Struct(it) => it.fields.as_slice(),
        Kind::Enum(_) | Kind::Union(_) | Kind::Identifier(_) | Kind::Choice(_) => &[],
    };
    let needed = |it: &_| fixed::only(&lowering.types, it).is_none();
    let mut needed = fields
        .iter()
        .filter(|it| it.is_argument() && needed(&it.ty));
    match (needed.next(), needed.next()) {
        (Some(only), None) => Ok((&only.ty, &only.constraints)),
        (None, _) => Err(misfit("the flattened body requires nothing")),
        (Some(first), Some(second)) => Err(misfit(format!(
            "the flattened body requires `{}` and `{}`, not one list alone",
            first.name.wire, second.name.wire
        ))),
    }
}

/// How many items a request has: what the hint says, if the list takes as many.
fn size(limits: &Constraints, said: Option<u64>) -> Result<u64, Misfit> {
    let (least, most) = (limits.min_items.unwrap_or(1).max(1), limits.max_items);
    let why = match (said, most) {
        (Some(0), _) => "a request of 0 items sends nothing".to_owned(),
        (Some(said), Some(most)) if said > most => {
            format!("requests of {said} items are refused: `maxItems` of the list is {most}")
        }
        (Some(said), _) if said < least => {
            format!("requests of {said} items are refused: `minItems` of the list is {least}")
        }
        (Some(said), _) => return Ok(said),
        (None, _) => return Ok(most.unwrap_or(CHUNK).max(least)),
    };
    let help = match most {
        Some(most) => format!("a number from {least} to {most}; without `chunk` it is {most}"),
        None => format!(
            "a number from {least}; without `chunk` it is {}",
            CHUNK.max(least)
        ),
    };
    Err(Misfit::new("chunk", why, help))
}
