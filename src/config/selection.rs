//! Which lints run, and at which level.
//!
//! First the levels: the lint file's, then what `[lint.CATEGORY]` and last what `[lint.ID]` says. Then the selection,
//! step by step: `select` leaves exactly what it names, `extend-select` adds, `ignore` takes away; a stronger layer takes
//! up where the weaker ones end. A lint that is off by default and selected runs at `warn`. One that a configuration
//! switches off runs only if it is selected by its id, never for its category's sake.

use super::layer::Origin;
use super::merge::{Merged, StepKind};
use super::resolve::Resolver;
use crate::lint::{Level, LintIndex, Settings};

/// What is known of one lint on the way.
struct State {
    /// Its level while it runs; `off` if nothing says otherwise.
    level: Level,
    level_origin: Origin,
    runs: bool,
    /// What made it run or not; without one, its level.
    switched_by: Option<Origin>,
}

impl State {
    fn switch(&mut self, runs: bool, by: &Origin) {
        if self.runs != runs {
            self.runs = runs;
            self.switched_by = Some(by.clone());
        }
    }
}

impl Resolver<'_> {
    /// Sets the level of every lint; returns where each comes from.
    pub(super) fn levels(&mut self, merged: &Merged, settings: &mut Settings) -> Vec<Origin> {
        let mut states = self.configured(merged);
        for step in &merged.selection {
            let mut named: Vec<(LintIndex, &Origin, bool)> = Vec::new();
            for name in &step.names {
                let by_id = self.set.find(&name.value).is_some();
                named.extend(self.named(name).into_iter().map(|index| (index, &name.origin, by_id)));
            }
            if step.kind == StepKind::Select {
                for (index, _) in self.set.iter() {
                    if !named.iter().any(|&(selected, ..)| selected == index) {
                        states[index.get()].switch(false, &step.origin);
                    }
                }
            }
            for (index, origin, by_id) in named {
                let state = &mut states[index.get()];
                let switched_off = state.level == Level::Off && !state.level_origin.is_default();
                match step.kind {
                    StepKind::Ignore => state.switch(false, origin),
                    StepKind::Select | StepKind::Extend if by_id || !switched_off => state.switch(true, origin),
                    StepKind::Select | StepKind::Extend => {}
                }
            }
        }
        for (index, lint) in self.set.iter() {
            let state = &states[index.get()];
            settings.lint_mut(index).level = match (state.runs, state.level, lint.level()) {
                (false, ..) => Level::Off,
                (true, Level::Off, Level::Off) => Level::Warn,
                (true, Level::Off, default) => default,
                (true, level, _) => level,
            };
        }
        states.into_iter().map(|state| state.switched_by.unwrap_or(state.level_origin)).collect()
    }

    /// The levels as the tables of lints and categories have them.
    fn configured(&mut self, merged: &Merged) -> Vec<State> {
        let defaults = self.set.iter().map(|(_, lint)| lint.level());
        let mut states: Vec<State> =
            defaults.map(|level| State { level, level_origin: Origin::DEFAULT, runs: level != Level::Off, switched_by: None }).collect();
        for table in merged.tables(self.set) {
            for index in self.named(&table.name) {
                if let Some(level) = &table.level {
                    let state = &mut states[index.get()];
                    state.level = level.value;
                    state.level_origin = level.origin.clone();
                    state.runs = level.value != Level::Off;
                }
            }
        }
        states
    }
}
