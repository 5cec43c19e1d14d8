using CityKit.Core;
using CityKit.Edge.Loop;
using NodaTime;

namespace CityKit.Edge.Tests.Support;

/// <summary>A wall clock that the test sets, steps and takes away; runs with the source.</summary>
internal sealed class HandClock(CityKit.Edge.Gpio.ILineSource source) : IWallClock
{
    internal ClockQuality Quality { get; set; } = ClockQuality.Unknown;

    internal Instant Zero { get; set; }

    public WallTime Read() => new(Zero.PlusNanoseconds(source.Now), Quality);
}
