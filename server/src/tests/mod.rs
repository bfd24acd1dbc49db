// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Tests of the whole product in one process, on the database that `DEICH_TEST_DATABASE` names.

mod events;
mod product;
mod programs;
mod public_pages;
mod rights_matrix;
mod route_table;
mod state_sees_groups;

/// One test for all, because loading the demo takes longer than asking a thousand questions.
#[tokio::test(flavor = "multi_thread")]
async fn the_demo_loads_and_every_route_and_page_keeps_its_promise() {
    let product = Box::pin(product::Product::start()).await;
    route_table::every_route_refuses_visitors_wrong_roles_and_other_organisations(&product).await;
    route_table::every_route_refuses_an_own_role_without_its_action(&product).await;
    state_sees_groups::no_role_of_the_state_opens_a_submission(&product).await;
    events::feeds_say_what_happened_and_name_nobody(&product).await;
    public_pages::every_page_renders_in_every_language_without_gaps(&product).await;
    // The last one: afterwards no key is taken for a while.
    programs::wrong_keys_are_counted_and_nobody_is_named(&product).await;
}
