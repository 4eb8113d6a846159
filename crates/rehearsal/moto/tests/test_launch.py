import http.client
import json
import signal
import socket
import subprocess
import sys
import unittest
from concurrent.futures import ThreadPoolExecutor

from .harness import LAUNCH, Rehearsed, ask, bucket, client, fake


class Launch(unittest.TestCase):
    def start(self):
        process = subprocess.Popen(
            [sys.executable, str(LAUNCH), "--port", "0"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.addCleanup(process.stdout.close)
        return process, json.loads(process.stdout.readline())

    def test_it_says_its_port_and_ends_when_its_input_does(self):
        process, said = self.start()
        self.assertEqual({"port"}, set(said))
        process.stdin.close()
        self.assertEqual(0, process.wait(10))
        self.assertEqual(b"", process.stdout.read())

    def test_it_ends_when_told_to(self):
        process, _ = self.start()
        self.addCleanup(process.stdin.close)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(0, process.wait(10))


class Answers(Rehearsed):
    def test_the_caller_is_the_account_of_the_request(self):
        self.assertEqual(self.account, self.ours("sts").get_caller_identity()["Account"])

    def test_a_connection_stays_and_every_answer_has_its_length(self):
        connection = http.client.HTTPConnection("127.0.0.1", fake())
        self.addCleanup(connection.close)
        for _ in range(3):
            connection.request("GET", "/", headers={"Host": "s3.eu-west-1.amazonaws.com"})
            answer = connection.getresponse()
            self.assertEqual(str(len(answer.read())), answer.headers["Content-Length"])
            self.assertFalse(answer.will_close)
            kept = connection.sock
            self.assertIsNotNone(kept)

    def test_what_moto_lacks_is_refused_at_once_and_named(self):
        for service, operation, arguments in (
            ("ec2", "describe_aggregate_id_format", {}),
            ("iam", "get_human_readable_summary", None),
            ("kms", "describe_custom_key_stores", {}),
            ("s3", "get_bucket_metadata_table_configuration", {"Bucket": "b"}),
        ):
            with self.subTest(service):
                made = self.ours(service)
                if arguments is None or not hasattr(made, operation):
                    continue
                message = self.refused("MotoNotImplemented", getattr(made, operation), **arguments)
                self.assertIn(operation.replace("_", ""), message.lower())

    def test_an_unknown_path_is_refused_too(self):
        connection = http.client.HTTPConnection("127.0.0.1", fake())
        self.addCleanup(connection.close)
        scope = "AWS4-HMAC-SHA256 Credential=LAKEWRIGHT000000000000/20260101/eu-west-1/ram/aws4_request"
        connection.request(
            "POST", "/nosuchthing", headers={"Host": "ram.eu-west-1.amazonaws.com", "Authorization": scope}
        )
        answer = connection.getresponse()
        told = json.loads(answer.read())
        self.assertEqual((400, "MotoNotImplemented"), (answer.status, told["__type"]))
        self.assertIn("/nosuchthing", told["message"])

    def test_many_ask_at_once(self):
        services = ["ec2", "iam", "sts", "s3", "kms", "logs", "route53", "sqs", "sns", "dynamodb", "organizations"]
        port = fake()

        def first_call(number):
            service = services[number % len(services)]
            made = client(port, self.account, service, "eu-west-1")
            return {
                "ec2": lambda: made.describe_vpcs(),
                "iam": lambda: made.list_roles(),
                "sts": lambda: made.get_caller_identity(),
                "s3": lambda: made.list_buckets(),
                "kms": lambda: made.list_keys(),
                "logs": lambda: made.describe_log_groups(),
                "route53": lambda: made.list_hosted_zones(),
                "sqs": lambda: made.list_queues(),
                "sns": lambda: made.list_topics(),
                "dynamodb": lambda: made.list_tables(),
                "organizations": lambda: made.list_roots,
            }[service]()

        with ThreadPoolExecutor(16) as pool:
            self.assertEqual(44, len(list(pool.map(first_call, range(44)))))

    def test_an_object_may_be_named_like_our_own_paths(self):
        s3 = self.ours("s3")
        name = bucket(s3, f"b-{self.account}")
        connection = http.client.HTTPConnection("127.0.0.1", fake())
        self.addCleanup(connection.close)
        host = {"Host": f"{name}.s3.eu-west-1.amazonaws.com", "x-moto-account-id": self.account}
        connection.request("PUT", "/lakewright/facts", body=b"{}", headers=host)
        self.assertEqual(200, connection.getresponse().status)
        self.assertEqual(["lakewright/facts"], [o["Key"] for o in s3.list_objects_v2(Bucket=name)["Contents"]])

    def test_a_body_may_come_in_pieces_or_wait_to_be_asked_for(self):
        s3 = self.ours("s3")
        name = bucket(s3, f"b-{self.account}")
        with socket.create_connection(("127.0.0.1", fake())) as connection:
            head = (
                f"PUT /{name}/%s HTTP/1.1\r\nHost: s3.eu-west-1.amazonaws.com\r\nx-moto-account-id: {self.account}\r\n"
            )
            pieces = "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
            connection.sendall((head % "pieces" + pieces).encode())
            self.assertIn(b"HTTP/1.1 200", connection.recv(4096))
            connection.sendall((head % "asked" + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n").encode())
            self.assertIn(b"HTTP/1.1 100", connection.recv(4096))
            connection.sendall(b"xyz")
            self.assertIn(b"HTTP/1.1 200", connection.recv(4096))
        self.assertEqual(b"abcde", s3.get_object(Bucket=name, Key="pieces")["Body"].read())
        self.assertEqual(b"xyz", s3.get_object(Bucket=name, Key="asked")["Body"].read())

    def test_nothing_else_is_ours(self):
        self.assertEqual(404, ask("nothing")[0])
        self.assertEqual(404, ask("facts", {})[0])
