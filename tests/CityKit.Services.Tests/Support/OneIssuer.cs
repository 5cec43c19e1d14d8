using CityKit.Credentials;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Tokens;

namespace CityKit.Services.Tests.Support;

/// <summary>One trusted key, whoever the token says its issuer is.</summary>
internal sealed class OneIssuer(PublicJwk key) : IIssuerKeys
{
    private readonly ISignatureVerifier verifier = SignatureSuites.Default.Find("ES256")!.Import(key)!;

    public ISignatureVerifier? Find(in KeyQuery query, out CredentialProblem? problem)
    {
        problem = null;
        return verifier;
    }
}
