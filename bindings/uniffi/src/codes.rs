//! The service's error codes in words.

/// The language of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum Language {
    /// English.
    English,
    /// Simplified Chinese.
    Chinese,
}

impl From<Language> for usersig::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::English => Self::English,
            Language::Chinese => Self::Chinese,
        }
    }
}

/// What a code is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum Subject {
    /// The UserSig, or what is presented with it: the UserID and the SDKAppID.
    UserSig,
    /// The PrivateMapKey and the permissions in it.
    PrivateMapKey,
    /// Something else, although the code appears at login or when a room is entered.
    Other,
}

/// What one documented error code means, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Explanation {
    /// The numbers that have this meaning, the usual one first; none if the code is a text.
    pub numbers: Vec<i32>,
    /// The names in headers and tables, such as `ERR_USER_SIG_EXPIRED`; none if there are only numbers.
    pub names: Vec<String>,
    /// Which part of the products returns the code, as a title.
    pub layer: String,
    /// What the code is about.
    pub subject: Subject,
    /// What the code means.
    pub meaning: String,
    /// What to do about it.
    pub advice: String,
    /// Where the documents disagree or stay silent, if they do.
    pub note: Option<String>,
}

impl Explanation {
    fn of(entry: &usersig::Explanation, language: Language) -> Self {
        let language = language.into();
        Self {
            numbers: entry.numbers().to_vec(),
            names: entry.names().iter().map(|&name| name.to_owned()).collect(),
            layer: entry.layer().title(language).to_owned(),
            subject: match entry.subject() {
                usersig::Subject::UserSig => Subject::UserSig,
                usersig::Subject::PrivateMapKey => Subject::PrivateMapKey,
                // A subject that the core learns gets its name here with it.
                _ => Subject::Other,
            },
            meaning: entry.meaning(language).to_owned(),
            advice: entry.advice(language).to_owned(),
            note: entry.note(language).map(str::to_owned),
        }
    }
}

/// Returns what a code means, a decimal number or a name: one entry for each part of the products that has it, and none
/// if this library does not know the code.
#[uniffi::export]
pub fn explain(code: &str, language: Language) -> Vec<Explanation> {
    usersig::explain(code).into_iter().map(|entry| Explanation::of(entry, language)).collect()
}

/// Returns every code that is known, by the part of the products that returns it and then by number without its sign.
#[uniffi::export]
pub fn explanations(language: Language) -> Vec<Explanation> {
    usersig::explanations().iter().map(|entry| Explanation::of(entry, language)).collect()
}
