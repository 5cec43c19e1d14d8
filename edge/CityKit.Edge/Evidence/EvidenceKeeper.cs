using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Gpio;

namespace CityKit.Edge.Evidence;

/// <summary>Records, signs and stores evidence beside the loop (证据保管): gets edges and events from the loop's thread.</summary>
/// <param name="sensors">Whose detections are kept.</param>
/// <param name="store">Where the files go.</param>
/// <param name="key">The device's key; not disposed here.</param>
internal sealed class EvidenceKeeper(IReadOnlyList<EvidenceSensor> sensors, IEvidenceStore store, DeviceKey key)
{
    private EvidenceRecorder? recorder;
    private long notStored;

    /// <summary>Detections whose evidence was not kept: too many waited at once, or the store refused. Safe for any thread.</summary>
    public long Refused => (recorder?.Refused ?? 0) + Interlocked.Read(ref notStored);

    internal void Begin(IReadOnlyList<string> lines, long now) => recorder = new EvidenceRecorder(sensors, lines, now);

    internal void Take(ReadOnlySpan<LineEvent> edges)
    {
        foreach (ref readonly var edge in edges) recorder?.Take(edge);
    }

    private void Tell(EvidenceStored stored, Action<EvidenceStored> told)
    {
        if (stored.Refusal is not null) Interlocked.Increment(ref notStored);
        told(stored);
    }

    internal void Take(CityEvent told) => recorder?.Take(told);

    /// <summary>Writes what is complete by a moment; what the store said goes to the caller.</summary>
    internal void Write(long until, DeviceId device, Func<BootClock> clock, Action<EvidenceStored> told)
    {
        while (recorder?.Due <= until && recorder.Next(until, device, clock()) is { } record)
            Tell(Keep(record), told);
    }

    /// <summary>A store that throws has not kept it.</summary>
    private EvidenceStored Keep(EvidenceRecord record)
    {
        try
        {
            return store.Add(record.Detection.Sensor.Value, EvidenceFile.Write(record, key));
        }
        catch
        {
            Interlocked.Increment(ref notStored);
            throw;
        }
    }
}
