using CityKit.Core;

namespace CityKit.Client.Chains;

/// <summary>A rule as it was in force (当时规则).</summary>
public sealed record LinkRule
{
    /// <summary>The title of its alerts.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>What it looks for, for people.</summary>
    public LocalizedText? Words { get; init; }

    /// <summary>The same in the words of its file.</summary>
    public string? When { get; init; }

    /// <summary>Where it runs: edge, hub.</summary>
    public string? Where { get; init; }

    /// <summary>The law that makes it a duty.</summary>
    public string? Duty { get; init; }

    /// <summary>What a household must have consented to.</summary>
    public string? Purpose { get; init; }

    /// <summary>The first 12 digits of the SHA-256 of its file.</summary>
    public string? Version { get; init; }

    /// <summary>The journal entry that put it in force; null when that is far back.</summary>
    public long? Entry { get; init; }
}
