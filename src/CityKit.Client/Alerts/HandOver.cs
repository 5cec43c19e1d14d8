using NodaTime;

namespace CityKit.Client.Alerts;

/// <summary>What a duty officer handed over at the end of a shift (交接班).</summary>
/// <param name="Id">Its id, 32 hexadecimal digits.</param>
/// <param name="From">Who handed over.</param>
/// <param name="At">When.</param>
public sealed record HandOver(string Id, string From, Instant At)
{
    /// <summary>Who is to accept; null for anybody in the room.</summary>
    public string? To { get; init; }

    /// <summary>The id of the record that has the note, <c>record:</c> before it.</summary>
    public string? Note { get; init; }

    /// <summary>The open leads, by id.</summary>
    public IReadOnlyList<string> Leads { get; init => field = value ?? []; } = [];

    /// <summary>The open alerts, by id.</summary>
    public IReadOnlyList<string> Alerts { get; init => field = value ?? []; } = [];

    /// <summary>The open work items, by id.</summary>
    public IReadOnlyList<string> Items { get; init => field = value ?? []; } = [];

    /// <summary>Whether more was open than a hand-over has of a kind.</summary>
    public bool HasMore { get; init; }

    /// <summary>When it was accepted.</summary>
    public Instant? AcceptedAt { get; init; }

    /// <summary>Who accepted it.</summary>
    public string? AcceptedBy { get; init; }
}
