namespace CityKit.Credentials.Status;

/// <summary>What a status list says about a token (状态结论). Only <see cref="Valid"/> lets it through.</summary>
public enum StatusVerdict
{
    /// <summary>Nothing that can be relied on: no list, no such index, a list that is not in force yet, or another status than 0, 1 and 2. The default.</summary>
    Unknown,

    /// <summary>Status 0 in a list that is recent enough.</summary>
    Valid,

    /// <summary>Status 1: revoked, for good (吊销).</summary>
    Revoked,

    /// <summary>Status 2: suspended, which may be lifted (暂停).</summary>
    Suspended,

    /// <summary>The list has expired, or is older than the policy allows (过期的状态列表), whatever it says.</summary>
    Stale,
}
