using System.Diagnostics;
using CityKit.Core;
using CityKit.Partitions;
using CityKit.Samples.District.Judging;

namespace CityKit.Cluster.Tests;

public sealed class SilencesTests
{
    private static readonly PartitionId Home = new(3);
    private static readonly DeviceId Device = DeviceId.Parse("pi-1");

    [Theory]
    [InlineData(2, 10, 8)] // it began before
    [InlineData(9, 20, 8)]
    [InlineData(10, 20, 1)]
    [InlineData(0, 8, 1)] // what ends later is of what comes later
    public void Longest_InASpan_IsOfWhatEndsInIt(int from, int to, int seconds)
    {
        var silences = new Silences([(Device, At(0)), (Device, At(1)), (Device, At(9)), (Device, At(10))], _ => Home);
        Assert.Equal(TimeSpan.FromSeconds(seconds), silences.Longest(At(from), At(to))[Home]);
    }

    [Fact]
    public void FirstAfter_AMoment_IsNullWhenNobodyWasAnswered()
    {
        var silences = new Silences([(Device, At(1)), (Device, At(4))], _ => Home);
        Assert.Equal(TimeSpan.FromSeconds(2), silences.FirstAfter(At(2)));
        Assert.Null(silences.FirstAfter(At(4)));
    }

    private static long At(int second) => (second + 1) * Stopwatch.Frequency;
}
