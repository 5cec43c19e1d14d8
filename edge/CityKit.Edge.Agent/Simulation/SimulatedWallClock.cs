using CityKit.Core;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using NodaTime;

namespace CityKit.Edge.Agent.Simulation;

/// <summary>A wall clock that moves with the chip.</summary>
internal sealed class SimulatedWallClock(Instant zero, SimulatedChip chip) : IWallClock
{
    public WallTime Read() => new(zero.PlusNanoseconds(chip.Now), ClockQuality.Synchronized);
}
