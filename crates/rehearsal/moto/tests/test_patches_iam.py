from .harness import Rehearsed

METADATA = f'<EntityDescriptor entityID="https://idp.example.com/{"x" * 1000}"/>'


class SamlProviders(Rehearsed):
    def test_tags_are_kept_changed_and_listed(self):
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            iam = moto("iam")
            tags = [{"Key": "a", "Value": "1"}]
            made = iam.create_saml_provider(Name="idp", SAMLMetadataDocument=METADATA, Tags=tags)
            told = iam.get_saml_provider(SAMLProviderArn=made["SAMLProviderArn"])
            self.assertEqual(is_right, told.get("Tags") == tags)
        iam, arn = self.ours("iam"), made["SAMLProviderArn"]
        iam.tag_saml_provider(SAMLProviderArn=arn, Tags=[{"Key": "a", "Value": "2"}, {"Key": "b", "Value": "3"}])
        iam.untag_saml_provider(SAMLProviderArn=arn, TagKeys=["b"])
        self.assertEqual([{"Key": "a", "Value": "2"}], iam.list_saml_provider_tags(SAMLProviderArn=arn)["Tags"])

    def test_a_name_is_taken(self):
        for moto, is_right in ((self.ours, True), (self.stock, False)):
            again = {"Name": "idp", "SAMLMetadataDocument": METADATA}
            moto("iam").create_saml_provider(**again)
            if is_right:
                self.refused("EntityAlreadyExists", moto("iam").create_saml_provider, **again)
            else:
                moto("iam").create_saml_provider(**again)
