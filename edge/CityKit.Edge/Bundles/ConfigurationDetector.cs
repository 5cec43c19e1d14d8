using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Detectors;

namespace CityKit.Edge.Bundles;

/// <summary>
/// Tells the hub, within a minute, that a configuration was rolled back or refused, as a fault of the device; and that a later one proved itself, which ends the fault.
/// What was told is kept with the events, so each is told once, whatever was killed in between.
/// </summary>
internal sealed class ConfigurationDetector(Func<BundleReport> report) : IDetector
{
    private const long Minute = 60_000_000_000;
    private const string Tag = "configuration";
    private const int Values = 5;
    private long last;
    private (long Version, bool Open) rolledBack;
    private (long Version, bool Open) refused;

    public SensorName Sensor => SensorName.Device;

    public IReadOnlyList<string> Lines => [];

    public long? Due => (last / Minute + 1) * Minute;

    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output) => Tell(now, output);

    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output) { }

    public void OnTime(long nanoseconds, IDetectorOutput output)
    {
        if (nanoseconds >= Due) Tell(nanoseconds, output);
    }

    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output) => Tell(to, output);

    public void Save(ref WireWriter writer)
    {
        writer.Begin(Tag, Values);
        writer.WriteInt64(last);
        writer.WriteInt64(rolledBack.Version);
        writer.WriteBoolean(rolledBack.Open);
        writer.WriteInt64(refused.Version);
        writer.WriteBoolean(refused.Open);
    }

    public void Load(ref WireReader reader)
    {
        reader.Begin(Tag, Values);
        var time = reader.ReadTime();
        var (back, not) = ((reader.ReadTime(), reader.ReadBoolean()), (reader.ReadTime(), reader.ReadBoolean()));
        if (reader.Error is null) (last, rolledBack, refused) = (time, back, not);
    }

    private void Tell(long at, IDetectorOutput output)
    {
        var now = report();
        rolledBack = Tell(at, "configuration-rolled-back", rolledBack, (now.RolledBack, now.RolledBackWhy), now, output);
        refused = Tell(at, "configuration-refused", refused, (now.Refused, now.RefusedWhy), now, output);
        last = at;
    }

    private static (long Version, bool Open) Tell(long at, string reason, (long Version, bool Open) told, (long Version, string Why) known, BundleReport now, IDetectorOutput output)
    {
        if (known.Version > told.Version)
        {
            Add(at, 1, reason, known.Version, known.Why, now, output);
            told = (known.Version, true);
        }
        if (!told.Open || now.IsOnTrial || now.Version <= told.Version) return told;
        Add(at, 0, reason, told.Version, "newer-in-force", now, output);
        return (told.Version, false);
    }

    private static void Add(long at, long present, string reason, long version, string detail, BundleReport now, IDetectorOutput output) =>
        output.Add(EventKind.Fault, at, present, fields: EventFields.Of(
            new EventField("reason", reason), new EventField("version", version), new EventField("running", now.Version), new EventField("detail", detail)));
}
