using NodaTime;

namespace CityKit.Sensors.Register;

/// <summary>
/// One register in one period of the sensor register: its last good readings, and those in doubt. A value that falls, or rises by more than
/// can have gone through, is in doubt. A reading that follows from the last good one refutes it; two more that follow from it confirm it as
/// a new base.
/// </summary>
internal sealed class RegisterTrack
{
    /// <summary>So many readings can still be corrected: hourly ones for two days and more.</summary>
    internal const int MaxReadings = 64;

    /// <summary>So many readings, each following from the one before, make a new base.</summary>
    internal const int NewBaseReadings = 3;

    internal List<RegisterValue> Readings { get; } = [];

    internal List<RegisterValue> Doubtful { get; } = [];

    internal RegisterStep Read(Sensor sensor, RegisterValue read)
    {
        if (read.Shown < 0 || read.Shown >= sensor.Rollover) return Step(RegisterStepKind.Impossible, read);
        if (Readings.Count == 0) return First(read);
        if (read.At <= Readings[^1].At) return Earlier(sensor, read);
        if (Doubtful.Count > 0 && read.At <= Doubtful[^1].At) return InDoubt(read);
        return Follows(sensor, Readings[^1], read) is { } amount ? Good(read, amount) : Doubt(sensor, read);
    }

    private RegisterStep First(RegisterValue read)
    {
        Keep(read with { IsBase = true });
        return Step(RegisterStepKind.First, read);
    }

    private RegisterStep Good(RegisterValue read, long amount)
    {
        var kind = Doubtful.Count > 0 ? RegisterStepKind.Refuted : RegisterStepKind.Interval;
        var span = read.At - Readings[^1].At;
        Doubtful.Clear();
        Keep(read);
        return new RegisterStep(kind, read.At, span, amount);
    }

    private RegisterStep Doubt(Sensor sensor, RegisterValue read)
    {
        var kind = Doubtful.Count == 0 ? RegisterStepKind.Doubtful : RegisterStepKind.StillDoubtful;
        if (Doubtful.Count > 0 && Follows(sensor, Doubtful[^1], read) is null) Doubtful.Clear();
        Doubtful.Add(read);
        return Doubtful.Count < NewBaseReadings ? Step(kind, read) with { Known = Readings[^1].Shown } : NewBase(sensor, read);
    }

    private RegisterStep NewBase(Sensor sensor, RegisterValue read)
    {
        var first = Doubtful[0];
        var amount = Through(sensor, first, read);
        for (var i = 0; i < Doubtful.Count; i++) Keep(Doubtful[i] with { IsBase = i == 0 });
        Doubtful.Clear();
        return new RegisterStep(RegisterStepKind.NewBase, read.At, read.At - first.At, amount) { Known = first.Shown };
    }

    /// <summary>A second value for a time in doubt is one more doubtful value, unless it is the same.</summary>
    private RegisterStep InDoubt(RegisterValue read)
    {
        var at = Doubtful.FindIndex(d => d.At == read.At);
        if (at < 0) return Step(RegisterStepKind.OutOfOrder, read);
        if (Doubtful[at].Shown == read.Shown) return Step(RegisterStepKind.Duplicate, read);
        Doubtful.RemoveRange(at, Doubtful.Count - at);
        Doubtful.Add(read);
        return Step(RegisterStepKind.StillDoubtful, read) with { Known = Readings[^1].Shown };
    }

    private RegisterStep Earlier(Sensor sensor, RegisterValue read)
    {
        var at = Readings.FindIndex(r => r.At == read.At);
        if (at < 0) return Step(RegisterStepKind.OutOfOrder, read);
        var known = Readings[at];
        if (known.Shown == read.Shown) return Same(at, read);
        var kind = read.IsEstimate && !known.IsEstimate ? RegisterStepKind.Outranked
            : Fits(sensor, at, read) ? RegisterStepKind.Corrected : RegisterStepKind.Misfit;
        return kind == RegisterStepKind.Corrected ? Correct(sensor, at, read) : Step(kind, read) with { Known = known.Shown };
    }

    /// <summary>An actual reading that confirms an estimate is no longer one.</summary>
    private RegisterStep Same(int at, RegisterValue read)
    {
        if (!read.IsEstimate) Readings[at] = Readings[at] with { IsEstimate = false };
        return Step(RegisterStepKind.Duplicate, read);
    }

    private RegisterStep Correct(Sensor sensor, int at, RegisterValue read)
    {
        var (before, known) = (Intervals(sensor), Readings[at]);
        Readings[at] = read with { IsBase = known.IsBase };
        return Step(RegisterStepKind.Corrected, read) with { Known = known.Shown, Before = before, After = Intervals(sensor) };
    }

    private bool Fits(Sensor sensor, int at, RegisterValue read) =>
        (Readings[at].IsBase || at == 0 || Follows(sensor, Readings[at - 1], read) is not null)
        && (at == Readings.Count - 1 || Readings[at + 1].IsBase || Follows(sensor, read, Readings[at + 1]) is not null);

    private List<RegisterInterval> Intervals(Sensor sensor)
    {
        var intervals = new List<RegisterInterval>();
        for (var i = 1; i < Readings.Count; i++)
            if (!Readings[i].IsBase)
                intervals.Add(new RegisterInterval(Readings[i - 1].At, Readings[i].At, Through(sensor, Readings[i - 1], Readings[i])));
        return intervals;
    }

    private void Keep(RegisterValue read)
    {
        if (Readings.Count == MaxReadings) Readings.RemoveAt(0);
        Readings.Add(read);
    }

    /// <summary>What went through from one to the other; null when that cannot be.</summary>
    private static long? Follows(Sensor sensor, RegisterValue from, RegisterValue to)
    {
        var most = sensor.MostIn(to.At - from.At);
        if (to.Shown < from.Shown && (sensor.Rollover is null || most is null)) return null;
        var amount = Through(sensor, from, to);
        return amount <= (most ?? long.MaxValue) ? amount : null;
    }

    private static long Through(Sensor sensor, RegisterValue from, RegisterValue to) =>
        to.Shown >= from.Shown ? to.Shown - from.Shown : to.Shown + sensor.Rollover!.Value - from.Shown;

    private static RegisterStep Step(RegisterStepKind kind, RegisterValue read) => new(kind, read.At, Duration.Zero, 0);
}
