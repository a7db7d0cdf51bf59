//! Reads the configuration: the file, then the environment. Every error has its line and its field.

use std::fmt;

use serde_json::Value;
use toml::de::{DeTable, DeValue};

use super::Config;

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The field, such as `app[0].key`. Empty if the file is not TOML.
    pub field: String,
    /// What is wrong, what was expected, what to do.
    pub message: String,
}

impl ConfigError {
    /// Makes an error of a field.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// An error with the place that it is in: `usersig.toml:12: app[0].key: …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    place: String,
    error: ConfigError,
}

impl Located {
    /// Finds the line of an error in the text of the file.
    #[must_use]
    pub fn new(name: &str, text: &str, error: ConfigError) -> Self {
        let place = match line_of_field(text, &error.field) {
            Some(line) => format!("{name}:{line}"),
            None => name.to_owned(),
        };
        Self { place, error }
    }
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (field, message) = (&self.error.field, &self.error.message);
        let separator = if field.is_empty() { "" } else { ": " };
        write!(f, "{}: {field}{separator}{message}", self.place)
    }
}

/// Parses the file, and replaces its scalar settings by those of the environment.
///
/// # Errors
/// The first thing that is not TOML or no setting. toml's own message would quote the line, which may have a secret in it.
pub fn parse(
    name: &str,
    text: &str,
    environment: impl Iterator<Item = (String, String)>,
) -> Result<Config, Box<Located>> {
    let config = toml::from_str(text).map_err(|error| {
        let place = match error.span() {
            Some(span) => format!("{name}:{}", line_at(text, span.start)),
            None => name.to_owned(),
        };
        Box::new(Located { place, error: ConfigError::new("", error.message()) })
    })?;
    override_by(config, environment).map_err(|error| Box::new(Located { place: "environment".into(), error }))
}

/// Returns the scalar settings with their variables, such as `limits.per_user` and `USERSIG_LIMITS_PER_USER`.
#[must_use]
pub fn settings() -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&value_of(&Config::default()), "", &mut found);
    found.into_iter().map(|path| (variable(&path), path)).map(|(variable, path)| (path, variable)).collect()
}

fn variable(path: &str) -> String {
    format!("USERSIG_{}", path.replace('.', "_").to_uppercase())
}

fn value_of(config: &Config) -> Value {
    // Only maps with keys that are not strings fail.
    serde_json::to_value(config).unwrap_or_default()
}

fn collect(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                collect(field, &path, found);
            }
        }
        Value::Array(_) => {}
        _ => found.push(path.to_owned()),
    }
}

fn override_by(
    mut config: Config,
    environment: impl Iterator<Item = (String, String)>,
) -> Result<Config, ConfigError> {
    let known = settings();
    for (variable, text) in environment {
        let Some((path, _)) = known.iter().find(|(_, known)| *known == variable) else { continue };
        let mut whole = value_of(&config);
        if let Some(place) = whole.pointer_mut(&format!("/{}", path.replace('.', "/"))) {
            *place = match place {
                Value::Number(_) => text.parse::<u64>().map_or(Value::String(text), Value::from),
                Value::Bool(_) => text.parse::<bool>().map_or(Value::String(text), Value::from),
                _ => Value::String(text),
            };
        }
        config =
            serde_json::from_value(whole).map_err(|error| ConfigError::new(variable, error.to_string()))?;
    }
    Ok(config)
}

fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// Returns the line of a field such as `app[1].key.file`, or of the nearest thing around it that the file has.
fn line_of_field(text: &str, field: &str) -> Option<usize> {
    let root = DeTable::parse(text).ok()?;
    let mut table = root.get_ref();
    let mut found = None;
    for step in field.split('.') {
        let (name, index) = match step.split_once('[') {
            Some((name, index)) => (name, index.trim_end_matches(']').parse().ok()),
            None => (step, None),
        };
        let Some((key, mut value)) = table.iter().find(|(key, _)| key.get_ref() == name) else { break };
        found = Some(key.span().start);
        if let (Some(index), DeValue::Array(items)) = (index, value.get_ref()) {
            let Some(item) = items.get::<usize>(index) else { break };
            value = item;
            found = Some(item.span().start);
        }
        match value.get_ref() {
            DeValue::Table(inner) => table = inner,
            _ => break,
        }
    }
    found.map(|offset| line_at(text, offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_with(text: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
        let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        parse("x.toml", text, environment).map_err(|error| error.to_string())
    }

    #[test]
    fn an_unknown_field_is_an_error_with_its_line() {
        let error =
            parse_with("listen = \"127.0.0.1:1\"\n\n[limits]\nper_users = \"1/1s\"\n", &[]).unwrap_err();
        assert!(
            error.starts_with("x.toml:4: unknown field `per_users`, expected one of `per_user`"),
            "{error}"
        );
    }

    #[test]
    fn a_secret_in_the_file_is_not_in_the_message() {
        let key = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
        let error = parse_with(&format!("[[app]]\nsdk_app_id = 1\nkey = \"{key}\"\n"), &[]).unwrap_err();
        assert!(error.starts_with("x.toml:3: a secret is written in the configuration"), "{error}");
        assert!(!error.contains(key), "{error}");
    }

    #[test]
    fn the_environment_replaces_scalar_settings() {
        let environment = [
            ("USERSIG_LISTEN", "0.0.0.0:443"),
            ("USERSIG_LIMITS_BODY", "1000"),
            ("USERSIG_AUDIT_SYNC", "true"),
            ("USERSIG_TLS_KEY_FILE", "/k"),
            ("USERSIG_SERVICE_HOST", "what Kubernetes sets for a service of this name"),
        ];
        let config = parse_with("[limits]\nbody = 5\n", &environment).expect("valid");
        assert_eq!(config.listen.port(), 443);
        assert_eq!(config.limits.body, 1000);
        assert!(config.audit.sync);
        assert_eq!(config.tls.key.file.as_deref(), Some(std::path::Path::new("/k")));
        let error = parse_with("", &[("USERSIG_LIMITS_PER_USER", "many")]).unwrap_err();
        assert!(error.starts_with("environment: USERSIG_LIMITS_PER_USER: \"many\" is not a rate"), "{error}");
    }

    #[test]
    fn the_line_of_a_field_is_found() {
        let text = "a = 1\n[[app]]\nkey = { file = \"x\" }\n[[app]]\nsdk_app_id = 2\n";
        for (field, line) in
            [("a", Some(1)), ("app[0].key.file", Some(3)), ("app[1].key", Some(4)), ("b", None)]
        {
            assert_eq!(line_of_field(text, field), line, "{field}");
        }
    }
}
