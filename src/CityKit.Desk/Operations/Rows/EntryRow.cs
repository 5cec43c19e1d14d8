using System.Text.Json;
using CityKit.Core;
using NodaTime;

namespace CityKit.Desk.Operations.Rows;

/// <summary>A journal entry as <c>journal/list</c> and, with what it holds, <c>journal/entry</c> have it.</summary>
internal sealed record EntryRow(long Number, string Kind, string Key, long Bytes, Instant ReceivedAt)
{
    /// <summary>The device, the feed or the kind of command that it is about.</summary>
    public string? About { get; init; }

    public bool Pruned { get; init; }

    public string? Sha256 { get; init; }

    public SealPart? Seal { get; init; }

    public JsonElement? Command { get; init; }

    public JsonElement? Batch { get; init; }

    public JsonElement? Feed { get; init; }

    public JsonElement? Observation { get; init; }

    /// <summary>The notifications of its commit.</summary>
    public IReadOnlyList<ToldRow> Told { get; init; } = [];

    public IReadOnlyList<PartRow> Parts { get; init; } = [];

    public IReadOnlyList<string> Relayed { get; init; } = [];

    internal sealed record SealPart(long First, long Last, string Hash, bool Fits);

    internal sealed record ToldRow(string Kind, string Subject, LocalizedText Text);

    internal sealed record PartRow(string Part, long Bytes, string Sha256);
}
