using CityKit.Core.Wire;

namespace CityKit.Edge.Detectors.Barriers;

/// <summary>
/// One beam: its level, the dark interval that is going on or may still go on, and those that wait for their partner in the other beam.
/// </summary>
internal sealed class Beam
{
    internal const int MaxWaiting = 8;
    private long? openStart;
    private long? openEnd;

    internal bool Dark { get; private set; }

    /// <summary>When the level last changed.</summary>
    internal long Since { get; private set; }

    internal bool Stuck { get; set; }

    internal List<DarkInterval> Waiting { get; private init; } = [];

    /// <summary>The end of the interval that may still go on; null while dark or when there is none.</summary>
    internal long? OpenEnd => openEnd;

    internal void Reset(bool dark, long at)
    {
        (Dark, Since) = (dark, at);
        Forget();
        Waiting.Clear();
    }

    internal void OnEdge(bool dark, long at)
    {
        if (dark == Dark) return; // two edges that merged: too short for any object
        (Dark, Since) = (dark, at);
        if (dark) (openStart, openEnd) = (openStart ?? at, null);
        else if (openStart is not null) openEnd = at;
    }

    /// <summary>Takes a level that is no object's.</summary>
    internal void Follow(bool dark, long at)
    {
        if (dark != Dark) (Dark, Since) = (dark, at);
    }

    /// <summary>True while an object may be in the beam, or one that was waits for its partners.</summary>
    internal bool IsBusy => Dark || openStart is not null || Waiting.Count > 0;

    /// <summary>Drops the interval that is going on.</summary>
    internal void Forget() => openStart = openEnd = null;

    internal DarkInterval Close()
    {
        var interval = new DarkInterval(openStart!.Value, openEnd!.Value);
        Forget();
        return interval;
    }

    internal void Save(ref WireWriter writer)
    {
        writer.WriteArrayHeader(5 + 2 * Waiting.Count);
        writer.WriteBoolean(Dark);
        writer.WriteInt64(Since);
        writer.WriteBoolean(Stuck);
        writer.WriteOptional(openStart);
        writer.WriteOptional(openEnd);
        foreach (var interval in Waiting)
        {
            writer.WriteInt64(interval.Start);
            writer.WriteInt64(interval.End);
        }
    }

    internal static Beam Load(ref WireReader reader)
    {
        var at = reader.Position;
        var count = reader.ReadArrayHeader();
        if (count < 5 || count > 5 + 2 * MaxWaiting || count % 2 == 0) reader.Reject(at,
            WireError.Values(count), new("5 个值和至多 8 对", "5 and at most 8 pairs"));
        var beam = new Beam
        {
            Dark = reader.ReadBoolean(),
            Since = reader.ReadTime(),
            Stuck = reader.ReadBoolean(),
            openStart = reader.ReadOptionalTime(),
            openEnd = reader.ReadOptionalTime(),
        };
        for (var i = 5; i < count && reader.Error is null; i += 2) beam.Waiting.Add(new DarkInterval(reader.ReadTime(), reader.ReadTime()));
        if (beam.openEnd is not null && beam.openStart is null) reader.Reject(at,
            new("有终点而无起点", "an end without a start"), new("两者都有或都没有", "both or none"));
        return beam;
    }
}
