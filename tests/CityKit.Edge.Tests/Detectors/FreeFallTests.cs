using System.Text.Json;
using CityKit.Edge.Detectors.Barriers;

namespace CityKit.Edge.Tests.Detectors;

/// <summary>Table rows: Data/free-fall.json, an independent computation (see Data/SOURCES.md).</summary>
public sealed class FreeFallTests
{
    public static TheoryData<double, double, double, double> Table()
    {
        var rows = new TheoryData<double, double, double, double>();
        using var json = JsonDocument.Parse(Resource.Bytes("free-fall.json"));
        foreach (var row in json.RootElement.EnumerateArray())
            rows.Add(row.GetProperty("vt").ValueKind == JsonValueKind.Null ? double.PositiveInfinity : row.GetProperty("vt").GetDouble(),
                row.GetProperty("h").GetDouble(), row.GetProperty("v").GetDouble(), row.GetProperty("t").GetDouble());
        return rows;
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void SpeedAfterAndTimeFor_TableRow_AgreeToTheLastDigit(double terminal, double metres, double speed, double seconds)
    {
        var fall = new FreeFall(terminal);
        Assert.Equal(speed, fall.SpeedAfter(metres), 6);
        Assert.Equal(seconds, fall.TimeFor(metres), 6);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void DropFor_SpeedAfter_IsItsInverse(double terminal, double metres, double speed, double seconds)
    {
        var fall = new FreeFall(terminal);
        var share = speed / terminal; // dh/dv grows without bound near the terminal speed: so does the error
        var tolerance = 1e-9 * metres / Math.Max(1e-6, 1 - share * share);
        Assert.InRange(fall.DropFor(fall.SpeedAfter(metres)), metres - tolerance, metres + tolerance);
        Assert.True(seconds > 0);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void SpeedAtTop_WindowBelowTheDrop_FindsTheSpeedAgain(double terminal, double metres, double speed, double seconds)
    {
        var fall = new FreeFall(terminal);
        var window = fall.TimeFor(metres + 2) - fall.TimeFor(metres);
        Assert.InRange(fall.SpeedAtTop(2, window), speed - 1e-5, speed + 1e-5);
        Assert.True(window < seconds + 1);
    }

    [Fact]
    public void DropFor_TerminalSpeedAndAbove_IsInfinite()
    {
        Assert.Equal(double.PositiveInfinity, new FreeFall(20).DropFor(20));
        Assert.Equal(double.PositiveInfinity, new FreeFall(20).DropFor(25));
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-6)]
    [InlineData(1e-3)]
    public void SpeedAfter_TinyDrop_KeepsItsDigits(double metres)
    {
        var vacuum = FreeFall.Vacuum.SpeedAfter(metres);
        Assert.InRange(new FreeFall(60).SpeedAfter(metres) / vacuum, 1 - 1e-5, 1 + 1e-12);
        Assert.InRange(new FreeFall(60).TimeFor(metres) / FreeFall.Vacuum.TimeFor(metres), 1 - 1e-12, 1 + 1e-5);
    }

    [Fact]
    public void TimeToTop_WithDrag_IsShorterThanTheWayDown()
    {
        var fall = new FreeFall(20);
        Assert.True(fall.TimeToTop(8) < FreeFall.Vacuum.TimeFor(8));
        Assert.True(fall.TimeFor(8) > FreeFall.Vacuum.TimeFor(8));
    }
}
