namespace CityKit.Samples.District.Judging;

/// <summary>What the record shows beside what was sent.</summary>
/// <param name="Entries">Journal entries of all partitions.</param>
/// <param name="Events">Events in them.</param>
/// <param name="Commands">Commands in them.</param>
/// <param name="Lost">Events, commands and feed batches that were answered for, and are not there.</param>
/// <param name="Doubled">Events, commands and feed batches that are there twice.</param>
/// <param name="Gaps">Numbers that a journal leaves out.</param>
/// <param name="Findings">Everything that is wrong, in words.</param>
internal sealed record Verdict(
    long Entries, long Events, long Commands, long Lost, long Doubled, long Gaps, IReadOnlyList<string> Findings)
{
    /// <summary>Whether nothing is wrong.</summary>
    internal bool IsSound => Findings.Count == 0;

    /// <summary>One line.</summary>
    public override string ToString() =>
        $"{Entries} entries, {Events} events, {Commands} commands; {Lost} lost, {Doubled} doubled, {Gaps} journal gaps";
}
