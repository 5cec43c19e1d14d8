namespace CityKit.Credentials.Status;

/// <summary>What a fetch of a status list brought (状态列表获取结果).</summary>
/// <param name="Token">The token in its compact form, not yet verified; null when it could not be had.</param>
/// <param name="Problem">Why it could not be had.</param>
public sealed record StatusFetch(string? Token, CredentialProblem? Problem)
{
    /// <summary>A token that was fetched.</summary>
    public static StatusFetch Of(string token) => new(token, null);

    /// <summary>A fetch that failed.</summary>
    public static StatusFetch Failed(CredentialProblem problem) => new(null, problem);
}
