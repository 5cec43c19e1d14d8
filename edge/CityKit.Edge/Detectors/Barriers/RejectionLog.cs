using CityKit.Core;
using CityKit.Core.Wire;

namespace CityKit.Edge.Detectors.Barriers;

/// <summary>
/// Reports the first rejection for a reason at once and counts those of the minute after it into one, so that an hour of rain is not an
/// hour of events.
/// </summary>
internal sealed class RejectionLog
{
    private static readonly string[] Reasons = ["incomplete", "single-beam", "stuck", "too-fast", "too-long", "too-short", "too-slow",
        "uneven", "upward", "wrong-order"];
    private readonly long?[] quietUntil = new long?[Reasons.Length];
    private readonly long[] counts = new long[Reasons.Length];

    internal long? Due => quietUntil.Min();

    /// <summary>True for a minute after a rejection for the reason.</summary>
    internal bool IsRecent(string reason) => quietUntil[Array.IndexOf(Reasons, reason)] is not null;

    internal void Add(string reason, long at, IDetectorOutput output, params ReadOnlySpan<EventField> details)
    {
        var index = Array.IndexOf(Reasons, reason);
        if (quietUntil[index] is not null) { counts[index]++; return; }
        quietUntil[index] = at + Durations.Minute;
        output.Add(EventKind.Rejection, at, 1, fields: EventFields.Of([new EventField("reason", reason), .. details]));
    }

    internal void OnTime(long at, IDetectorOutput output)
    {
        for (var i = 0; i < Reasons.Length; i++)
        {
            if (quietUntil[i] > at || quietUntil[i] is null) continue;
            quietUntil[i] = counts[i] > 0 ? quietUntil[i] + Durations.Minute : null;
            Tell(i, at, Durations.Minute, output);
        }
    }

    /// <summary>Reports what is still counted, now.</summary>
    internal void Flush(long at, IDetectorOutput output)
    {
        for (var i = 0; i < Reasons.Length; i++) Tell(i, at, 0, output);
        Array.Clear(quietUntil);
    }

    internal void Save(ref WireWriter writer)
    {
        writer.WriteArrayHeader(2 * Reasons.Length);
        for (var i = 0; i < Reasons.Length; i++)
        {
            writer.WriteOptional(quietUntil[i]);
            writer.WriteInt64(counts[i]);
        }
    }

    internal static RejectionLog Load(ref WireReader reader)
    {
        var log = new RejectionLog();
        var at = reader.Position;
        if (reader.ReadArrayHeader() != 2 * Reasons.Length) reader.Reject(at,
            DetectorState.OtherCount, LocalizedText.Values($"{2 * Reasons.Length}"));
        for (var i = 0; i < Reasons.Length && reader.Error is null; i++)
            (log.quietUntil[i], log.counts[i]) = (reader.ReadOptionalTime(), reader.ReadTime());
        return log;
    }

    private void Tell(int index, long at, long span, IDetectorOutput output)
    {
        if (counts[index] > 0)
            output.Add(EventKind.Rejection, at, counts[index], span, fields: EventFields.Of(new EventField("reason", Reasons[index])));
        counts[index] = 0;
    }
}
