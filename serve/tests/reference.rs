//! The reference in `docs/SERVER.md` is what the types of the configuration say. `BLESS=1` writes it.

use std::fmt::Write;
use std::path::Path;

use serde_json::{Value, json};
use usersig_serve::config::{self, Config};
use utoipa::OpenApi;

const START: &str = "<!-- reference: written by serve/tests/reference.rs -->\n";
const END: &str = "<!-- end of the reference -->\n";

/// Collects the schemas of every type of the configuration.
#[derive(OpenApi)]
#[openapi(components(schemas(
    Config,
    config::Tls,
    config::Metrics,
    config::Log,
    config::Audit,
    config::Limits,
    config::Redis,
    config::Cors,
    config::Shutdown,
    config::App,
    config::PrivateMapKey,
    config::Oidc,
    config::Forward,
    config::Header,
    config::Bearer,
    config::Mtls,
)))]
struct Types;

/// Returns a section with the defaults of what is not given.
fn with_defaults<T: serde::de::DeserializeOwned + serde::Serialize>(required: Value) -> Value {
    serde_json::to_value(serde_json::from_value::<T>(required).expect("an example")).expect("a value")
}

/// Sections in their order: the header in the file, the type, an example with nothing but what is required.
fn sections() -> Vec<(&'static str, &'static str, Value)> {
    let default = serde_json::to_value(Config::default()).expect("a value");
    let section = |name: &str| default[name].clone();
    let key = json!({ "file": "k" });
    vec![
        ("", "Config", default.clone()),
        ("[tls]", "Tls", section("tls")),
        ("[metrics]", "Metrics", section("metrics")),
        ("[log]", "Log", section("log")),
        ("[audit]", "Audit", section("audit")),
        ("[limits]", "Limits", section("limits")),
        ("[redis]", "Redis", section("redis")),
        ("[cors]", "Cors", section("cors")),
        ("[shutdown]", "Shutdown", section("shutdown")),
        ("[[app]]", "App", with_defaults::<config::App>(json!({ "sdk_app_id": 1, "key": key }))),
        ("[app.private_map_key]", "PrivateMapKey", with_defaults::<config::PrivateMapKey>(json!({}))),
        (
            "[[oidc]]",
            "Oidc",
            with_defaults::<config::Oidc>(json!({ "name": "n", "issuer": "i", "audience": ["a"] })),
        ),
        ("[[forward]]", "Forward", with_defaults::<config::Forward>(json!({ "name": "n", "url": "u" }))),
        (
            "[[header]]",
            "Header",
            with_defaults::<config::Header>(json!({ "name": "n", "header": "h", "from": [] })),
        ),
        ("[[bearer]]", "Bearer", with_defaults::<config::Bearer>(json!({ "name": "n" }))),
        ("[[mtls]]", "Mtls", with_defaults::<config::Mtls>(json!({ "name": "n" }))),
    ]
}

/// Returns a default as it is written in TOML; empty for what is left out.
fn toml(value: &Value) -> String {
    match value {
        Value::Object(_) | Value::Null => String::new(),
        other => format!("`{other}`"),
    }
}

fn reference() -> String {
    let schemas = serde_json::to_value(Types::openapi()).expect("a value")["components"]["schemas"].clone();
    let settings = config::settings();
    let mut text = String::new();
    for (header, name, defaults) in sections() {
        let title = if header.is_empty() { "the top of the file" } else { header };
        let about = schemas[name]["description"].as_str().unwrap_or_default();
        let about = about.trim_start_matches(&format!("`{header}`")).trim();
        let _ = write!(text, "### {title}\n\n");
        if !about.is_empty() && !header.is_empty() {
            let _ = write!(text, "{about}\n\n");
        }
        text.push_str("| setting | default | meaning |\n|---|---|---|\n");
        let required: Vec<&str> =
            schemas[name]["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (field, schema) in schemas[name]["properties"].as_object().expect("fields") {
            let meaning = meaning(schema);
            assert!(!meaning.is_empty(), "{name}.{field} has no description");
            let is_list_of_sections = || {
                let item = schema["items"]["$ref"].as_str()?.rsplit('/').next()?;
                sections().into_iter().find(|(_, name, _)| *name == item)
            };
            let is_section =
                header.is_empty() && (defaults[field].is_object() || is_list_of_sections().is_some());
            if is_section {
                continue;
            }
            let is_required = required.contains(&field.as_str()) && header.starts_with("[[");
            let default = if is_required { "required".to_owned() } else { toml(&defaults[field]) };
            let _ = writeln!(text, "| `{field}` | {default} | {meaning} |");
        }
        text.push('\n');
    }
    text.push_str("### Environment variables\n\nThey replace settings of the file:\n\n");
    for (path, variable) in settings {
        let _ = writeln!(text, "* `{variable}`: `{path}`");
    }
    text
}

fn meaning(schema: &Value) -> String {
    // What may be left out is described beside null.
    let in_choice = || schema["oneOf"].as_array()?.iter().find_map(|one| one["description"].as_str());
    let text = schema["description"].as_str().or_else(in_choice).unwrap_or_default();
    text.replace('\n', " ").replace('|', "\\|")
}

#[test]
fn the_document_has_the_reference() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/SERVER.md");
    let text = std::fs::read_to_string(&path).expect("docs/SERVER.md");
    let (before, rest) = text.split_once(START).expect("the start of the reference");
    let (found, after) = rest.split_once(END).expect("the end of the reference");
    let expected = format!("\n{}\n", reference().trim_end());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, format!("{before}{START}{expected}{END}{after}")).expect("docs/SERVER.md");
    } else {
        assert_eq!(
            found, expected,
            "docs/SERVER.md is not what the types say; BLESS=1 cargo test -p usersig-serve writes it"
        );
    }
}

/// Each code block of the document that is a configuration can be parsed.
#[test]
fn the_examples_of_the_documents_are_configurations() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut count = 0;
    for name in ["docs/SERVER.md", "serve/README.md", "serve/README.zh-CN.md"] {
        let text = std::fs::read_to_string(root.join(name)).expect("a document");
        for block in text.split("```toml\n").skip(1) {
            let block = block.split("```").next().unwrap_or_default();
            if let Err(error) = config::parse(name, block, std::iter::empty()) {
                panic!("{error}\n{block}");
            }
            count += 1;
        }
    }
    assert!(count >= 3, "{count}");
}
