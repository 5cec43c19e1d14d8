using CityKit.Credentials.Keys;
using CityKit.Credentials.Tokens;

namespace CityKit.Credentials.Tests.Support;

/// <summary>One trusted key, whoever the token says its issuer is.</summary>
internal sealed class OneIssuer(PublicJwk key, ISignatureSuite? suite = null) : IIssuerKeys
{
    private readonly ISignatureVerifier verifier = (suite ?? Es256Suite.Instance).Import(key)!;

    internal bool IsTrusted { get; set; } = true;

    public ISignatureVerifier? Find(in KeyQuery query, out CredentialProblem? problem)
    {
        problem = null;
        return IsTrusted ? verifier : null;
    }
}
