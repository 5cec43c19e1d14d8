namespace CityKit.Client.Alerts;

/// <summary>What is handed over at the end of a shift: what the caller has, what is named instead, or all that is open.</summary>
/// <param name="CommandId">The command's id.</param>
public sealed record Shift(string CommandId)
{
    /// <summary>The account of who is to accept; null for anybody in the room.</summary>
    public string? To { get; init; }

    /// <summary>What the next one has to know, up to 500 characters.</summary>
    public string? Note { get; init; }

    /// <summary>True for all that is open, of each kind that is not named.</summary>
    public bool? All { get; init; }

    /// <summary>Leads by id; null for those that the caller has taken.</summary>
    public IReadOnlyList<string>? Leads { get; init; }

    /// <summary>Alerts by id; null for those that are assigned to the caller.</summary>
    public IReadOnlyList<string>? Alerts { get; init; }

    /// <summary>Work items by id; null for none.</summary>
    public IReadOnlyList<string>? Items { get; init; }
}
