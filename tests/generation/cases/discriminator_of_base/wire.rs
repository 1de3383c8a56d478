//! The tag decides, and constructors fill it in.

use case_discriminator_of_base::transport::{MemoryTransport, http::Response};
use case_discriminator_of_base::{Client, Dog, PutPetBody, PutPetResponse};
use serde_json::json;

#[tokio::test]
async fn the_tag_of_the_base_decides() {
    const DOG: &str = r#"{"pet_type":"Dog"}"#;
    let transport = MemoryTransport::new(|_request| Ok(Response::new(DOG.into())));
    let client = Client::builder().transport(transport).build().expect("a client");
    let dog = PutPetBody::Dog(Dog::new().bark(true));
    assert_eq!(
        serde_json::to_value(&dog).expect("JSON"),
        json!({"pet_type": "Dog", "bark": true})
    );
    let pet = client.pets().replace(dog).await.expect("a pet");
    assert!(matches!(&pet, PutPetResponse::Dog(_)), "{pet:?}");
}
