namespace CityKit.Credentials.Keys;

/// <summary>
/// A private key that signs (签名): in memory, or in a certified module behind this seam. Safe to use from several threads at once.
/// </summary>
public interface ISigner
{
    /// <summary>The name in the header's <c>alg</c>.</summary>
    string Algorithm { get; }

    /// <summary>The public half.</summary>
    PublicJwk PublicKey { get; }

    /// <summary>Signs these bytes.</summary>
    /// <returns>The signature in the form of JOSE: r and s, one after the other.</returns>
    byte[] Sign(ReadOnlySpan<byte> data);
}
