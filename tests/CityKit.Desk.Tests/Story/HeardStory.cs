using CityKit.Samples.Compound.Timeline;
using NodaTime;

namespace CityKit.Desk.Tests.Story;

/// <summary>Keeps what the sample tells.</summary>
internal sealed class HeardStory : IStory
{
    private const string Fall = "canopy's barriers", Order = "CK2026-000008";
    private static readonly Instant Begins = Instant.FromUtc(2026, 9, 4, 7, 5), Ends = Begins + Duration.FromHours(2);
    private readonly List<StoryLine> lines = [];

    /// <inheritdoc/>
    public void Tell(StoryLine line)
    {
        lock (lines) lines.Add(line);
    }

    /// <summary>The lines of the fall on the second day, and of the order that came of it, in the order of their times.</summary>
    internal IReadOnlyList<StoryLine> OfTheFall()
    {
        lock (lines) return [.. lines.Where(line => line.At >= Begins && line.At < Ends && IsOfTheFall(line)).OrderBy(line => line.At)];
    }

    private static bool IsOfTheFall(StoryLine line) =>
        line.Text.StartsWith("canopy:", StringComparison.Ordinal) || line.Text.Contains(Fall, StringComparison.Ordinal)
        || line.Text.Contains(Order, StringComparison.Ordinal);
}
