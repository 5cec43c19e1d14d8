using CityKit.Core;

namespace CityKit.Edge.Evidence;

/// <summary>
/// The lowest floor that a fall can have come from (最低楼层估计), for an export of evidence and for nothing else: no event, rule or alert
/// carries a floor. Not forensic (非法医鉴定依据): it is based on the throw and the errors that the detector's configuration states, and there is
/// no highest floor.
/// </summary>
/// <param name="LowestFloor">The floor; the ground floor is 1.</param>
/// <param name="LeastReleaseMillimetres">The least height of the release above the ground floor's level.</param>
/// <param name="Note">What it is worth, in words; to be shown with it.</param>
public sealed record FloorEstimate(int LowestFloor, long LeastReleaseMillimetres, LocalizedText Note)
{
    /// <summary>The mark that is beside every floor.</summary>
    public static LocalizedText NotForensic { get; } = new("非法医鉴定依据", "not forensic");

    /// <summary>The estimate for a detection of barriers; null for any other, and for one without a bound.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number of the scale is out of its range.</exception>
    public static FloorEstimate? Of(EvidenceRecord record, FloorScale scale)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(scale);
        scale.Check();
        if (record.Detection.Fields.NumberOf("minDropMm") is not { } drop || record.Detection.Fields.NumberOf("throwMmS") is not { } thrown
            || drop is < 0 or > 1_000_000)
            return null;
        var release = scale.UpperBeamMillimetres + drop;
        return new FloorEstimate((int)Math.Max(1, release / scale.FloorMillimetres + 1), release, Explain(thrown));
    }

    private static LocalizedText Explain(long thrown) => new(
        $"{NotForensic.Zh}：仅为最低楼层，最高楼层无法确定；以下抛初速度不超过 {thrown} mm/s、层高与光束高度如所述为前提。",
        $"{NotForensic.En}: the lowest floor only, the highest is undetermined; "
            + $"holds for throws of at most {thrown} mm/s, and for the heights of beam and floors as stated.");
}
