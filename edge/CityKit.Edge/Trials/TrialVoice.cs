using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Detectors;

namespace CityKit.Edge.Trials;

/// <summary>
/// Reports that a version was rolled back or refused, each once, as a fault of the device; and that a later one proved itself, which ends
/// the fault.
/// </summary>
/// <param name="what">What has versions: the beginning of the reasons.</param>
internal sealed class TrialVoice(string what)
{
    private (long Version, bool Open) rolledBack;
    private (long Version, bool Open) refused;

    internal const int Values = 4;

    internal void Report(long at, TrialReport now, IDetectorOutput output)
    {
        rolledBack = Report(at, $"{what}-rolled-back", rolledBack, (now.RolledBack, now.RolledBackWhy), now, output);
        refused = Report(at, $"{what}-refused", refused, (now.Refused, now.RefusedWhy), now, output);
    }

    internal void Save(ref WireWriter writer)
    {
        writer.WriteInt64(rolledBack.Version);
        writer.WriteBoolean(rolledBack.Open);
        writer.WriteInt64(refused.Version);
        writer.WriteBoolean(refused.Open);
    }

    internal void Load(ref WireReader reader)
    {
        var (back, not) = ((reader.ReadTime(), reader.ReadBoolean()), (reader.ReadTime(), reader.ReadBoolean()));
        if (reader.Error is null) (rolledBack, refused) = (back, not);
    }

    private static (long Version, bool Open) Report(long at, string reason, (long Version, bool Open) reported,
        (long Version, string Why) known, TrialReport now, IDetectorOutput output)
    {
        if (known.Version > reported.Version)
        {
            Add(at, 1, reason, known.Version, known.Why, now, output);
            reported = (known.Version, true);
        }
        if (!reported.Open || now.IsOnTrial || now.Version <= reported.Version) return reported;
        Add(at, 0, reason, reported.Version, "newer-in-force", now, output);
        return (reported.Version, false);
    }

    private static void Add(long at, long present, string reason, long version, string detail, TrialReport now, IDetectorOutput output) =>
        output.Add(EventKind.Fault, at, present, fields: EventFields.Of(
            new EventField("reason", reason), new EventField("version", version), new EventField("running", now.Version),
            new EventField("detail", detail)));
}
