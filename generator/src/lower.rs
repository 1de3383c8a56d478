//! Document to model: all thinking happens here.
//!
//! Each concern has its module; the order of work is `lower` below. Operations are taken in the order
//! of their paths and methods, so the order of the document decides nothing but the order of fields,
//! parameters and variants.

mod access;
mod actions;
mod alternatives;
mod answers;
mod bodies;
mod chains;
mod circles;
mod classes;
mod code_spans;
mod collections;
mod components;
mod constraints;
mod contents;
mod contradictions;
mod credentials;
mod defaults;
mod docs;
mod endless;
mod enums;
mod envelope;
mod equal;
mod examples;
mod extras;
mod features;
mod fixed;
mod forms;
mod further;
mod headers;
mod heirs;
mod held;
mod hints;
mod html;
mod identifiers;
mod keys;
mod krate;
mod lists;
mod markers;
mod media;
mod methods;
mod nesting;
mod node;
mod numbers;
mod objects;
mod operations;
mod outline;
mod outputs;
mod owners;
mod pagination;
mod parameters;
mod passes;
mod patterns;
mod possible;
mod request_headers;
mod resources;
mod retries;
mod rings;
mod room;
mod rows;
mod scripts;
mod secrecy;
mod sections;
mod security;
mod segments;
mod servers;
mod settings;
mod shapes;
mod showcase;
mod sizes;
mod statuses;
mod tags;
mod templates;
mod type_names;
mod typeless;
mod types;
mod unions;
mod unread;
mod view;
mod webhooks;
mod wires;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::{IndexMap, IndexSet};

use crate::diagnostics::{Diagnostics, Mistakes};
use crate::model::{Crate, Model, Showcase, Type, TypeDef, TypeId};
use crate::names::Names;
use crate::naming::{OnCollision, ROOT_NAMES, Scope};
use crate::spec::fragment::Selection;
use crate::spec::{Document, minor_version};

/// What the caller wants beyond what the document says.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Package name instead of the document's own.
    pub crate_name: Option<String>,
    /// What happens to the second of two things that would have the same name.
    pub on_collision: OnCollision,
    /// What happens to mistakes of the document that can be passed over.
    pub mistakes: Mistakes,
    /// Tests of what the client sends and reads, whatever the document asks for.
    pub wire_tests: bool,
    /// Warnings that are errors, by their codes; `all` stands for every one.
    pub deny: Vec<String>,
    /// The operations that are wanted; all of them if it is empty.
    pub selection: Selection,
}

/// Lowers a document; the model is only worth emitting if no error was reported.
pub(crate) fn lower(
    document: &Document,
    options: &Options,
    names: Names,
    diagnostics: &mut Diagnostics,
) -> Model {
    check_version(document, diagnostics);
    sections::check(document, diagnostics);
    let krate = krate::lower(document, options, diagnostics);
    let sites = operations::sites(document, diagnostics);
    let hooks = webhooks::find(document, &sites, diagnostics);
    let access = access::Access::of(document, &sites, &hooks);
    let mut lowering = Lowering::new(document, options, &krate, names, access, diagnostics);
    lowering.unasked = security::unasked(&mut lowering, &sites);
    identifiers::find(&mut lowering, &sites);
    lowering.usual = pagination::usual(&mut lowering);
    let drafts = operations::lower(&mut lowering, &sites);
    pagination::check_usual(&mut lowering);
    let (resources, mut operations) = resources::arrange(&mut lowering, drafts);
    let webhooks = webhooks::lower(&mut lowering, hooks, &operations);
    let security = security::lower(&mut lowering, &mut operations);
    typeless::report(&mut lowering);
    unread::report(&mut lowering);
    let (types, access, room) = (lowering.types, lowering.access, lowering.room.again());
    let has_expressions = lowering.has_expressions;
    let mut model = Model {
        krate,
        types,
        resources,
        operations,
        webhooks,
        security,
        has_expressions,
        settings: Vec::new(),
        programs: Vec::new(),
        showcase: Showcase::default(),
        features: Vec::new(),
    };
    finish(&mut model, document, &access, room, diagnostics);
    model
}

/// What can only be decided when all operations and types are there.
fn finish(
    model: &mut Model,
    document: &Document,
    access: &access::Access,
    room: room::Room,
    diagnostics: &mut Diagnostics,
) {
    krate::settle(model);
    circles::cut(model, diagnostics);
    endless::relax(model, diagnostics);
    passes::run(model, room, diagnostics);
    fixed::fill(model);
    bodies::share(model);
    settings::find(model, document, diagnostics);
    extras::check(model, diagnostics);
    model.krate.other_scripts = scripts::any_other(model);
    features::assign(model, document, diagnostics);
    examples::fill(model, document);
    showcase::choose(model);
    tags::describe(model, document, diagnostics);
    if model.krate.wire_tests {
        wires::fill(model, document, &access.in_answers(document));
    }
}

/// Whether a document has nothing of OpenAPI, or says that it is Swagger, of which every second line means something
/// else. Reported once, in place of all that would be missed in it.
pub(crate) fn is_of_another_kind(document: &Document, diagnostics: &mut Diagnostics) -> bool {
    let has = |at: &&str| document.get(at).is_some();
    if !["/openapi", "/swagger", "/info", "/paths"].iter().any(has) {
        diagnostics.not_a_document(document.root());
        return true;
    }
    let swagger = document.get("/swagger").and_then(serde_json::Value::as_str);
    let Some(version) = swagger.filter(|_| document.get("/openapi").is_none()) else {
        return false;
    };
    diagnostics.unsupported_version("/swagger", version);
    true
}

fn check_version(document: &Document, diagnostics: &mut Diagnostics) {
    let at = "/openapi";
    match document.get(at) {
        Some(serde_json::Value::String(version)) => match minor_version(document) {
            Some(0..=2) => {}
            _ => diagnostics.unsupported_version(at, version),
        },
        Some(serde_json::Value::Number(version)) if minor_version(document).is_some() => {
            diagnostics.version_without_quotes(at, &version.to_string());
        }
        Some(other) => diagnostics.wrong_kind(at, "openapi", "text, such as 3.0.3", other),
        None => diagnostics.missing(
            "",
            "openapi",
            "the version of the specification, such as 3.0.3",
        ),
    }
}

/// Which way a type travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Direction {
    Request,
    Response,
}

/// Everything that lowering needs at hand.
struct Lowering<'a> {
    document: &'a Document,
    options: &'a Options,
    krate: &'a Crate,
    access: access::Access,
    identifiers: identifiers::Identifiers,
    types: Vec<TypeDef>,
    /// Types that exist, by the schemas they are made of.
    memo: BTreeMap<types::Key, Type>,
    /// Shortened names that types which are still made will have.
    promised: BTreeSet<String>,
    /// Names of components, which no inline type takes.
    components: components::Components,
    /// Inline schemas that are being lowered, with the place of those that contain themselves.
    open: Vec<(types::Key, Option<TypeId>)>,
    /// How deep in the document the type is that is made now.
    nesting: nesting::Nesting<'a>,
    bodies: bodies::Bodies,
    /// Inline types, so that equal ones are one.
    shared: BTreeMap<equal::Inline, Type>,
    /// Components whose values may be those of others.
    heirs: heirs::Heirs,
    /// Schemas with everything they refer to, by their pointers.
    views: IndexMap<String, std::rc::Rc<view::View<'a>>>,
    /// What schemas can say in one way only, by their pointers.
    flags: IndexMap<String, std::rc::Rc<markers::Flags>>,
    /// The alternatives of schemas that are also a part of something, by their pointers.
    listed: BTreeMap<String, BTreeSet<String>>,
    /// What discriminators say, by the pointers of their schemas.
    mappings: BTreeMap<String, Option<unions::Mapping>>,
    /// The texts that schemas list, by the pointers of all that describes them.
    listed_texts: BTreeMap<Vec<String>, std::rc::Rc<unions::Listed>>,
    /// Components whose type is settled, each way.
    settled: BTreeMap<(String, Direction), Type>,
    /// Schemas that were looked at for themselves.
    checked: IndexSet<String>,
    /// Hints on them that something was made of.
    unread: unread::Hints,
    /// Those without a type, until all that is around them is known.
    typeless: Vec<typeless::Typeless>,
    /// The media types of answers, by the pointers of these.
    media: BTreeMap<String, std::rc::Rc<Vec<media::Media>>>,
    /// What answers look like, by the pointers of their schemas.
    outlines: BTreeMap<String, std::rc::Rc<outline::Outline>>,
    /// How lists go on, wherever that fits.
    usual: Option<pagination::Usual>,
    /// Names of an earlier run.
    names: Names,
    /// The credentials of all operations, where the document does not say which takes which.
    unasked: Vec<Vec<String>>,
    /// Names at the crate root.
    root: Scope,
    /// What happens to the second of two that would have the same name: what `options` say, but for webhooks.
    on_collision: OnCollision,
    /// Whether a pattern was read that takes a regular expression.
    has_expressions: bool,
    /// What types may still have.
    room: room::Room,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Lowering<'a> {
    fn new(
        document: &'a Document,
        options: &'a Options,
        krate: &'a Crate,
        names: Names,
        access: access::Access,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Lowering {
            document,
            options,
            krate,
            access,
            identifiers: identifiers::Identifiers::default(),
            types: Vec::new(),
            memo: BTreeMap::new(),
            promised: BTreeSet::new(),
            components: components::Components::of(document),
            open: Vec::new(),
            nesting: nesting::Nesting::default(),
            bodies: bodies::Bodies::default(),
            shared: BTreeMap::new(),
            heirs: heirs::find(document),
            views: IndexMap::new(),
            flags: IndexMap::new(),
            listed: BTreeMap::new(),
            mappings: BTreeMap::new(),
            listed_texts: BTreeMap::new(),
            settled: BTreeMap::new(),
            checked: IndexSet::new(),
            unread: unread::Hints::default(),
            typeless: Vec::new(),
            media: BTreeMap::new(),
            outlines: BTreeMap::new(),
            usual: None,
            names,
            unasked: Vec::new(),
            root: Scope::with(ROOT_NAMES, options.on_collision).behind_own("Model"),
            on_collision: options.on_collision,
            has_expressions: false,
            room: room::Room::of(document),
            diagnostics,
        }
    }

    /// What happens from now on to the second of two that would have the same name; what happened so far.
    fn on_collision(&mut self, what: OnCollision) -> OnCollision {
        self.root.on_collision(what);
        std::mem::replace(&mut self.on_collision, what)
    }

    /// A namespace in which some names are taken already.
    fn scope(&self, reserved: &[&str]) -> Scope {
        Scope::with(reserved, self.on_collision)
    }
}
