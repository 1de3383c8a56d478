//! Types that are one of several, and bodies of several media types.

use super::matching::Matching;
use super::types::path;
use super::{Diff, Direction, rules, spell};
use crate::model::{BodyForm, Payload, Shape, Union, UnionVariant};

impl Diff<'_> {
    /// Limits hold only for what is sent.
    pub(super) fn unions(&mut self, name: &str, old: &Union, new: &Union, way: Direction) {
        let Union {
            variants,
            discriminator,
            // What comes is kept in the same way.
            unusable_discriminator: _,
        } = new;
        let found = Matching::of(&old.variants, variants)
            .by(|it| &it.name.rust)
            .by_test(|a, b| self.same(&a.ty, &b.ty))
            .done();
        for it in found.removed.iter().map(|it| &old.variants[*it]) {
            self.add(
                &rules::VARIANT_REMOVED,
                path(name, &it.name.rust),
                "is gone",
            );
        }
        for it in found.added.iter().map(|it| &variants[*it]) {
            let detail = format!("is new and holds `{}`", spell::ty(&it.ty, self.new));
            self.add(&rules::VARIANT_ADDED, path(name, &it.name.rust), detail);
        }
        let pairs = found.pairs.iter();
        let pairs: Vec<_> = pairs
            .map(|it| (&old.variants[it.0], &variants[it.1]))
            .collect();
        for (a, b) in &pairs {
            self.alternative(name, a, b, way);
        }
        if old.discriminator == *discriminator && discriminator.is_none() {
            self.precedence(name, &found.pairs, variants);
        }
        if old.discriminator != *discriminator {
            let text = |it: &Option<String>| {
                it.as_ref()
                    .map_or_else(|| "the first that fits".to_owned(), |it| format!("`{it}`"))
            };
            let detail = format!(
                "is told apart by {} instead of {}",
                text(discriminator),
                text(&old.discriminator)
            );
            self.add(&rules::TAGS_CHANGED, name, detail);
        }
    }

    pub(super) fn choices(&mut self, name: &str, old: &[BodyForm], new: &[BodyForm]) {
        let found = Matching::of(old, new).by(|it| &it.name.rust).done();
        for it in found.removed.iter().map(|it| &old[*it]) {
            let item = path(name, &it.name.rust);
            self.add(&rules::VARIANT_REMOVED, item, "is gone");
        }
        for it in found.added.iter().map(|it| &new[*it]) {
            let detail = format!("is new and holds `{}`", spell::ty(&it.payload.ty, self.new));
            self.add(&rules::VARIANT_ADDED, path(name, &it.name.rust), detail);
        }
        for (a, b) in found.pairs.iter().map(|it| (&old[it.0], &new[it.1])) {
            self.form(&path(name, &b.name.rust), a, b);
        }
    }

    fn form(&mut self, item: &str, old: &BodyForm, new: &BodyForm) {
        let BodyForm {
            name: _,
            // See `traits`.
            is_plain_json: _,
            // The setter for it is one of the builder.
            any_type: _,
            payload,
        } = new;
        let Payload {
            media_type,
            encoding,
            ty,
            constraints,
        } = payload;
        let old = &old.payload;
        if !self.same(&old.ty, ty) {
            let (was, is) = (spell::ty(&old.ty, self.old), spell::ty(ty, self.new));
            let detail = format!("holds `{is}` instead of `{was}`");
            self.add(&rules::VARIANT_TYPE, item, detail);
        }
        if old.media_type != *media_type {
            let detail = format!("is sent as {media_type}, it was {}", old.media_type);
            self.add(&rules::ENCODING_CHANGED, item, detail);
        }
        let limits = (&old.constraints, &old.ty);
        self.own_limits(item, limits, (constraints, ty));
        self.encoding(item, &old.encoding, encoding);
    }

    /// What fits equally well is the first; what is of another kind never fits.
    fn precedence(&mut self, name: &str, pairs: &[(usize, usize)], new: &[UnionVariant]) {
        let kinds: [fn(&Shape) -> bool; 5] = [
            |it| matches!(it, Shape::Bool),
            |it| matches!(it, Shape::Integer | Shape::Number),
            |it| matches!(it, Shape::Text(_) | Shape::Known(_)),
            |it| matches!(it, Shape::List),
            |it| matches!(it, Shape::Object(_)),
        ];
        let any = |it: &Shape| matches!(it, Shape::Any | Shape::OneOf(_));
        let moved = kinds.iter().any(|is| {
            let places = pairs.iter().map(|it| it.1);
            let fitting = places.filter(|it| is(&new[*it].shape) || any(&new[*it].shape));
            !fitting.is_sorted()
        });
        if moved {
            let names: Vec<&str> = new.iter().map(|it| it.name.rust.as_str()).collect();
            let detail = format!("is the first that fits of `{}`", names.join("`, `"));
            self.add(&rules::TAGS_CHANGED, name, detail);
        }
    }

    fn alternative(&mut self, union: &str, old: &UnionVariant, new: &UnionVariant, way: Direction) {
        let UnionVariant {
            name,
            ty,
            tags,
            constraints,
            // It is that of the type.
            shape: _,
        } = new;
        let item = path(union, &name.rust);
        if old.name.rust != name.rust {
            let detail = format!("is now named `{}`", name.rust);
            self.add(&rules::VARIANT_RENAMED, path(union, &old.name.rust), detail);
        }
        if !self.same(&old.ty, ty) {
            let (a, b) = (spell::ty(&old.ty, self.old), spell::ty(ty, self.new));
            let detail = format!("holds `{b}` instead of `{a}`");
            self.add(&rules::VARIANT_TYPE, &item, detail);
        }
        if old.tags != *tags {
            let detail = format!("has the tags {tags:?} instead of {:?}", old.tags);
            self.add(&rules::TAGS_CHANGED, &item, detail);
        }
        if way == Direction::Sent {
            self.limits(&item, &old.constraints, constraints);
        }
    }
}
