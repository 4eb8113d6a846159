"""Identity providers of SAML: their tags are kept, and their names taken. moto drops the tags that one is created with,
knows no others, and makes a second provider in the first one's place.
"""

from moto.core.responses import ActionResult, EmptyResult
from moto.iam.responses import IamResponse

from .errors import Refused
from .patch import adds, around


@around(IamResponse, "create_saml_provider")
def create_saml_provider(original, self):
    name = self._get_param("Name")
    if name in self.backend.saml_providers:
        raise Refused("EntityAlreadyExists", f"SAMLProvider with name {name} already exists.", 409)
    answer = original(self)
    provider = self.backend.saml_providers[name]
    provider.tags = self._get_param("Tags", [])
    return answer


@adds(IamResponse)
def tag_saml_provider(self):
    provider, told = provider_of(self), self._get_param("Tags", [])
    new = {tag["Key"] for tag in told}
    provider.tags = [tag for tag in provider.tags if tag["Key"] not in new] + told
    return EmptyResult()


@adds(IamResponse)
def untag_saml_provider(self):
    provider, keys = provider_of(self), self._get_param("TagKeys", [])
    provider.tags = [tag for tag in provider.tags if tag["Key"] not in keys]
    return EmptyResult()


@adds(IamResponse)
def list_saml_provider_tags(self):
    return ActionResult({"Tags": provider_of(self).tags, "IsTruncated": False})


def provider_of(request):
    return request.backend.get_saml_provider(request._get_param("SAMLProviderArn"))
