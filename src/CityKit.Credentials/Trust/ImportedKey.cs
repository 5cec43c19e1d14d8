using CityKit.Credentials.Keys;

namespace CityKit.Credentials.Trust;

/// <summary>An issuer's key that is imported when it is first needed, and once.</summary>
internal sealed class ImportedKey(IssuerKey key, SignatureSuites suites)
{
    private readonly Lazy<ISignatureVerifier?> verifier = new(() => Import(key.Key, suites));

    internal IssuerKey Key => key;

    internal string? Id => key.Key.Id;

    /// <summary>Null when no accepted suite takes the key.</summary>
    internal ISignatureVerifier? Verifier => verifier.Value;

    private static ISignatureVerifier? Import(PublicJwk key, SignatureSuites suites) =>
        suites.Algorithms.Select(name => suites.Find(name)!.Import(key)).FirstOrDefault(imported => imported is not null);
}
