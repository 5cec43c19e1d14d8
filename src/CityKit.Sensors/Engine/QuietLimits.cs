namespace CityKit.Sensors.Engine;

/// <summary>
/// The limits of one sensor: the range around its value in which none of them is passed in either direction stands for all of them. Each
/// would remember of such a reading only when it was.
/// </summary>
internal sealed class QuietLimits(ThresholdWatch[] members) : QuietGroup
{
    private long from;
    private long to;
    private long last;

    internal override int Count => members.Length;

    internal override bool Takes(in Observation reading, long at)
    {
        if (reading.Value < from || reading.Value > to || ThresholdWatch.IsHole(last, at, Clock.Span(reading.Span))) return false;
        last = at;
        return true;
    }

    internal override int Doze(in Observation reading, long at)
    {
        (from, to, last) = (long.MinValue, long.MaxValue, at);
        var awake = 0;
        foreach (var member in members)
            if (member.IsSteady(at)) Sleep(member, reading.Value);
            else awake++;
        return awake;
    }

    internal override void Wake()
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
