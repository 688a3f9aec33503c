//! The recipes of the project: `cargo xtask build | serve | test | page | dist | carry | reproduce | bench | soak | check | accept`.
//!
//! Each is one or two plain commands written out in CONTRIBUTING.md; continuous integration runs the same ones.

#![allow(clippy::duplicate_mod)] // the gazetteer's writer and the tagger's trainer fold words with the same file

mod bench;
mod build;
mod bundle;
mod carry;
mod check;
mod crates;
mod dist;
mod element;
mod gazetteer;
mod integrity;
mod licences;
mod notices;
mod offline;
mod page;
mod run;
mod serve;
mod site;
mod sizes;
mod soak;
mod sums;
mod train_tagger;

use build::Profile;
use run::{Result, fail};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <recipe>

  build                           build the module into www/pkg and the page into target/site; print what it weighs
  element                         write www/pkg/element-*.js alone, after a change of words or style sheets
  serve [--port N] [--no-open]    build, then serve the page on 127.0.0.1
  test                            every test: the library, the command, the page in the browsers
  page [ARGUMENT...]              build, then the browser tests alone; arguments go to Playwright
                                  build, serve and page take --dev: a build that is quick, and bigger
  dist [--test | --at ADDRESS]    the npm package, in target/npm, with what it weighs; --test: as those use it who install it; and what `carry` writes,
                                  with the hashes of everything that is published in target/SHA256SUMS
  carry [--at ADDRESS]            the single file and the browser extensions, in target/dist, of the modules that are built; ADDRESS, where
                                  the single file will be published, is what its oEmbed document needs
  accept                          rewrite what the tests expect and the JSON Schema, for the difference to be read before it is committed
  bench [NAME]                    the speed of the analysis beside a bare look-up pass, also on texts made to be slow
  bench --stages [NAME]           each stage and the whole, with the statistics of criterion
  bench --page                    the speed of the page's own module beside other readers and the bare pass, in Chromium;
                                  both hold what they measure to benches/budget.json
  soak CHECK                      the checks that take long: fuzzing, coverage; without CHECK it says how; see docs/reliability.md
  reproduce                       `dist` twice, from nothing and in two folders; fails if any file that is published differs
  check                           format, lints, layering, data, documentation, licences
  licences                        every crate and npm package with its licence, held to the list of those allowed
  gazetteer OPTION...             make the tables of places anew from GeoNames; see docs/gazetteer.md
  train-tagger OPTION...          train the part-of-speech model anew; see the head of xtask/src/train_tagger.rs
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match recipe(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {}", failure.message);
            ExitCode::from(failure.code)
        }
    }
}

fn recipe(arguments: &[String]) -> Result {
    let (name, rest) = arguments.split_first().map_or(("", &[][..]), |(name, rest)| (name.as_str(), rest));
    run::go_to_root()?;
    match name {
        "build" => build_recipe(rest),
        "element" => no_arguments(rest).and_then(|()| element::write(std::path::Path::new("www"))),
        "serve" => serve::recipe(rest),
        "test" => no_arguments(rest).and_then(|()| page::test_all()),
        "page" => {
            let (profile, rest) = Profile::take_from(rest);
            page::test_page(profile, &rest)
        }
        "dist" => dist_recipe(rest),
        "carry" => address_in(rest).and_then(carry::write),
        "accept" => no_arguments(rest).and_then(|()| check::accept()),
        "reproduce" => no_arguments(rest).and_then(|()| sums::reproduce()),
        "licences" => no_arguments(rest).and_then(|()| licences::list()),
        "bench" => bench::recipe(rest),
        "soak" => soak::recipe(rest),
        "check" => no_arguments(rest).and_then(|()| check::check()),
        "gazetteer" => gazetteer::run(rest).map_err(|problem| fail(1, problem)),
        "train-tagger" => train_tagger::run(rest).map_err(|problem| fail(1, problem)),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        other => Err(fail(2, format!("there is no recipe '{other}'\n\n{USAGE}"))),
    }
}

fn build_recipe(rest: &[String]) -> Result {
    let (profile, rest) = Profile::take_from(rest);
    no_arguments(&rest).and_then(|()| build::build(profile))
}

fn dist_recipe(rest: &[String]) -> Result {
    let (profile, rest) = Profile::take_from(rest);
    match rest.as_slice() {
        [word] if word == "--test" => dist::test(profile),
        rest => {
            let address = address_in(rest)?;
            dist::dist(profile)?;
            carry::write(address)?;
            site::write(std::path::Path::new("www"))?;
            sums::write()
        }
    }
}

/// Where the carried forms will lie, as `--at` says: read before anything is built.
fn address_in(rest: &[String]) -> Result<Option<&str>> {
    match rest {
        [option, address] if option == "--at" => Ok(Some(address)),
        [option] if option == "--at" => Err(fail(2, "--at has no address; give that of a folder, such as https://example.org/sitrep/".to_string())),
        _ => no_arguments(rest).map(|()| None),
    }
}

fn no_arguments(rest: &[String]) -> Result {
    match rest.first() {
        None => Ok(()),
        Some(extra) => Err(fail(2, format!("'{extra}' is one argument too many\n\n{USAGE}"))),
    }
}
