//! A state never loses its configuration silently.

use std::collections::BTreeSet;

use cli::folder::{Consent, write};

use crate::support::{names, put, tree, written};

#[test]
fn a_stack_that_goes_is_refused_until_it_is_forgotten() {
    let old = tree(&[("dev/main.tf", ""), ("prod/main.tf", "")])
        .with_stacks(&[("dev", &["aws_vpc.this", "aws_subnet.a"]), ("prod", &["aws_vpc.this"])]);
    let folder = written(&old);
    put(folder.path(), "dev/terraform.tfstate", "state");
    let new = tree(&[("prod/main.tf", "")]).with_stacks(&[("prod", &["aws_vpc.this"])]);
    insta::assert_snapshot!(new.refusal(folder.path()), @r#"
    stack `dev` is no longer generated
      aws_vpc.this
      aws_subnet.a

    Terraform moves nothing between states by itself: what these addresses stand for
    would be left without configuration or created twice, so nothing was written
    help: if another stack has them now, `lakewright generate --move-states` writes the script that moves them
    help: if workspace `dev` has another table now, write its old `name` there: lakewright knows it by its name
    help: to take workspace `dev` away, write its tables as `[removed.dev]`: its README then says how
    help: when the state of stack `dev` is empty: `lakewright generate --forget-stack dev`
    help: if workspace `dev` was never applied: `lakewright generate --never-applied dev`
    "#);

    let forgotten_stacks = BTreeSet::from(["dev".to_owned()]);
    let consent = Consent { forgotten_stacks, ..Consent::default() };
    write(&new.output(), folder.path(), &consent).unwrap();
    assert_eq!(
        names(folder.path()),
        ["dev/", "dev/terraform.tfstate", "lakewright.lock", "prod/", "prod/main.tf"]
    );
    assert!(new.changes(folder.path()).is_empty());
}

#[test]
fn an_address_that_would_move_is_refused_and_the_root_is_called_a_dot() {
    let files = [("main.tf", ""), ("inside/main.tf", "")];
    let folder = written(&tree(&files).with_stacks(&[("", &["a.a", "a.b"])]));
    let new = tree(&files).with_stacks(&[("", &["a.a"]), ("inside", &["a.b"])]);
    insta::assert_snapshot!(new.refusal(folder.path()), @r#"
    addresses move from stack `.` to stack `inside`
      a.b

    Terraform moves nothing between states by itself: what these addresses stand for
    would be left without configuration or created twice, so nothing was written
    help: if another stack has them now, `lakewright generate --move-states` writes the script that moves them
    help: when the state of stack `.` is empty: `lakewright generate --forget-stack .`
    help: if workspace `.` was never applied: `lakewright generate --never-applied .`
    help: if nothing moves, make the two changes in two runs
    "#);

    let forgotten_stacks = BTreeSet::from([".".to_owned()]);
    let consent = Consent { forgotten_stacks, ..Consent::default() };
    write(&new.output(), folder.path(), &consent).unwrap();
}

#[test]
fn overwriting_does_not_consent_to_orphans() {
    let folder = written(&tree(&[("dev/main.tf", "")]).with_stacks(&[("dev", &["a.a"])]));
    let new = tree(&[]).with_stacks(&[]);
    assert!(new.overwrite(folder.path()).unwrap_err().is_refusal());
}
