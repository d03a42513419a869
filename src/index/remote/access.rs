//! How a cluster is reached, and who asks.

use std::collections::HashMap;
use std::time::Duration;

/// How the place of originals begins that is in a store like S3, and no directory.
pub const STORE_SCHEME: &str = "s3://";

/// Who asks.
#[derive(Clone, Default)]
pub enum Credentials {
    /// Nobody says.
    #[default]
    None,
    /// A user with a password.
    Basic {
        /// The user.
        user: String,
        /// The password.
        password: String,
    },
    /// A key of the engine.
    ApiKey(String),
    /// A token.
    Bearer(String),
}

/// How a cluster is reached.
#[derive(Clone)]
pub struct Access {
    /// Who asks.
    pub credentials: Credentials,
    /// The certificates that are trusted, in PEM; those of the web where there are none.
    pub authorities: Option<Vec<u8>>,
    /// The certificate by which the cluster knows us, with its key, in PEM; nothing where it asks for none.
    pub identity: Option<Vec<u8>>,
    /// How long a request may take, with all its repetitions. A node that froze is given up by the others after 33 seconds, and then they
    /// answer: a shorter time would end just before.
    pub patience: Duration,
    /// The stores of originals that are known, by `s3://BUCKET`; the one without a name is meant where none is named.
    pub stores: HashMap<String, StoreAccess>,
}

/// How a store of originals is reached that works as S3 does.
#[derive(Clone, Default)]
pub struct StoreAccess {
    /// Its address; that of Amazon in the region where none is named.
    pub endpoint: Option<String>,
    /// The region that is signed for; `us-east-1` where none is named.
    pub region: Option<String>,
    /// The name of the key.
    pub key: String,
    /// The key itself.
    pub secret: String,
    /// What goes with a key that was lent for some hours.
    pub token: Option<String>,
    /// The certificates that are trusted, in PEM; those of the web where there are none.
    pub authorities: Option<Vec<u8>>,
}

impl Default for Access {
    fn default() -> Access {
        Access {
            credentials: Credentials::None,
            authorities: None,
            identity: None,
            patience: Duration::from_secs(60),
            stores: HashMap::new(),
        }
    }
}
