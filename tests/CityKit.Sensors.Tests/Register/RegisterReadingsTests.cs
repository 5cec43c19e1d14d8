using System.Buffers;
using CityKit.Sensors.Register;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Register;

public sealed class RegisterReadingsTests
{
    private static readonly Sensor Gas = Bench.Entry("gas", "gas", "m3") with { PerUnit = 1000 };
    private readonly RegisterReadings readings = new();

    [Fact]
    public void Read_Ascending_GivesIntervalsBetweenReads()
    {
        Assert.Equal((RegisterStepKind.First, Duration.Zero, 0), Used(Read(0, 100)));
        Assert.Equal((RegisterStepKind.Interval, Duration.FromHours(1), 5), Used(Read(60, 105)));
        Assert.Equal((RegisterStepKind.Interval, Duration.FromHours(3), 0), Used(Read(240, 105)));
        Assert.Equal(0, readings.Ignored);
    }

    [Fact]
    public void Read_DuplicateAndOutOfOrder_AreIgnoredAndCounted()
    {
        Read(0, 100);
        Read(60, 105);
        Assert.Equal(RegisterStepKind.Duplicate, Read(60, 105).Kind);
        Assert.Equal(RegisterStepKind.Duplicate, Read(0, 100).Kind);
        Assert.Equal(RegisterStepKind.OutOfOrder, Read(30, 102).Kind);
        Assert.Equal(RegisterStepKind.Impossible, Read(90, -1).Kind);
        Assert.Equal(4, readings.Ignored);
        Assert.Equal(1, Read(90, 106).Amount);
    }

    [Fact]
    public void Read_Rollover_CountsThroughZero()
    {
        var entry = Gas with { Rollover = 100_000 };
        Read(0, 99_990, entry);
        Assert.Equal((RegisterStepKind.Interval, Duration.FromHours(1), 15), Used(Read(60, 5, entry)));
    }

    [Fact] // evcc-io/evcc#30267: one bad poll of 0 books the meter's whole life
    public void Read_DipToZero_IsRefutedByTheNextAndNothingWentThrough()
    {
        Read(0, 2_556_754);
        Assert.Equal((RegisterStepKind.Doubtful, Duration.Zero, 0), Used(Read(60, 0)));
        Assert.Equal((RegisterStepKind.Refuted, Duration.FromHours(2), 0), Used(Read(120, 2_556_754)));
        Assert.Equal((RegisterStepKind.Interval, Duration.FromHours(1), 40), Used(Read(180, 2_556_794)));
    }

    [Fact]
    public void Read_DipFromAboveHalfOfTheRollover_IsNoRollover()
    {
        var entry = Gas with { Rollover = 10_000_000 };
        Read(0, 7_556_754, entry);
        Assert.Equal(RegisterStepKind.Doubtful, Read(60, 0, entry).Kind);
        Assert.Equal((RegisterStepKind.Refuted, Duration.FromHours(2), 0), Used(Read(120, 7_556_754, entry)));
    }

    [Theory]
    [InlineData("m3", null, 9_556_754L)] // one digit too high; 100 m3 an hour is the most without a stated rate
    [InlineData("kWh", null, 9_556_754L)]
    [InlineData("m3", "6", 2_563_000L)]
    public void Read_LeapBeyondThePlausibleRate_IsRefutedByTheNext(string unit, string? perHour, long leap)
    {
        var entry = Gas with { Unit = unit, MaxRate = perHour is null ? null : new Amount(decimal.Parse(perHour, null), unit) };
        Read(0, 2_556_754, entry);
        Assert.Equal(RegisterStepKind.Doubtful, Read(60, leap, entry).Kind);
        Assert.Equal((RegisterStepKind.Refuted, Duration.FromHours(2), 0), Used(Read(120, 2_556_754, entry)));
    }

    [Fact]
    public void Read_Exchange_IsConfirmedByTwoMoreAndCountsFromTheFirstOfThem()
    {
        Read(0, 2_556_754);
        Assert.Equal(RegisterStepKind.Doubtful, Read(60, 12).Kind);
        Assert.Equal(RegisterStepKind.StillDoubtful, Read(120, 14).Kind);
        Assert.Equal((RegisterStepKind.NewBase, Duration.FromHours(2), 5), Used(Read(180, 17)));
        Assert.Equal((RegisterStepKind.Interval, Duration.FromHours(1), 1), Used(Read(240, 18)));
    }

    [Fact]
    public void Read_TwoDoubtfulValuesThatDoNotFollow_BeginTheDoubtAgain()
    {
        Read(0, 2_556_754);
        Read(60, 900);
        Read(120, 3);
        Assert.Equal(RegisterStepKind.StillDoubtful, Read(180, 4).Kind);
        Assert.Equal((RegisterStepKind.NewBase, Duration.FromHours(2), 2), Used(Read(240, 5)));
    }

    [Fact]
    public void Read_AnotherPeriodOfTheSameKey_IsAnotherRegister()
    {
        Read(0, 2_556_754, Gas with { ValidTo = Bench.At(30) });
        var exchanged = Gas with { ValidFrom = Bench.At(30) };
        Assert.Equal(RegisterStepKind.First, Read(60, 0, exchanged).Kind);
        Assert.Equal(7, Read(120, 7, exchanged).Amount);
    }

    [Fact] // DarwinsBuddy/WienerNetzeSmartmeter#275: an estimate, then the actual for the same time
    public void Read_OtherValueForAKnownTime_CorrectsTheIntervalsBesideIt()
    {
        Read(0, 100_920);
        Read(60, 110_000, estimate: true);
        var step = Read(60, 100_960);
        Assert.Equal((RegisterStepKind.Corrected, 110_000L), (step.Kind, step.Known!.Value));
        Assert.Equal([new RegisterInterval(Bench.At(0), Bench.At(60), 9_080)], step.Before);
        Assert.Equal([new RegisterInterval(Bench.At(0), Bench.At(60), 40)], step.After);
        Assert.Equal((RegisterStepKind.Interval, Duration.FromHours(1), 40), Used(Read(120, 101_000)));
    }

    [Fact]
    public void Read_CorrectionOfAnEarlierReading_MovesBothIntervals()
    {
        Read(0, 100);
        Read(60, 150, estimate: true);
        Read(120, 160);
        Assert.Equal([10L, 50L], Read(60, 110).After.Select(i => i.Amount));
        Assert.Equal(RegisterStepKind.Misfit, Read(60, 170).Kind); // more than the reading after it
        Assert.Equal(RegisterStepKind.Outranked, Read(60, 120, estimate: true).Kind);
    }

    [Fact]
    public void SaveLoad_State_GoesOnAndGivesTheSameBytes()
    {
        Read(0, 100);
        Read(0, 100);
        Read(60, 103);
        Read(120, 7);
        var state = Save(readings);
        var other = new RegisterReadings();
        Assert.Null(other.Load(state));
        Assert.Equal(state, Save(other));
        Assert.Equal(1, other.Ignored);
        Assert.Equal((RegisterStepKind.Refuted, Duration.FromHours(2), 4), Used(other.Read(Gas, Bench.At(180), 107)));
        Assert.NotNull(new RegisterReadings().Load(state.AsSpan(0, state.Length - 1)));
    }

    private static (RegisterStepKind, Duration, long) Used(RegisterStep step) => (step.Kind, step.Span, step.Amount);

    private static byte[] Save(RegisterReadings readings)
    {
        var buffer = new ArrayBufferWriter<byte>();
        readings.Save(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private RegisterStep Read(double minute, long shown, Sensor? entry = null, bool estimate = false) =>
        readings.Read(entry ?? Gas, Bench.At(minute), shown, estimate);
}
