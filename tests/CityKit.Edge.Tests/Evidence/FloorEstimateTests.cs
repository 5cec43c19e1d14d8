using CityKit.Core;
using CityKit.Edge.Evidence;

namespace CityKit.Edge.Tests.Evidence;

/// <summary>Floor = ⌊(release + beam) / floor height⌋ + 1 (standards 7.2), of the lower bound.</summary>
public sealed class FloorEstimateTests
{
    [Theory]
    [InlineData(16_768, 3_000, 2_800, 8)] // (3,000 + 16,768) / 2,800 = 7.06
    [InlineData(16_599, 3_000, 2_800, 7)] // 19,599 / 2,800 = 6.9996
    [InlineData(16_600, 3_000, 2_800, 8)] // 19,600 / 2,800 = 7 exactly
    [InlineData(0, -2_000, 3_000, 1)] // in a light well below the ground floor
    [InlineData(0, 0, 3_000, 1)]
    public void Of_ABound_IsTheLowestFloor(long minDrop, int beam, int floor, int lowest)
    {
        var estimate = FloorEstimate.Of(Barrier(minDrop), new FloorScale(beam, floor))!;
        Assert.Equal((lowest, beam + minDrop), (estimate.LowestFloor, estimate.LeastReleaseMillimetres));
        Assert.StartsWith("not forensic", estimate.Note.En, StringComparison.Ordinal);
        Assert.StartsWith("非法医鉴定依据", estimate.Note.Zh, StringComparison.Ordinal);
        Assert.Contains("5000 mm/s", estimate.Note.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ADetectionWithoutABound_IsNull()
    {
        var record = EvidenceFileTests.Sample();
        Assert.Null(FloorEstimate.Of(record with { Detection = record.Detection with { Fields = EventFields.Empty } },
            new FloorScale(0, 2_800)));
        Assert.Null(FloorEstimate.Of(Barrier(long.MaxValue), new FloorScale(0, 2_800)));
    }

    [Theory]
    [InlineData(0, 1_999)]
    [InlineData(600_001, 2_800)]
    public void Of_AScaleThatIsNone_SaysWhatIsAllowed(int beam, int floor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FloorEstimate.Of(Barrier(0), new FloorScale(beam, floor)));

    [Fact]
    public void Write_WithAScale_ShowsTheFloorOnlyWithItsMark()
    {
        var page = EvidenceReport.Write(Barrier(16_768), new FloorScale(3_000, 2_800));
        Assert.Contains("lowest floor 最低楼层 (not forensic 非法医鉴定依据): 8\n", page, StringComparison.Ordinal);
        Assert.Contains("clip 录像: nvr1/ch3 2026-11-21T00:01:46.5Z - 2026-11-21T00:02:06.5Z\n", page, StringComparison.Ordinal);
        Assert.Contains("   -130.000000 ms  upper  on\n", page, StringComparison.Ordinal);
        Assert.EndsWith("    -20.000000 ms  lower  off\n", page, StringComparison.Ordinal);
        Assert.Equal(page, EvidenceReport.Write(Barrier(16_768), new FloorScale(3_000, 2_800)));
    }

    [Fact]
    public void Write_WithoutAScale_ShowsNoFloor() =>
        Assert.DoesNotContain("floor", EvidenceReport.Write(Barrier(16_768)), StringComparison.Ordinal);

    private static EvidenceRecord Barrier(long minDrop)
    {
        var record = EvidenceFileTests.Sample();
        return record with
        {
            Detection =
                record.Detection with { Fields = EventFields.Of(new EventField("minDropMm", minDrop), new EventField("throwMmS", 5_000)) },
        };
    }
}
