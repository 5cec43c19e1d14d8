namespace CityKit.Client.Profiles;

/// <summary>What people call something of a profile.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Zh">In Chinese.</param>
/// <param name="En">In English.</param>
public sealed record ProfileName(string Id, string Zh, string En)
{
    /// <summary>Of a state: the stage that it is in; null for what is no state.</summary>
    public string? Stage { get; init; }

    /// <summary>Of a state: whether the work is over.</summary>
    public bool Closed { get; init; }
}
