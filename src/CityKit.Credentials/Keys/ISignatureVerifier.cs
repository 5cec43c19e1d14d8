namespace CityKit.Credentials.Keys;

/// <summary>A public key ready to verify signatures of one algorithm (验签). Safe to use from several threads at once.</summary>
public interface ISignatureVerifier : IDisposable
{
    /// <summary>The name in the header's <c>alg</c>.</summary>
    string Algorithm { get; }

    /// <summary>
    /// Whether a signature, in the form of JOSE (r and s, one after the other), is this key's over these bytes. Never throws for bad bytes.
    /// </summary>
    bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature);
}
