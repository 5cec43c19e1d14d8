namespace CityKit.Credentials.Keys;

/// <summary>A signature algorithm of JOSE (签名算法) and the keys that it takes: the seam for SM2 and for certified modules.</summary>
public interface ISignatureSuite
{
    /// <summary>The name in the header's <c>alg</c>, such as <c>ES256</c>.</summary>
    string Algorithm { get; }

    /// <summary>Imports a key to verify with.</summary>
    /// <returns>The verifier; null when the key is not of this suite (curve, <c>alg</c>) or its point is not on the curve.</returns>
    ISignatureVerifier? Import(PublicJwk key);
}
