import unittest

from layer.call import Call
from layer.errors import Refused
from layer.patience import SECONDS, Patience

DELETE, OTHER = Call("ec2", "DeleteSubnet", "ec2"), Call("ec2", "DeleteVpcEndpoints", "ec2")
LOOK = Call("ec2", "DescribeSubnets", "ec2")
IN_USE = Refused("DependencyViolation", "The subnet 'subnet-1' has dependencies and cannot be deleted.")


class Refusals(unittest.TestCase):
    def setUp(self):
        self.now = 1000.0
        self.patience = Patience(lambda: self.now)

    def asked_after(self, seconds, asked=DELETE, refused=IN_USE):
        self.now += seconds
        return self.patience.final(asked, refused)

    def test_a_refusal_is_final_once_nothing_has_changed_for_long(self):
        self.assertIsNone(self.asked_after(0))
        self.assertIsNone(self.asked_after(SECONDS))
        final = self.asked_after(1)
        self.assertEqual("DependencyViolation.Final", final.code)
        self.assertIn("nothing changed", final.message)

    def test_a_change_begins_it_anew_and_a_look_does_not(self):
        self.asked_after(0)
        self.now += SECONDS
        self.patience.answered(OTHER)
        self.assertIsNone(self.asked_after(SECONDS))
        self.patience.answered(LOOK)
        self.assertIsNotNone(self.asked_after(1))

    def test_each_refusal_has_its_own_time(self):
        self.asked_after(0)
        other = Refused("DependencyViolation", "The subnet 'subnet-2' has dependencies and cannot be deleted.")
        self.assertIsNone(self.asked_after(SECONDS + 1, refused=other))
        self.assertIsNotNone(self.asked_after(0))

    def test_a_look_may_be_refused_for_ever(self):
        self.asked_after(0, asked=LOOK)
        self.assertIsNone(self.asked_after(SECONDS * 2, asked=LOOK))
