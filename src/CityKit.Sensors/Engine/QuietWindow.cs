using CityKit.Sensors.Alerts;

namespace CityKit.Sensors.Engine;

/// <summary>
/// Windows of one sensor that hold the same and differ in their limits: one window counts for all of them. A second one goes ahead to see
/// whether a reading leaves what it holds on the same side of every limit; so the first is as they were before a reading that does not.
/// </summary>
internal sealed class QuietWindow(StepWindowWatch[] members)
{
    private readonly CountingWindow counting = new(members[0].Plan, members[0].Sensor);
    private readonly CountingWindow ahead = new(members[0].Plan, members[0].Sensor);
    private readonly List<RuleOutcome> said = [];
    private bool sleep;

    internal int Count => members.Length;

    /// <summary>Stands for those asleep where readings and the sensor's time go by; null while none is.</summary>
    internal Watch? Stead => sleep ? counting : null;

    /// <summary>Looks at a reading for those asleep. After a false they must be woken and judge it themselves.</summary>
    internal bool Takes(in Observation reading, long at)
    {
        if (sleep) ahead.Observe(in reading, at, said);
        return IsQuiet;
    }

    /// <summary>Looks at a move of time for those asleep.</summary>
    internal bool Takes(long to)
    {
        if (sleep) ahead.Advance(to, said);
        return IsQuiet;
    }

    /// <summary>Puts those to sleep that hold what most do; all are awake and have judged the reading before.</summary>
    /// <returns>How many stay awake.</returns>
    internal int Doze()
    {
        said.Clear();
        if (MostlyLike() is not { } like) return members.Length;
        counting.TakeOver(like);
        ahead.TakeOver(like);
        ahead.Reset();
        var awake = 0;
        foreach (var member in members)
            if (member.IsLike(counting)) Sleep(member);
            else awake++;
        sleep = awake < members.Length;
        return awake;
    }

    /// <summary>Each one asleep gets what it would hold by now.</summary>
    internal void Wake()
    {
        foreach (var member in members)
            if (member.IsAsleep) member.TakeOver(counting);
        sleep = false;
    }

    private void Sleep(StepWindowWatch member)
    {
        member.Sleep();
        ahead.Keep(member.Plan.Limit.Quiet(member.IsRaised));
    }

    private bool IsQuiet => !sleep || (said.Count == 0 && ahead.IsWithin);

    /// <summary>One of them that more than half are like, if there is one: an edited rule's window is its own at first.</summary>
    private StepWindowWatch? MostlyLike()
    {
        var (found, votes) = (default(StepWindowWatch), 0);
        foreach (var member in members)
            if (votes == 0) (found, votes) = (member, 1);
            else votes += member.IsLike(found!) ? 1 : -1;
        return found!.IsLike(found) ? found : null;
    }
}
