using System.Buffers;
using CityKit.Sensors.Register;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Register;

public sealed class RegisterReadingsTests
{
    private readonly RegisterReadings readings = new();

    [Fact]
    public void Read_Ascending_GivesIntervalsBetweenReads()
    {
        Assert.Equal(new RegisterStep(RegisterStepKind.First, Bench.At(0), Duration.Zero, 0), Read(0, 100));
        Assert.Equal(new RegisterStep(RegisterStepKind.Interval, Bench.At(60), Duration.FromHours(1), 5), Read(60, 105));
        Assert.Equal(new RegisterStep(RegisterStepKind.Interval, Bench.At(240), Duration.FromHours(3), 0), Read(240, 105));
        Assert.Equal(0, readings.Ignored);
    }

    [Fact]
    public void Read_DuplicateAndOutOfOrder_AreIgnoredAndCounted()
    {
        Read(0, 100);
        Read(60, 105);
        Assert.Equal(RegisterStepKind.Duplicate, Read(60, 105).Kind);
        Assert.Equal(RegisterStepKind.OutOfOrder, Read(30, 102).Kind);
        Assert.Equal(RegisterStepKind.Impossible, Read(90, -1).Kind);
        Assert.Equal(3, readings.Ignored);
        Assert.Equal(1, Read(90, 106).Amount);
    }

    [Fact]
    public void Read_Rollover_CountsThroughZero()
    {
        Read(0, 99_990, 100_000);
        Assert.Equal((RegisterStepKind.Interval, 15L), (Read(60, 5, 100_000) is var step ? step.Kind : default, step.Amount));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(100_000L)] // 98,990 would have gone through: no rollover, a changed or turned-back meter
    public void Read_DecreaseThatNoRolloverExplains_IsUndecidedAndCountingGoesOn(long? rollover)
    {
        Read(0, 1_100, rollover);
        Assert.Equal(RegisterStepKind.Decreased, Read(60, 90, rollover).Kind);
        Assert.Equal((RegisterStepKind.Interval, 3L), (Read(120, 93, rollover) is var step ? step.Kind : default, step.Amount));
    }

    [Fact]
    public void SaveLoad_State_GoesOnAndGivesTheSameBytes()
    {
        Read(0, 100);
        Read(0, 100);
        var state = Save(readings);
        var other = new RegisterReadings();
        Assert.Null(other.Load(state));
        Assert.Equal(state, Save(other));
        Assert.Equal(1, other.Ignored);
        Assert.Equal(7, other.Read(Bench.Key("gas"), Bench.At(60), 107).Amount);
        Assert.NotNull(new RegisterReadings().Load(state.AsSpan(0, state.Length - 1)));
    }

    private static byte[] Save(RegisterReadings readings)
    {
        var buffer = new ArrayBufferWriter<byte>();
        readings.Save(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private RegisterStep Read(double minute, long shown, long? rollover = null) => readings.Read(Bench.Key("gas"), Bench.At(minute), shown, rollover);
}
