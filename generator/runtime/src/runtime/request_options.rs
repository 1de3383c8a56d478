//! The options that every request has.

/// The options of one request, as methods of a type with a field `call`.
#[allow(unused_macros, reason = "called by emitted code")]
macro_rules! request_options {
    ($builder:ident $(<$($of:ident),*>)?) => {
        /// Options of this request alone.
        impl$(<$($of),*>)? $builder$(<$($of),*>)? {
            /// The limit of one attempt, from its start to the last byte of its answer.
            pub fn attempt_timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.call.attempt_timeout(limit);
                self
            }

            /// The limit of the call with all its attempts and the waits between them. Each page of `items` and `pages` is a
            /// call of its own.
            pub fn total_timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.call.total_timeout(limit);
                self
            }

            /// How failed attempts are repeated.
            pub fn retry(mut self, policy: $crate::runtime::RetryPolicy) -> Self {
                self.call.retry(policy);
                self
            }

            /// Sets a header. Those that the client sets itself are refused when the request is sent. A value that is marked
            /// as sensitive is a secret, which no error prints.
            pub fn header(
                mut self,
                name: impl ::std::convert::TryInto<::http::HeaderName>,
                value: impl ::std::convert::TryInto<::http::HeaderValue>,
            ) -> Self {
                self.call.header(name, value);
                self
            }

            /// Adds a pair to the query, for parameters that this crate does not know.
            pub fn query_pair(
                mut self,
                name: impl ::std::convert::AsRef<str>,
                value: impl ::std::convert::AsRef<str>,
            ) -> Self {
                self.call.query_pair(name.as_ref(), value.as_ref());
                self
            }

            /// Sends the request although it breaks documented limits, for when the service has moved them.
            /// What would make the request unsafe is still refused.
            pub fn skip_validation(mut self) -> Self {
                self.call.skip_validation();
                self
            }
        }
    };
}

#[allow(unused_imports, reason = "called by emitted code")]
pub(crate) use request_options;
