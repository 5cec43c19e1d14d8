namespace CityKit.Credentials.Trust;

/// <summary>An issuer that is trusted (受信签发方): its keys, and the types of credential that it may issue.</summary>
/// <param name="Id">Its id as tokens name it (<c>iss</c>), compared letter by letter; 1 to 512 bytes of UTF-8.</param>
/// <param name="Keys">Its keys, at most 16, each with another id.</param>
/// <param name="Types">The types it may issue, as tokens name them (<c>vct</c>, or a pass's type), at most 64. No others.</param>
public sealed record Issuer(string Id, IReadOnlyList<IssuerKey> Keys, IReadOnlyList<string> Types)
{
    internal const int MaxText = 512;
    internal const int MaxKeys = 16;
    internal const int MaxTypes = 64;

    /// <summary>Whether it may issue this type.</summary>
    public bool MayIssue(string type) => Types.Contains(type, StringComparer.Ordinal);
}
