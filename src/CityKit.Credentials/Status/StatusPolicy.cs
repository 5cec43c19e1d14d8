using NodaTime;

namespace CityKit.Credentials.Status;

/// <summary>How old a status list may be for one kind of credential (状态列表的时限). An older one never answers valid.</summary>
/// <param name="MaxAge">The longest time since the list's <c>iat</c>; above zero.</param>
public sealed record StatusPolicy(Duration MaxAge)
{
    /// <summary>How far the issuer's clock may be off; 60 s.</summary>
    public Duration Skew { get; init; } = Duration.FromSeconds(60);
}
