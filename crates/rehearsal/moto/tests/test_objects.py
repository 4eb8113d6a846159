from .harness import REGION, Rehearsed, ask, bucket, document, of


class Objects(Rehearsed):
    def setUp(self) -> None:
        super().setUp()
        self.name = f"root-{self.account}"

    def written(self, key: str = "prod/1/a", **other):
        told = {"account": self.account, "region": REGION, "bucket": self.name, "key": key}
        return ask("objects", told | other)

    def left(self) -> list[tuple[str, str]]:
        return of(ask("leftovers")[1], self.account)

    def test_a_bucket_with_an_object_is_not_deleted_until_it_is_empty(self):
        s3 = self.ours("s3")
        bucket(s3, self.name)
        self.assertEqual((204, None), self.written())
        self.refused("BucketNotEmpty", s3.delete_bucket, Bucket=self.name)
        self.assertEqual([("FakeBucket", f"arn:aws:s3:::{self.name}")], self.left())
        s3.delete_object(Bucket=self.name, Key="prod/1/a")
        s3.delete_bucket(Bucket=self.name)
        self.assertEqual([], self.left())

    def test_a_bucket_with_versions_keeps_each(self):
        s3 = self.ours("s3")
        bucket(s3, self.name)
        s3.put_bucket_versioning(Bucket=self.name, VersioningConfiguration={"Status": "Enabled"})
        self.written()
        self.written()
        versions = s3.list_object_versions(Bucket=self.name)["Versions"]
        self.assertEqual(["prod/1/a"] * 2, [version["Key"] for version in versions])
        s3.delete_object(Bucket=self.name, Key="prod/1/a")
        self.refused("BucketNotEmpty", s3.delete_bucket, Bucket=self.name)

    def test_a_policy_is_not_asked(self):
        s3 = self.ours("s3")
        bucket(s3, self.name)
        objects = f"arn:aws:s3:::{self.name}/*"
        denial = {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": objects}
        s3.put_bucket_policy(Bucket=self.name, Policy=document(denial))
        self.refused("403", s3.put_object, Bucket=self.name, Key="mine", Body=b"")
        self.assertEqual(204, self.written()[0])

    def test_an_object_in_a_preexisting_bucket_is_left_over_by_nobody(self):
        ask("preexisting", {"account": self.account, "region": REGION, "buckets": [{"name": self.name, "policy": None}]})
        ask("baseline", {})
        self.assertEqual(204, self.written()[0])
        self.assertEqual([], self.left())

    def test_what_cannot_be_written_is_said(self):
        bucket(self.ours("s3"), self.name)
        for other, why in (
            ({"bucket": "absent"}, "absent"),
            ({"account": "999999999999"}, "999999999999"),
            ({"size": 1}, "account, bucket, key, region"),
        ):
            with self.subTest(why):
                status, answer = self.written(**other)
                self.assertEqual(400, status)
                self.assertIn(why, answer["error"])
