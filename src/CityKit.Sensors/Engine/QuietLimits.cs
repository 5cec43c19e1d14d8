namespace CityKit.Sensors.Engine;

/// <summary>
/// The limits of one sensor: the range around its value in which none of them is passed in either direction stands for all of them. Each
/// would remember of such a reading only when it was. A part of <see cref="QuietWatches"/>, in place: a reading looks at nothing else.
/// </summary>
internal struct QuietLimits(ThresholdWatch[] members)
{
    private readonly ThresholdWatch[] members = members;
    private long from;
    private long to;
    private long last;
    private bool sleep;

    internal readonly int Count => members.Length;

    /// <summary>Takes a reading for those asleep. After a false they must be woken and judge it themselves.</summary>
    internal bool Takes(in Observation reading, long at)
    {
        if (!sleep) return true;
        if (reading.Value < from || reading.Value > to || ThresholdWatch.IsHole(last, at, Clock.Span(reading.Span))) return false;
        last = at;
        return true;
    }

    /// <summary>Puts those to sleep that the next readings may not concern; all are awake and have judged this one.</summary>
    /// <returns>How many stay awake.</returns>
    internal int Doze(in Observation reading, long at)
    {
        (from, to, last) = (long.MinValue, long.MaxValue, at);
        var awake = 0;
        foreach (var member in members)
            if (member.IsSteady(at)) Sleep(member, reading.Value);
            else awake++;
        sleep = awake < members.Length;
        return awake;
    }

    /// <summary>Each one asleep gets what it would remember by now.</summary>
    internal readonly void Wake()
    {
        foreach (var member in members)
            if (member.IsAsleep) member.Wake(last);
    }

    private void Sleep(ThresholdWatch member, long value)
    {
        member.Sleep();
        member.Range.Around(value, ref from, ref to);
    }
}
