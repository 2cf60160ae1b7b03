//! Tests that wait for a quarter of a minute or longer, and do little else. Tests are started in the order of their names,
//! and these come first, so that the others are done meanwhile. What they check stands with what it belongs to.

mod telegram {
    #[cfg(feature = "postgres")]
    mod replicas {
        #[test]
        fn a_store_that_is_cut_off_or_starts_again_loses_nothing() {
            crate::telegram::replicas::a_store_that_is_cut_off_or_starts_again_loses_nothing();
        }
    }

    mod trouble {
        #[test]
        fn what_takes_its_time_is_tried_again() {
            crate::telegram::trouble::what_takes_its_time_is_tried_again();
        }
    }

    #[cfg(feature = "web")]
    mod webhook {
        #[test]
        fn who_watches_sees_that_it_lives_answers_and_how_it_goes() {
            crate::telegram::webhook::who_watches_sees_that_it_lives_answers_and_how_it_goes();
        }
    }
}
