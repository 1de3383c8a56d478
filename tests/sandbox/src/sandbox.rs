//! A sandbox that runs, and what tests want of it.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use cloudflare_secrets_store::resources::account::Account;
use cloudflare_secrets_store::{Client, ClientBuilder, Credentials};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::AbortHandle;

use crate::faults::{Chance, Injection};
use crate::journal::Entry;
use crate::service::{Service, Watcher};
use crate::settings::{ACCOUNT_ID, STORE_ID, Settings, TOKEN};
use crate::{connection, control, route};

/// A Secrets Store on this machine. It stops when it is dropped.
#[must_use]
pub struct Sandbox {
    service: Arc<Service>,
    address: SocketAddr,
    running: Running,
}

enum Running {
    /// In the runtime that started it.
    Task(AbortHandle),
    /// On a thread of its own, which ends when the sender is gone.
    Thread(Option<(oneshot::Sender<()>, JoinHandle<()>)>),
}

impl Sandbox {
    /// Starts one as it comes: one store with three secrets, and the limits of the service.
    ///
    /// # Panics
    /// If there is no free port.
    pub async fn start() -> Self {
        Self::start_with(Settings::default()).await
    }

    /// Starts one with settings of its own.
    ///
    /// It runs in the runtime that it is started in, so that tests with a paused clock work.
    ///
    /// # Panics
    /// If there is no free port.
    pub async fn start_with(settings: Settings) -> Self {
        let served = Self::serve(settings, 0, None).await;
        served.unwrap_or_else(|error| panic!("no free port: {error}"))
    }

    /// Starts one at a port, 0 for any, that reports each request to `watcher`.
    ///
    /// # Errors
    /// If the port is not free.
    pub async fn serve(
        settings: Settings,
        port: u16,
        watcher: Option<Watcher>,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let service = Arc::new(Service::new(settings, watcher));
        let router = route::router(&service).merge(control::router(&service));
        let task = tokio::spawn(connection::serve(listener, router));
        Ok(Self {
            service,
            address,
            running: Running::Task(task.abort_handle()),
        })
    }

    /// Starts one on a thread of its own, for programs without a runtime: those with `blocking`, or in other processes.
    ///
    /// # Panics
    /// If there is no free port, or no thread.
    pub fn background(settings: Settings) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let runtime = runtime.unwrap_or_else(|error| panic!("no runtime: {error}"));
        let mut sandbox = runtime.block_on(Self::start_with(settings));
        let (stop, stopped) = oneshot::channel();
        let Running::Task(_) = &sandbox.running else {
            unreachable!("it was started as a task")
        };
        let thread = std::thread::spawn(move || {
            // Ends with an error when the sender is dropped, which is what we wait for.
            let _ = runtime.block_on(stopped);
        });
        sandbox.running = Running::Thread(Some((stop, thread)));
        sandbox
    }

    /// The base URL of the API here.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}{}", self.address, route::BASE)
    }

    /// A client that may do everything.
    ///
    /// # Panics
    /// If the environment of this process keeps a client from being made.
    #[must_use]
    pub fn client(&self) -> Client {
        let client = self.client_builder().build();
        client.unwrap_or_else(|error| panic!("no client: {error}"))
    }

    /// The start of a client: the address and the credentials are set.
    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder()
            .base_url(self.base_url())
            .credentials(Credentials::api_token(TOKEN))
    }

    /// The account that there is.
    #[must_use]
    pub fn account(&self) -> Account {
        self.client().account(ACCOUNT_ID)
    }

    /// Variables of the environment that point a program here.
    #[must_use]
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        vec![
            ("CLOUDFLARE_BASE_URL", self.base_url()),
            ("CLOUDFLARE_API_TOKEN", TOKEN.to_owned()),
            ("CLOUDFLARE_ACCOUNT_ID", ACCOUNT_ID.to_owned()),
            ("SECRETS_STORE_ID", STORE_ID.to_owned()),
        ]
    }

    /// Lets something go wrong with requests to come.
    pub fn inject(&self, fault: impl Into<Injection>) {
        self.service.state().faults.add(fault.into());
    }

    /// Lets things go wrong by chance: `chance` is asked for each request that no other fault waits for. `None` ends that.
    pub fn inject_by_chance(&self, chance: Option<Chance>) {
        self.service.state().faults.set_chance(chance);
    }

    /// Moves the clock of the sandbox.
    pub fn advance(&self, by: Duration) {
        self.service.advance(by);
    }

    /// What was asked so far, in order.
    #[must_use]
    pub fn journal(&self) -> Vec<Entry> {
        self.service.state().journal.clone()
    }

    /// What was asked since the start or the last call of this, which forgets it.
    #[must_use]
    pub fn take_journal(&self) -> Vec<Entry> {
        std::mem::take(&mut self.service.state().journal)
    }

    /// True if the secret of this name has this value. The value itself never comes out again.
    #[must_use]
    pub fn holds(&self, store_id: &str, name: &str, value: &str) -> bool {
        self.service.state().account.holds(store_id, name, value)
    }

    /// Names of stores with the names of their secrets.
    #[must_use]
    pub fn contents(&self) -> Vec<(String, Vec<String>)> {
        let state = self.service.state();
        let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
        let all = state.account.names().into_iter();
        all.map(|(store, names)| (store.to_owned(), owned(names)))
            .collect()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        match &mut self.running {
            Running::Task(task) => task.abort(),
            Running::Thread(thread) => {
                if let Some((stop, thread)) = thread.take() {
                    drop(stop);
                    // A panic there has been printed already.
                    let _ = thread.join();
                }
            }
        }
    }
}
