//! The command `usersig-serve`, which `usersig serve` starts.

#![forbid(unsafe_code)]

mod allocator;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use tokio::runtime::Runtime;
use usersig_serve::live::Live;
use usersig_serve::server::{self, Server};
use usersig_serve::watch::Stamps;
use usersig_serve::{demo, log, run};

/// Sign UserSig tokens for the users of your application, over HTTP.
///
/// Who is asking decides for whom is signed. The configuration is one TOML file; docs/SERVER.md describes it.
#[derive(Debug, Parser)]
#[command(
    name = "usersig serve",
    version,
    max_term_width = 100,
    after_help = "Examples:\n  usersig serve --demo\n  usersig serve --check --config /etc/usersig/serve.toml\n  usersig serve --config /etc/usersig/serve.toml\n\n\
                  Signals: SIGHUP loads configuration and keys again, SIGTERM stops after the requests that have begun.\n\
                  Exit status: 0 stopped, 2 wrong usage or configuration, 3 could not start."
)]
struct Args {
    /// The configuration
    #[arg(long, value_name = "FILE", default_value = "/etc/usersig/serve.toml", env = "USERSIG_CONFIG")]
    config: PathBuf,
    /// Check the configuration and every key in it, and start nothing
    #[arg(long)]
    check: bool,
    /// Try the server on this machine alone, with a new key that is gone when it ends
    #[arg(long, conflicts_with_all = ["config", "check"])]
    demo: bool,
    /// The address of --demo [default: 127.0.0.1:8600]
    #[arg(long, value_name = "ADDRESS", requires = "demo")]
    listen: Option<SocketAddr>,
}

/// Why there is no server.
enum Failure {
    Configuration(Vec<String>),
    Start(String),
}

fn main() -> ExitCode {
    let args = Args::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: cannot start: {error}");
            return ExitCode::from(3);
        }
    };
    // Connections that the configuration names belong to it.
    let _entered = runtime.enter();
    let result = if args.demo {
        serve_demo(args.listen, &runtime)
    } else if args.check {
        check(&args.config)
    } else {
        serve(&args.config, &runtime)
    };
    let (errors, status) = match result {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Configuration(errors)) => (errors, 2),
        Err(Failure::Start(error)) => (vec![error], 3),
    };
    for error in errors {
        eprintln!("error: {error}");
    }
    ExitCode::from(status)
}

fn check(file: &Path) -> Result<(), Failure> {
    let live = server::load(file, None).map_err(Failure::Configuration)?;
    println!("valid: {} applications, listening on {}", live.apps.len(), live.config.listen);
    Ok(())
}

fn serve(file: &Path, runtime: &Runtime) -> Result<(), Failure> {
    // It says which files there are. They are looked at before they are read, so that a change meanwhile is seen later.
    let mut live = server::load(file, None).map_err(Failure::Configuration)?;
    let files = server::watched(&live.config, Some(file));
    let stamps = Stamps::of(&files);
    // A pipe is empty after it was read.
    if files.iter().all(|file| file.is_file()) {
        live = server::load(file, None).map_err(Failure::Configuration)?;
    }
    start(runtime, live, Some(file.to_owned()), stamps, |address| tracing::info!(%address, "listening"))
}

fn serve_demo(listen: Option<SocketAddr>, runtime: &Runtime) -> Result<(), Failure> {
    let demo = demo::demo(listen).map_err(|error| Failure::Configuration(vec![error]))?;
    let live = Live::build(demo.config, None)
        .map_err(|errors| Failure::Configuration(errors.into_iter().map(|error| error.message).collect()))?;
    let token = demo.token;
    start(runtime, live, None, Stamps::of(&[]), move |address| {
        eprintln!(
            "This server is for this machine alone; its key is new, and the service accepts none of its tokens. A first \
             token:\n\n  curl -s http://{address}/v1/usersig -H 'Authorization: Bearer {}' \\\n    \
             -H 'Content-Type: application/json' -d '{{\"user_id\":\"xiaojun\"}}'\n\nEach token is a line of the audit log:\n",
            *token
        );
    })
}

fn start(
    runtime: &Runtime,
    live: Live,
    file: Option<PathBuf>,
    stamps: Stamps,
    is_listening: impl FnOnce(SocketAddr),
) -> Result<(), Failure> {
    log::start(&live.config.log);
    let server = Server::new(live, file).map_err(Failure::Start)?;
    runtime.block_on(run::run(server, stamps, is_listening)).map_err(Failure::Start)
}
