//! Documents of one shape: four times the parts must not cost much more than four times as much.
//!
//! `cargo xtask bench growth` measures the time of the same shapes, which no test can do on a machine that has other work.
//! What is allocated is the same on every machine. A rule that looks at all parts from each part and keeps nothing of it
//! shows only there, one that makes a list or a set of them shows here.

#[path = "../src/bench/shapes.rs"]
mod shapes;

use std::alloc::System;

use client_generator::{Input, Mistakes, OnCollision, Options, Source, generate};
use shapes::SHAPES;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How often, and for how many bytes, memory was asked for since the program began.
fn so_far() -> [usize; 2] {
    let stats = ALLOCATOR.stats();
    [
        stats.allocations + stats.reallocations,
        stats.bytes_allocated,
    ]
}

/// What a document of so many parts costs.
fn cost(shape: &shapes::Shape, parts: usize) -> [usize; 2] {
    let input = Input {
        document: Source {
            name: "shape.json".to_owned(),
            text: (shape.make)(parts).to_string(),
        },
        options: Options {
            mistakes: Mistakes::Repair,
            on_collision: OnCollision::Suffix,
            wire_tests: true,
            ..Options::default()
        },
        overlays: Vec::new(),
        names: None,
        examples: Vec::new(),
    };
    let before = so_far();
    let made = generate(&input);
    let after = so_far();
    assert!(made.is_ok(), "{} is refused", shape.name);
    [0, 1].map(|it| after[it] - before[it])
}

/// What all documents cost alike is left out by taking differences. Linear is 100 %, quadratic 400 %; what has a limit
/// that the smallest document does not reach is somewhat above.
#[test]
fn no_shape_costs_more_than_its_parts() {
    let mut worse = Vec::new();
    for shape in SHAPES {
        let most = shape.parts / 5;
        let [few, some, many] = [most / 16, most / 4, most].map(|parts| cost(shape, parts));
        for (it, what) in ["allocations", "bytes"].into_iter().enumerate() {
            let linear = 4 * (some[it] - few[it]);
            let growth = (many[it] - some[it]) * 100 / linear.max(1);
            if growth > 160 {
                worse.push(format!("{growth} % of the {what}: {}", shape.name));
            }
        }
    }
    assert!(worse.is_empty(), "more than linear:\n{}", worse.join("\n"));
}
