namespace CityKit.Credentials.OpenId;

/// <summary>A claim that a query asks for (OpenID4VP 1.0, 6.3).</summary>
/// <param name="Path">The way to it, one step or more.</param>
public sealed record DcqlClaim(IReadOnlyList<DcqlStep> Path)
{
    /// <summary>Its id within the credential, for <see cref="DcqlCredential.ClaimSets"/>; null when nothing names it.</summary>
    public string? Id { get; init; }

    /// <summary>The values of which it must have one; empty for any value.</summary>
    public IReadOnlyList<DcqlValue> Values { get; init; } = [];

    /// <summary>A claim by the steps to it.</summary>
    public static DcqlClaim Of(params ReadOnlySpan<DcqlStep> path) => new(path.ToArray());

    /// <summary>The way to it as a JSON pointer.</summary>
    public override string ToString() => "/" + string.Join('/', Path);
}
